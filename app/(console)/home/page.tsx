// The home of units and reviewers: what waits, the unit's figures, the latest decisions
import type { Metadata, Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { StateBadge } from "@/components/review/state-badge";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { formatCount } from "@/components/ui/count";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { UrlLink } from "@/components/ui/url-link";
import { menuOf } from "@/lib/access/menu";
import { may, requirePage } from "@/lib/access/require";
import { currentYear, formatDate, formatDateTime, formatRelative } from "@/lib/date";
import { countCap } from "@/lib/list";
import { unitFigures } from "@/lib/person/queries";
import { reviewKindTable } from "@/lib/review/kinds";
import { type DeclarationInbox, listInbox } from "@/lib/review/queries";

const kind = reviewKindTable.declaration;

export const metadata: Metadata = { title: "首页" };

export default async function HomePage() {
  const ctx = await requirePage("console");
  const { viewer } = ctx;
  const first = { filters: {}, offset: 0 };
  const [waiting, decided, figures] = await Promise.all([
    may(viewer, kind.permission) &&
      listInbox(ctx, kind, { ...first, tab: "open", order: undefined, limit: 1 }),
    may(viewer, kind.permission) &&
      listInbox(ctx, kind, { ...first, tab: "decided", order: undefined, limit: 5 }),
    may(viewer, "persons.read") && unitFigures(ctx.db, ctx.scope),
  ]);
  const shortcuts = menuOf(viewer)
    .flatMap(({ items }) => items)
    .filter(({ href }) => href !== "/home");
  return (
    <>
      <PageHeader title="首页" description={`${viewer.name}，您好`} />
      <div className="space-y-4">
        {waiting && <Waiting inbox={waiting} />}
        {(figures || waiting) && (
          <dl className="grid grid-cols-2 gap-3 sm:gap-4 lg:grid-cols-4">
            {figures && <Figure label="管理范围内专业技术人员" value={upTo(figures.people)} unit="人" />}
            {figures && viewer.organization.kind === "employer" && (
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
            {waiting && <Figure label="本单位已审核" value={upTo(waiting.decided)} unit="条" />}
          </dl>
        )}
        <div className="grid items-start gap-4 lg:grid-cols-[2fr_1fr]">
          {decided && <LatestDecisions rows={decided.rows} />}
          <Shortcuts items={shortcuts} />
        </div>
      </div>
    </>
  );
}

const upTo = (count: number) => (count > countCap ? `${formatCount(countCap)}+` : formatCount(count));

function Waiting({ inbox: { open, rows } }: { inbox: DeclarationInbox }) {
  const oldest = rows[0]?.submittedAt;
  return (
    <Card className={open > 0 ? "border-warning/50" : undefined}>
      <CardHeader title="待办" />
      <CardContent className="flex flex-wrap items-center justify-between gap-4">
        {open > 0 ? (
          <>
            <p>
              <span className="text-[2.25rem] leading-none font-semibold text-warning tabular-nums">
                {upTo(open)}
              </span>{" "}
              条学时申报等待审核
              {oldest && (
                <span className="block text-muted-foreground">
                  最早一条于 {formatDate(oldest)} 提交（{formatRelative(oldest)}）
                </span>
              )}
            </p>
            <Button asChild size="lg" className="w-full sm:w-auto">
              <Link href="/hours/review">去审核</Link>
            </Button>
          </>
        ) : (
          <p>没有等待审核的学时申报</p>
        )}
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
