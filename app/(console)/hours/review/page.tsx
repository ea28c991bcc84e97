// §8 学时审批
import type { Metadata } from "next";
import { Suspense } from "react";
import { DeclarationFilterFields } from "@/components/hours/filters";
import { declarationDrawing, declarationWording } from "@/components/hours/inbox-drawing";
import { FilterBar } from "@/components/list/filter-bar";
import { Inbox } from "@/components/review/inbox";
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
    <Inbox
      wording={declarationWording}
      drawing={declarationDrawing}
      actions={{ decide: decideDeclarations, count: countDeclarations }}
      tab={tab}
      inbox={inbox}
      pathname={kind.path}
      search={search}
      params={params}
    />
  );
}
