import { DataTable } from "@/components/list/data-table";
import { Pager } from "@/components/list/pager";
import { pagerLinks } from "@/components/list/pager-links";
import { StateBadge } from "@/components/review/state-badge";
import { EmptyState } from "@/components/ui/empty-state";
import { formatDateTime } from "@/lib/date";
import { categoryLabels, learningFormSpecs } from "@/lib/hours/forms";
import type { listDeclarations } from "@/lib/hours/queries";
import { declarationNumber } from "@/lib/hours/rules";
import { type ListParams, listHref, type SearchParams } from "@/lib/list";

type Rows = Awaited<ReturnType<typeof listDeclarations>>["rows"];

/** A page of declarations (§7): whose, what, how many hours, and at which stage it is. */
export function DeclarationsTable({
  rows,
  total,
  cap,
  pathname,
  search,
  params,
  viewPath,
  withPerson = true,
  emptyHint,
}: {
  rows: Rows;
  total: number;
  cap: number;
  pathname: string;
  search: SearchParams;
  params: Pick<ListParams<Record<string, unknown>>, "page" | "filters">;
  /** The address of one declaration, its id at the end. */
  viewPath: string;
  withPerson?: boolean;
  emptyHint: string;
}) {
  const filtered = Object.keys(params.filters).length > 0;
  return (
    <>
      <DataTable
        caption="学时申报列表"
        columns={[
          ...(withPerson ? [{ key: "person", header: "姓名" }] : []),
          { key: "title", header: "名称" },
          { key: "form", header: "形式 / 科目" },
          { key: "year", header: "年度" },
          { key: "hours", header: "学时", align: "right" as const },
          { key: "state", header: "审核状态" },
          { key: "time", header: "提交时间", hideOnPhone: true },
        ]}
        rows={rows.map((row) => ({
          id: row.id,
          label: `${row.personName}《${row.title}》`,
          href: listHref(`${viewPath}/${row.id}`, {}, {}),
          cells: [
            ...(withPerson ? [row.personName] : []),
            <Title key="title" row={row} />,
            `${learningFormSpecs[row.form].label} / ${categoryLabels[row.category]}`,
            row.year,
            row.hours ?? "—",
            <StateBadge key="state" state={row.state} stage={row.openStage} />,
            row.submittedAt ? formatDateTime(row.submittedAt) : "未提交",
          ],
        }))}
        empty={
          <EmptyState
            title={filtered ? "没有符合条件的申报" : "还没有学时申报"}
            hint={filtered ? "可放宽筛选条件，或点“重置”查看全部" : emptyHint}
          />
        }
      />
      {total > 0 && <Pager {...pagerLinks(pathname, search, params, { total, cap })} />}
    </>
  );
}

function Title({ row }: { row: Rows[number] }) {
  return (
    <span className="block min-w-40">
      {row.title || "（未命名）"}
      <span className="block text-muted-foreground">
        {declarationNumber(row.year, row.number)} · {row.organizationName}
      </span>
    </span>
  );
}
