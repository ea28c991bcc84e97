import { and, eq, inArray } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { reviewSteps, reviews } from "@/db/schema";
import type { Ctx } from "@/lib/context";
import { decideReviews } from "@/lib/workflow/commands";
import type { ReviewBehaviour } from "@/lib/workflow/kind";
import type { Decision } from "@/lib/workflow/rules";
import type { DemoPerson } from "./accounts";
import type { DemoOrganization } from "./organizations";

/** Who can act in the demo. */
export type Cast = {
  professionals: readonly DemoPerson[];
  organizations: readonly DemoOrganization[];
  /** The administrator of each organization, by its id. */
  administrators: ReadonlyMap<string, DemoPerson>;
};

/** The organization of the demo with this name. */
export function named(organizations: readonly DemoOrganization[], name: string): DemoOrganization {
  const found = organizations.find((organization) => organization.plan.name === name);
  if (!found) throw new Error(`the demo has no ${name}`);
  return found;
}

/** What the administrator of an organization acts with. */
export function administratorOf(
  { administrators }: Pick<Cast, "administrators">,
  organizationId: string,
): Ctx {
  const administrator = administrators.get(organizationId);
  if (!administrator) throw new Error(`the organization ${organizationId} has no administrator`);
  return administrator.ctx;
}

/** The administrators whose turn it is decide about these; answers whether there was anything to decide. */
export async function decide<Filters>(
  db: Executor,
  cast: Pick<Cast, "administrators">,
  kind: ReviewBehaviour<Filters>,
  subjectIds: string[],
  decision: Decision,
  opinion = "",
): Promise<boolean> {
  const open = await db
    .select({ reviewId: reviews.id, organizationId: reviewSteps.organizationId })
    .from(reviews)
    .innerJoin(reviewSteps, eq(reviewSteps.reviewId, reviews.id))
    .where(
      and(eq(reviews.kind, kind.kind), inArray(reviews.subjectId, subjectIds), eq(reviewSteps.state, "open")),
    );
  for (const organizationId of new Set(open.map((step) => step.organizationId))) {
    const ids = open.filter((step) => step.organizationId === organizationId).map((step) => step.reviewId);
    const ctx = administratorOf(cast, organizationId);
    await decideReviews(ctx, kind, { target: { ids }, decision, opinion });
  }
  return open.length > 0;
}
