// The home of units and reviewers: what waits, the unit's figures, the latest decisions
import type { Metadata, Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { StateBadge } from "@/components/review/state-badge";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { formatCapped, formatCount } from "@/components/ui/count";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { UrlLink } from "@/components/ui/url-link";
import { menuOf } from "@/lib/access/menu";
import { may } from "@/lib/access/permissions";
import { requirePage } from "@/lib/access/require";
import { cn } from "@/lib/cn";
import { currentYear, formatDateTime } from "@/lib/date";
import { countCap } from "@/lib/list";
import { unitFigures } from "@/lib/person/queries";
import { reviewKindTable } from "@/lib/review/kinds";
import {
  countWaiting,
  type DeclarationInbox,
  listLatestDecisions,
  type WaitingInbox,
  waitingCap,
} from "@/lib/review/queries";

const kind = reviewKindTable.declaration;

export const metadata: Metadata = { title: "首页" };

export default async function HomePage() {
  const ctx = await requirePage("console");
  const { viewer } = ctx;
  const [inboxes, decided, figures] = await Promise.all([
    countWaiting(ctx),
    may(viewer, kind.permission) && listLatestDecisions(ctx, kind, 5),
    may(viewer, "persons.read") && unitFigures(ctx.db, ctx.scope),
  ]);
  const shortcuts = menuOf(viewer)
    .flatMap(({ items }) => items)
    // What waits at an inbox stands above.
    .filter(({ href, inbox }) => href !== "/home" && !inbox);
  return (
    <>
      <PageHeader title="首页" description={`${viewer.name}，您好`} />
      <div className="space-y-4">
        {inboxes.length > 0 && <Waiting inboxes={inboxes} />}
        {figures && (
          <dl className="grid grid-cols-2 gap-3 sm:gap-4 lg:grid-cols-4">
            <Figure label="管理范围内专业技术人员" value={formatCapped(figures.people, countCap)} unit="人" />
            {viewer.organization.kind === "employer" && (
              <>
                <Figure
                  label="本单位审核中的申报"
                  value={formatCount(figures.pendingDeclarations)}
                  unit="条"
                />
                <Figure
                  label={`本单位 ${currentYear()} 年已通过学时`}
                  value={formatCount(figures.creditedHours)}
                  unit="学时"
                />
              </>
            )}
          </dl>
        )}
        <div className="grid items-start gap-4 lg:grid-cols-[2fr_1fr]">
          {decided && <LatestDecisions rows={decided} />}
          <Shortcuts items={shortcuts} />
        </div>
      </div>
    </>
  );
}

/** What waits in each inbox of the viewer, by the manual's names. */
function Waiting({ inboxes }: { inboxes: readonly WaitingInbox[] }) {
  const waits = inboxes.some(({ count }) => count > 0);
  return (
    <Card className={waits ? "border-warning/50" : undefined}>
      <CardHeader title="待办" description={waits ? undefined : "没有等待审核的记录"} />
      <CardContent>
        <ul className="grid grid-cols-2 gap-3 sm:grid-cols-3 xl:grid-cols-6">
          {inboxes.map(({ path, label, count }) => (
            <li key={path}>
              <UrlLink
                href={path}
                className="block h-full rounded-md border px-3 py-2 hover:border-primary hover:bg-muted"
              >
                <span className="block text-muted-foreground">{label}</span>
                <span className={cn(count > 0 && "text-warning")}>
                  <span className="text-[1.5rem] leading-9 font-semibold tabular-nums">
                    {formatCapped(count, waitingCap)}
                  </span>{" "}
                  条待审核
                </span>
              </UrlLink>
            </li>
          ))}
        </ul>
      </CardContent>
    </Card>
  );
}

function Figure({ label, value, unit }: { label: string; value: string; unit: ReactNode }) {
  return (
    <div className="rounded-lg border bg-card px-4 py-3 sm:px-5">
      <dt className="text-muted-foreground">{label}</dt>
      <dd>
        <span className="text-[1.5rem] leading-9 font-semibold tabular-nums">{value}</span> {unit}
      </dd>
    </div>
  );
}

function LatestDecisions({ rows }: { rows: DeclarationInbox["rows"] }) {
  return (
    <Card>
      <CardHeader title="最近审核" />
      {rows.length === 0 ? (
        <EmptyState title="还没有审核过的记录" />
      ) : (
        <ul className="mt-3 divide-y">
          {rows.map(({ reviewId, stepState, decidedAt, subject }) => (
            <li key={reviewId}>
              <UrlLink
                href={`/hours/review/${subject.id}?status=decided`}
                className="flex min-h-11 items-center justify-between gap-3 px-4 py-2 hover:bg-muted sm:px-5"
              >
                <span className="min-w-0">
                  <span className="text-primary">
                    {subject.personName}《{subject.title}》
                  </span>
                  <span className="block text-muted-foreground">
                    {subject.hours} 学时{decidedAt && ` · ${formatDateTime(decidedAt)}`}
                  </span>
                </span>
                <StateBadge state={stepState === "rejected" ? "rejected" : "approved"} />
              </UrlLink>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function Shortcuts({ items }: { items: { href: Route; label: string }[] }) {
  return (
    <Card>
      <CardHeader title="常用功能" />
      <CardContent>
        <ul className="grid grid-cols-2 gap-2 lg:grid-cols-1">
          {items.map(({ href, label }) => (
            <li key={href}>
              <Button asChild variant="outline" className="w-full">
                <Link href={href}>{label}</Link>
              </Button>
            </li>
          ))}
        </ul>
      </CardContent>
    </Card>
  );
}
