// §8 学时审批
import type { Metadata } from "next";
import { Suspense } from "react";
import { DeclarationFilterFields } from "@/components/hours/filters";
import { inboxColumns, inboxRows } from "@/components/hours/inbox-table";
import { FilterBar } from "@/components/list/filter-bar";
import { Inbox } from "@/components/review/inbox";
import { InboxTabs } from "@/components/review/inbox-tabs";
import { PageHeader } from "@/components/ui/page-header";
import { ListSkeleton } from "@/components/ui/skeleton";
import { requirePage } from "@/lib/access/require";
import type { Ctx } from "@/lib/context";
import { parseList, type SearchParams } from "@/lib/list";
import { stayWithin } from "@/lib/list-page";
import { reviewKindTable } from "@/lib/review/kinds";
import { listInbox } from "@/lib/review/queries";
import { inboxTab } from "@/lib/workflow/schema";
import { countDeclarations, decideDeclarations } from "./actions";

const kind = reviewKindTable.declaration;

export const metadata: Metadata = { title: kind.label };

export default async function ReviewPage({ searchParams }: PageProps<"/hours/review">) {
  const ctx = await requirePage(kind.permission);
  const search = await searchParams;
  const { filters } = parseList(search, kind.filters);
  const tab = inboxTab(search);
  return (
    <>
      <PageHeader title={kind.label} description="审核专业技术人员的学时申报，驳回须填写原因" />
      <FilterBar action={kind.path} keep={{ status: tab }}>
        <DeclarationFilterFields filters={filters} />
      </FilterBar>
      <Suspense key={JSON.stringify(search)} fallback={<ListSkeleton />}>
        <ReviewList ctx={ctx} search={search} />
      </Suspense>
    </>
  );
}

async function ReviewList({ ctx, search }: { ctx: Ctx; search: SearchParams }) {
  const params = parseList(search, kind.filters);
  const tab = inboxTab(search);
  const inbox = await listInbox(ctx, kind, { ...params, tab });
  stayWithin(kind.path, search, params, tab === "open" ? inbox.open : inbox.decided);
  return (
    <>
      <InboxTabs pathname={kind.path} search={search} tab={tab} {...inbox} />
      <Inbox
        noun={kind.noun}
        actions={{ decide: decideDeclarations, count: countDeclarations }}
        tab={tab}
        columns={inboxColumns(kind.path, search, params, tab)}
        rows={inboxRows(kind.path, search, inbox.rows, tab)}
        open={inbox.open}
        decided={inbox.decided}
        cap={inbox.cap}
        asOf={inbox.asOf}
        pathname={kind.path}
        searchParams={search}
        params={params}
      />
    </>
  );
}
