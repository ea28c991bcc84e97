// §5 审核账户: 详情 of one matter
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { DecisionBar } from "@/components/review/decision-bar";
import { MatterView } from "@/components/review/matter-view";
import { StateBadge } from "@/components/review/state-badge";
import { PageHeader } from "@/components/ui/page-header";
import { requirePage } from "@/lib/access/require";
import { parseList, sameListHref } from "@/lib/list";
import { findMatter, findPlace } from "@/lib/review/queries";
import { matterFilters } from "@/lib/review/schema";
import { matterAt } from "../../matters";

type Props = PageProps<"/reviews/[kind]/[id]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const label = matterAt((await params).kind)?.kind.label;
  return { title: label && `${label}详情` };
}

export default async function MatterPage({ params, searchParams }: Props) {
  const [{ kind: slug, id }, search] = await Promise.all([params, searchParams]);
  const matter = matterAt(slug);
  if (!matter) notFound();
  const { kind, drawing, actions, wording } = matter;
  const ctx = await requirePage(kind.permission);
  const found = await findMatter(ctx, kind, id);
  const latest = found?.rounds[0];
  if (!found || !latest) notFound();
  const place = await findPlace(ctx, kind, id, parseList(search, matterFilters).filters);
  const name = drawing.nameOf(found.subject);
  const { title } = latest.proposal;
  const listHref = sameListHref(kind.path, search);
  const toMatter = (neighbour: string | null | undefined) =>
    neighbour ? sameListHref(`${kind.path}/${neighbour}`, search) : undefined;
  return (
    <>
      <PageHeader
        title={name}
        breadcrumb={[{ label: kind.label, href: listHref }, { label: wording.details }]}
        description={
          <>
            <StateBadge
              state={latest.state}
              stage={latest.steps.find((step) => step.state === "open")?.stage}
            />
            {title !== name && <span className="ml-2">{title}</span>}
          </>
        }
      />
      <MatterView rounds={found.rounds} drawing={drawing} noun={kind.noun} />
      <DecisionBar
        wording={wording}
        actions={actions}
        reviewId={place?.reviewId ?? undefined}
        label={drawing.labelOf?.(found.subject) ?? name}
        backHref={listHref}
        previousHref={toMatter(place?.previous)}
        nextHref={toMatter(place?.next)}
      />
    </>
  );
}
