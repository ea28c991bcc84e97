// The home of units and reviewers: what waits, the unit's figures, the latest decisions, where else to go
import type { Metadata, Route } from "next";
import Link from "next/link";
import { Figures } from "@/components/home/figures";
import { ToDo, type ToDoItem } from "@/components/home/to-do";
import { StateBadge } from "@/components/review/state-badge";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { formatCapped } from "@/components/ui/count";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { UrlLink } from "@/components/ui/url-link";
import { menuOf } from "@/lib/access/menu";
import { may } from "@/lib/access/permissions";
import { requirePage } from "@/lib/access/require";
import { cn } from "@/lib/cn";
import type { Ctx } from "@/lib/context";
import { formatDateTime } from "@/lib/date";
import { unitFigures } from "@/lib/home/queries";
import { countCap } from "@/lib/list";
import { countUnread, unreadCap } from "@/lib/notice/queries";
import { reviewKindTable } from "@/lib/review/kinds";
import { countWaiting, type DeclarationInbox, listLatestDecisions, waitingCap } from "@/lib/review/queries";
import { findRefusedChange } from "@/lib/review/unit-profile";

const kind = reviewKindTable.declaration;

export const metadata: Metadata = { title: "首页" };

export default async function HomePage() {
  const ctx = await requirePage("console");
  const { viewer } = ctx;
  const [items, decided, figures] = await Promise.all([
    findToDo(ctx),
    may(viewer, kind.permission) && listLatestDecisions(ctx, kind, 5),
    unitFigures(ctx),
  ]);
  const shortcuts = menuOf(viewer)
    .flatMap(({ items }) => items)
    // What waits at an inbox stands above.
    .filter(({ href, inbox }) => href !== "/home" && !inbox);
  return (
    <>
      <PageHeader
        title="首页"
        description={`${viewer.name}，您好${viewer.departments ? "。您的数据范围是所管理的内设部门的人员" : ""}`}
      />
      <div className="space-y-4">
        {items.length > 0 && <ToDo items={items} />}
        {figures.length > 0 && <Figures figures={figures} cap={countCap} />}
        {decided ? (
          <div className="grid items-start gap-4 lg:grid-cols-[2fr_1fr]">
            <LatestDecisions rows={decided} />
            <Shortcuts items={shortcuts} className="lg:grid-cols-1" />
          </div>
        ) : (
          <Shortcuts items={shortcuts} className="sm:grid-cols-3 lg:grid-cols-5" />
        )}
      </div>
    </>
  );
}

/** The inboxes, empty ones too; unread messages and a refused change of the unit while there are any. */
async function findToDo(ctx: Ctx): Promise<ToDoItem[]> {
  const [inboxes, unread, refused] = await Promise.all([
    countWaiting(ctx),
    countUnread(ctx),
    may(ctx.viewer, "unit.profile") ? findRefusedChange(ctx) : null,
  ]);
  return [
    ...inboxes.map(({ path, label, count }) => ({
      href: path,
      label,
      count: formatCapped(count, waitingCap),
      words: "条待审核",
      waits: count > 0,
    })),
    ...(unread > 0
      ? [
          {
            href: "/messages?show=unread",
            label: "消息",
            count: formatCapped(unread, unreadCap),
            words: "条未读",
            waits: true,
          },
        ]
      : []),
    ...(refused
      ? [
          {
            href: "/profile",
            label: "资料管理",
            count: null,
            words: `对${refused.title}的修改被驳回，请更正后重新提交`,
            waits: true,
          },
        ]
      : []),
  ];
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

function Shortcuts({ items, className }: { items: { href: Route; label: string }[]; className: string }) {
  return (
    <Card>
      <CardHeader title="常用功能" />
      <CardContent>
        <ul className={cn("grid grid-cols-2 gap-2", className)}>
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
