import "server-only";
import { and, eq, exists, inArray, isNotNull, or, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { Executor } from "@/db/client";
import {
  accounts,
  attachments,
  organizations,
  persons,
  registrations,
  reviewSteps,
  reviews,
} from "@/db/schema";
import type { Permission } from "@/lib/access/permissions";
import { below, type Scope } from "@/lib/access/scope";
import type { Viewer } from "@/lib/access/viewer";
import type { UploadedFile } from "./schema";

/** Whoever's work shows a professional's matters opens their evidence; the scope says whose. */
const personReaders: Permission[] = [
  "hours.review",
  "hours.progress",
  "hours.declare",
  "person-changes.review",
  "transfers.review",
];
const organizationReaders: Permission[] = ["unit-changes.review"];
const registrationReaders: Permission[] = ["registrations.review", "units.review"];

/** Permissions of which one at least is needed to open any file at all. */
export const fileReaders: readonly Permission[] = [
  ...personReaders,
  ...organizationReaders,
  ...registrationReaders,
  "unit.profile",
];

const columns = {
  id: attachments.id,
  fileName: attachments.fileName,
  mediaType: attachments.mediaType,
  size: attachments.size,
};

/**
 * A file that the viewer may open: a professional their own; an organization its own, those of the persons in its
 * subtree, and whatever a review cites that it has to decide or decided, wherever the person is today. What somebody
 * registered with is theirs once they are in. Null for every other id, malformed ones too.
 */
export async function findAttachment(
  executor: Executor,
  viewer: Pick<Viewer, "permissions">,
  scope: Scope,
  id: string,
): Promise<UploadedFile | null> {
  if (!z.uuid().safeParse(id).success) return null;
  const [file] = await executor
    .select(columns)
    .from(attachments)
    .leftJoin(persons, eq(persons.id, attachments.personId))
    .leftJoin(organizations, eq(organizations.id, persons.organizationId))
    .where(and(eq(attachments.id, id), readable(executor, viewer, scope)));
  return file ?? null;
}

function readable(executor: Executor, { permissions }: Pick<Viewer, "permissions">, scope: Scope) {
  if (scope.type === "person") {
    return or(
      below(scope, { personId: attachments.personId }),
      registeredWith(executor, eq(accounts.personId, scope.personId)),
    );
  }
  const { organizationId } = scope;
  const holds = (needed: readonly Permission[]) => needed.some((permission) => permissions.has(permission));
  const cited = (owner: OwnerKind) => citedBefore(executor, owner, organizationId);
  const nobody = sql`false`;
  return or(
    holds(personReaders)
      ? and(
          isNotNull(attachments.personId),
          or(below(scope, { personId: attachments.personId }), cited("person")),
        )
      : nobody,
    holds(organizationReaders) ? and(isNotNull(attachments.organizationId), cited("organization")) : nobody,
    holds(registrationReaders) ? and(isNotNull(attachments.registrationId), cited("registration")) : nobody,
    holds(["unit.profile"])
      ? or(
          eq(attachments.organizationId, organizationId),
          registeredWith(executor, eq(accounts.organizationId, organizationId)),
        )
      : nobody,
  );
}

/** A file of this registration; null for every other id, malformed ones too. The ticket was read by the caller. */
export async function findRegistrationFile(
  executor: Executor,
  registrationId: string,
  id: string,
): Promise<UploadedFile | null> {
  if (!z.uuid().safeParse(id).success) return null;
  const [file] = await executor
    .select(columns)
    .from(attachments)
    .where(and(eq(attachments.id, id), eq(attachments.registrationId, registrationId)));
  return file ?? null;
}

/** Which of its three owners a file has. */
export type OwnerKind = "person" | "organization" | "registration";

/** Reviews of whoever the file belongs to, each found by an index. */
const reviewsOf: Record<OwnerKind, SQL> = {
  person: sql`${reviews.personId} = ${attachments.personId}`,
  // The subject of a unit's change is the unit, of a registration the registration.
  organization: sql`${reviews.kind} = 'unit-change' and ${reviews.subjectId} = ${attachments.organizationId}`,
  registration: sql`${reviews.kind} in ('unit-registration', 'person-registration')
    and ${reviews.subjectId} = ${attachments.registrationId}`,
};

/** Cited by the proposal of a review of its owner: `evidence: [{ evidence, attachmentId }]`. */
export const citedBy = (owner: OwnerKind): SQL =>
  sql`${reviewsOf[owner]} and ${reviews.proposal} @>
    jsonb_build_object('evidence', jsonb_build_array(jsonb_build_object('attachmentId', ${attachments.id}::text)))`;

const citedBefore = (executor: Executor, owner: OwnerKind, organizationId: string): SQL =>
  exists(
    executor
      .select({ one: sql`1` })
      .from(reviews)
      .innerJoin(reviewSteps, eq(reviewSteps.reviewId, reviews.id))
      .where(
        and(citedBy(owner), eq(reviewSteps.organizationId, organizationId), isNotNull(reviewSteps.openedAt)),
      ),
  );

/** Of a registration that became the account of this holder (`ended` writes it into the review). */
const registeredWith = (executor: Executor, holder: SQL): SQL =>
  exists(
    executor
      .select({ one: sql`1` })
      .from(registrations)
      .innerJoin(reviews, eq(reviews.subjectId, registrations.id))
      .innerJoin(accounts, eq(accounts.id, reviews.submittedBy))
      .where(
        and(
          eq(registrations.id, attachments.registrationId),
          sql`${reviews.kind} in ('unit-registration', 'person-registration')`,
          eq(reviews.state, "approved"),
          holder,
        ),
      ),
  );

/** Files by their ids; the caller has loaded a matter that cites them. */
export async function listFiles(db: Executor, ids: readonly string[]) {
  if (ids.length === 0) return [];
  return db
    .select({ id: attachments.id, fileName: attachments.fileName, mediaType: attachments.mediaType })
    .from(attachments)
    .where(inArray(attachments.id, [...ids]));
}
