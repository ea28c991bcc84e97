// §5 审核账户: the inbox of one kind
import type { Metadata, Route } from "next";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { FilterBar, FilterSearch } from "@/components/list/filter-bar";
import { Inbox } from "@/components/review/inbox";
import { PageHeader } from "@/components/ui/page-header";
import { ListSkeleton } from "@/components/ui/skeleton";
import { requirePage } from "@/lib/access/require";
import type { Ctx } from "@/lib/context";
import { parseList, type SearchParams } from "@/lib/list";
import { stayWithin } from "@/lib/list-page";
import { listInbox } from "@/lib/review/queries";
import { matterFilters } from "@/lib/review/schema";
import { inboxTab } from "@/lib/workflow/schema";
import { type Matter, matterAt } from "../matters";

type Props = PageProps<"/reviews/[kind]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: matterAt((await params).kind)?.kind.label };
}

export default async function MattersPage({ params, searchParams }: Props) {
  const matter = matterAt((await params).kind);
  if (!matter) notFound();
  const { kind, text } = matter;
  const ctx = await requirePage(kind.permission);
  const search = await searchParams;
  const { filters } = parseList(search, matterFilters);
  return (
    <>
      <PageHeader title={kind.label} description={text.description} />
      {text.tabs}
      <FilterBar action={kind.path as Route} keep={{ status: inboxTab(search) }}>
        <FilterSearch label={text.searchLabel} value={filters.q} className="sm:w-64" />
      </FilterBar>
      <Suspense key={JSON.stringify(search)} fallback={<ListSkeleton />}>
        <MatterList ctx={ctx} matter={matter} search={search} />
      </Suspense>
    </>
  );
}

async function MatterList({
  ctx,
  matter: { kind, drawing, actions, wording },
  search,
}: {
  ctx: Ctx;
  matter: Matter;
  search: SearchParams;
}) {
  const params = parseList(search, matterFilters);
  const tab = inboxTab(search);
  const inbox = await listInbox(ctx, kind, { ...params, tab });
  stayWithin(kind.path, search, params, tab === "open" ? inbox.open : inbox.decided);
  return (
    <Inbox
      wording={wording}
      drawing={drawing}
      actions={actions}
      tab={tab}
      inbox={inbox}
      pathname={kind.path}
      search={search}
      params={params}
    />
  );
}
