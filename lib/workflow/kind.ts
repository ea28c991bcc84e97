import "server-only";
import type { SQL } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { OrganizationKind, ReviewKind, ReviewState } from "@/db/enums";

/** One stop of a route: who must decide there, and what it is (which names the stage). */
export type RouteStop = { organizationId: string; stage: OrganizationKind };

/** Reviews that end together, and their subjects. */
export type EndedReviews = { reviewIds: readonly string[]; subjectIds: readonly string[] };

/** What the engine must be told of a kind of matter. It never learns what the kind means. */
export type ReviewBehaviour<Filters> = {
  kind: ReviewKind;
  /** Noun for refusals: 该申报…. */
  noun: string;
  /** The list's filters as a condition on `reviews`; undefined: no filter set. */
  where(filters: Filters): SQL | undefined;
  /**
   * The ids of its subjects that are about the human with this ID number, where `reviews.person_id` doesn't say so,
   * as a query: nobody decides about themself.
   */
  about?(idNumber: SQL): SQL;
  /**
   * Those about people of these departments, as a condition on `reviews`: all that a reviewer sees who is limited to
   * them. Never true of a kind that isn't about people one by one (its permission isn't `byDepartment`).
   */
  ofDepartments(departments: readonly string[]): SQL;
  /**
   * Makes the end of these reviews true in the kind's own tables, in a fixed number of statements. The reviews are
   * locked and have their new state already; `subjectIds` are theirs, in the same order.
   */
  ended(tx: Tx, ended: EndedReviews, state: Exclude<ReviewState, "pending">): Promise<void>;
};
