// §8 学时审批: 详细
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { DeclarationView } from "@/components/hours/declaration-view";
import { declarationWording } from "@/components/hours/inbox-drawing";
import { MatterTitle } from "@/components/hours/matter-title";
import { PersonCard } from "@/components/hours/person-card";
import { ReviewContext } from "@/components/hours/review-context";
import { DecisionBar } from "@/components/review/decision-bar";
import { requirePage } from "@/lib/access/require";
import { yearlyLedger } from "@/lib/hours/ledger/queries";
import { listSimilarDeclarations } from "@/lib/hours/queries";
import { parseList, sameListHref } from "@/lib/list";
import { reviewKindTable } from "@/lib/review/kinds";
import { findDeclarationMatter, findPlace } from "@/lib/review/queries";
import { countDeclarations, decideDeclarations } from "../actions";

const kind = reviewKindTable.declaration;

export const metadata: Metadata = { title: "申报详细" };

export default async function ReviewDetailPage({ params, searchParams }: PageProps<"/hours/review/[id]">) {
  const ctx = await requirePage(kind.permission);
  const [{ id }, search] = await Promise.all([params, searchParams]);
  const matter = await findDeclarationMatter(ctx, id);
  if (!matter) notFound();
  const { declaration, inScope } = matter;
  const { filters } = parseList(search, kind.filters);
  const { personId, year } = declaration;
  const [place, similar, ledger] = await Promise.all([
    findPlace(ctx, kind, id, filters),
    // Who decided and no longer has the person in scope sees the matter, and nothing else of the person.
    inScope ? listSimilarDeclarations(ctx.db, declaration) : [],
    inScope ? yearlyLedger(ctx.db, personId, year, year) : [],
  ]);
  const toDetail = (neighbour: string | null) =>
    neighbour ? sameListHref(`${kind.path}/${neighbour}`, search) : undefined;
  return (
    <>
      <MatterTitle
        {...matter}
        breadcrumb={[{ label: kind.label, href: sameListHref(kind.path, search) }, { label: "申报详细" }]}
      />
      <DeclarationView
        {...matter}
        person={<PersonCard declaration={declaration} withContact={inScope} />}
        context={inScope && <ReviewContext ledger={ledger} similar={similar} />}
      />
      <DecisionBar
        wording={declarationWording}
        actions={{ decide: decideDeclarations, count: countDeclarations }}
        reviewId={place?.reviewId ?? undefined}
        label={`${declaration.person.name}《${declaration.title}》`}
        backHref={sameListHref(kind.path, search)}
        previousHref={toDetail(place?.previous ?? null)}
        nextHref={toDetail(place?.next ?? null)}
      />
    </>
  );
}
