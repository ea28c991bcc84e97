import { Button } from "@/components/ui/button";
import { UrlLink } from "@/components/ui/url-link";
import { DecideButtons } from "./decide-buttons";
import { DecisionProvider, type ReviewActions } from "./decision";
import type { ReviewWording } from "./wording";

/**
 * The bar that stays in view beneath a matter: decide, and go on to the next one. Without `reviewId` there is
 * nothing to decide here (any more).
 */
export function DecisionBar({
  wording,
  actions,
  reviewId,
  label,
  backHref,
  previousHref,
  nextHref,
}: {
  wording: ReviewWording;
  actions: ReviewActions;
  reviewId?: string;
  label: string;
  backHref: string;
  previousHref?: string;
  nextHref?: string;
}) {
  return (
    <DecisionProvider actions={actions} wording={wording}>
      <section
        aria-label="审核操作"
        className="sticky bottom-0 z-10 -mx-4 mt-4 flex flex-wrap items-center gap-3 border-t bg-background/95 px-4 py-3 print:hidden"
      >
        {reviewId ? (
          <DecideButtons reviewId={reviewId} label={label} />
        ) : (
          <p className="text-muted-foreground">本{wording.noun}目前不需要您审核。</p>
        )}
        <div className="ml-auto flex flex-wrap gap-2">
          <Button asChild variant="ghost">
            <UrlLink href={backHref}>返回列表</UrlLink>
          </Button>
          {previousHref && (
            <Button asChild variant="outline">
              <UrlLink href={previousHref}>上一条</UrlLink>
            </Button>
          )}
          {nextHref && (
            <Button asChild variant="outline">
              <UrlLink href={nextHref}>下一条</UrlLink>
            </Button>
          )}
        </div>
      </section>
    </DecisionProvider>
  );
}
