// §6–7 学时申报 and 申报进度 of the professional
import type { Metadata } from "next";
import Link from "next/link";
import { DeclarationsTable } from "@/components/hours/declarations-table";
import { ProgressFilterFields } from "@/components/hours/filters";
import { FilterBar } from "@/components/list/filter-bar";
import { OwnStateNotice } from "@/components/person/own-state";
import { Button } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { requirePage } from "@/lib/access/require";
import { listDeclarations } from "@/lib/hours/queries";
import { progressFilters } from "@/lib/hours/schema";
import { countCap, parseList } from "@/lib/list";
import { stayWithin } from "@/lib/list-page";
import { findOwnState } from "@/lib/person/state/queries";
import { stateRules } from "@/lib/person/state/rules";

export const metadata: Metadata = { title: "学时申报" };

export default async function MyDeclarationsPage({ searchParams }: PageProps<"/me/declarations">) {
  const ctx = await requirePage("self");
  const search = await searchParams;
  const params = parseList(search, progressFilters);
  const [{ rows, total }, own] = await Promise.all([
    listDeclarations(ctx.db, ctx.scope, params),
    findOwnState(ctx.db, ctx.scope),
  ]);
  stayWithin("/me/declarations", search, params, total);
  return (
    <>
      <PageHeader
        title="学时申报"
        description="申报依次经用人单位、上级主管部门、人社局审核，全部通过后计入学时"
        actions={
          own &&
          stateRules[own.state].declares && (
            <Button asChild>
              <Link href="/me/declarations/new">申报学时</Link>
            </Button>
          )
        }
      />
      <OwnStateNotice own={own} />
      <FilterBar action="/me/declarations">
        <ProgressFilterFields filters={params.filters} searchLabel="名称" />
      </FilterBar>
      <DeclarationsTable
        rows={rows}
        total={total}
        cap={countCap}
        pathname="/me/declarations"
        search={search}
        params={params}
        viewPath="/me/declarations"
        withPerson={false}
        emptyHint="参加学习后，点“申报学时”填写并上传佐证材料。"
      />
    </>
  );
}
