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
import { declarationFilters } from "@/lib/hours/schema";
import { parseList, type SearchParams } from "@/lib/list";
import { listInbox } from "@/lib/review/queries";
import { inboxTab } from "@/lib/workflow/schema";
import { countDeclarations, decideDeclarations } from "./actions";

export const metadata: Metadata = { title: "学时审批" };

export default async function ReviewPage({ searchParams }: PageProps<"/hours/review">) {
  const ctx = await requirePage("hours.review");
  const search = await searchParams;
  const { filters } = parseList(search, declarationFilters);
  const tab = inboxTab(search);
  return (
    <>
      <PageHeader title="学时审批" description="审核专业技术人员的学时申报，驳回须填写原因" />
      <FilterBar action="/hours/review" keep={{ status: tab }}>
        <DeclarationFilterFields filters={filters} />
      </FilterBar>
      <Suspense key={JSON.stringify(search)} fallback={<ListSkeleton />}>
        <ReviewList ctx={ctx} search={search} />
      </Suspense>
    </>
  );
}

async function ReviewList({ ctx, search }: { ctx: Ctx; search: SearchParams }) {
  const params = parseList(search, declarationFilters);
  const tab = inboxTab(search);
  const inbox = await listInbox(ctx, { ...params, tab });
  return (
    <>
      <InboxTabs pathname="/hours/review" search={search} tab={tab} {...inbox} />
      <Inbox
        noun="学时申报"
        actions={{ decide: decideDeclarations, count: countDeclarations }}
        tab={tab}
        columns={inboxColumns("/hours/review", search, params, tab)}
        rows={inboxRows("/hours/review", search, inbox.rows, tab)}
        open={inbox.open}
        decided={inbox.decided}
        cap={inbox.cap}
        asOf={inbox.asOf}
        pathname="/hours/review"
        searchParams={search}
        params={params}
      />
    </>
  );
}
