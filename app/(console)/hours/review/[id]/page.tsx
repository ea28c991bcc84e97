// §8 学时审批: 详细
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { DeclarationView } from "@/components/hours/declaration-view";
import { MatterTitle } from "@/components/hours/matter-title";
import { PersonCard } from "@/components/hours/person-card";
import { ReviewContext } from "@/components/hours/review-context";
import { DecisionBar } from "@/components/review/decision-bar";
import { requirePage } from "@/lib/access/require";
import { listSimilarDeclarations, yearlyLedger } from "@/lib/hours/queries";
import { listHref, parseList } from "@/lib/list";
import { reviewKindTable } from "@/lib/review/kinds";
import { findDeclarationMatter, findOpenReview } from "@/lib/review/queries";
import { countDeclarations, decideDeclarations } from "../actions";

const kind = reviewKindTable.declaration;

export const metadata: Metadata = { title: "申报详细" };

export default async function ReviewDetailPage({ params, searchParams }: PageProps<"/hours/review/[id]">) {
  const ctx = await requirePage(kind.permission);
  const [{ id }, search] = await Promise.all([params, searchParams]);
  const matter = await findDeclarationMatter(ctx, id);
  if (!matter) notFound();
  const { declaration, rounds } = matter;
  const { filters } = parseList(search, kind.filters);
  const [open, similar, ledger] = await Promise.all([
    findOpenReview(ctx, kind, id, filters),
    listSimilarDeclarations(ctx.db, declaration),
    yearlyLedger(ctx.db, declaration.personId, declaration.year, declaration.year),
  ]);
  const toDetail = (neighbour: string | null) =>
    neighbour ? listHref(`${kind.path}/${neighbour}`, search, {}) : undefined;
  return (
    <>
      <MatterTitle
        {...matter}
        breadcrumb={[{ label: kind.label, href: listHref(kind.path, search, {}) }, { label: "申报详细" }]}
      />
      <DeclarationView
        declaration={declaration}
        rounds={rounds}
        person={<PersonCard declaration={declaration} />}
        context={<ReviewContext ledger={ledger} similar={similar} />}
      />
      <DecisionBar
        noun={kind.noun}
        actions={{ decide: decideDeclarations, count: countDeclarations }}
        reviewId={open?.reviewId}
        label={`${declaration.person.name}《${declaration.title}》`}
        backHref={listHref(kind.path, search, {})}
        previousHref={toDetail(open?.previous ?? null)}
        nextHref={toDetail(open?.next ?? null)}
      />
    </>
  );
}
