// §6 学时申报 by the unit: for whom
import type { Metadata } from "next";
import { DeclarationsTable } from "@/components/hours/declarations-table";
import { PersonPicker } from "@/components/hours/person-picker";
import { PageHeader } from "@/components/ui/page-header";
import { requirePage } from "@/lib/access/require";
import { listDeclarablePersons, listDeclarations } from "@/lib/hours/queries";
import { personPickerFilters } from "@/lib/hours/schema";
import { countCap, parseList } from "@/lib/list";
import { stayWithin } from "@/lib/list-page";

export const metadata: Metadata = { title: "学时申报" };

export default async function DeclarePage({ searchParams }: PageProps<"/hours/declare">) {
  const ctx = await requirePage("hours.declare");
  const search = await searchParams;
  const params = parseList(search, personPickerFilters);
  const [people, drafts] = await Promise.all([
    listDeclarablePersons(ctx.db, ctx.scope, params),
    listDeclarations(ctx.db, ctx.scope, { filters: { state: "draft" }, limit: 20, offset: 0 }),
  ]);
  stayWithin("/hours/declare", search, params, people.total);
  return (
    <>
      <PageHeader title="学时申报" description="替本单位专业技术人员申报学时：先选择人员，再填写申报" />
      <PersonPicker {...people} cap={countCap} search={search} params={params} />
      {drafts.total > 0 && (
        <section className="mt-8" aria-labelledby="drafts">
          <h2 id="drafts" className="mb-3 text-[1.143em] font-semibold">
            未提交的草稿
          </h2>
          <DeclarationsTable
            rows={drafts.rows}
            total={drafts.total}
            cap={countCap}
            pathname="/hours/progress"
            search={{ state: "draft" }}
            params={{ page: 1, filters: {} }}
            viewPath="/hours/declare"
            emptyHint=""
          />
        </section>
      )}
    </>
  );
}
