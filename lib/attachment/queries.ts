import "server-only";
import { and, eq, exists, inArray, isNotNull, or, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { Executor, Tx } from "@/db/client";
import {
  accounts,
  attachments,
  organizations,
  persons,
  registrations,
  reviewSteps,
  reviews,
} from "@/db/schema";
import { aboutApplicantsIn } from "@/lib/access/departments";
import type { Permission } from "@/lib/access/permissions";
import { below, type OrganizationScope, type Scope } from "@/lib/access/scope";
import type { Viewer } from "@/lib/access/viewer";
import { type AppError, missing } from "@/lib/errors";
import type { UploadedFile } from "./schema";

/**
 * Whoever's work shows what a professional cites as evidence opens it; the scope says whose. A transfer cites none, so
 * who decides about transfers is not among them.
 */
const personReaders: Permission[] = [
  "hours.review",
  "hours.progress",
  "hours.declare",
  "person-changes.review",
];
const organizationReaders: Permission[] = ["unit-changes.review"];
const registrationReaders: Permission[] = ["registrations.review", "units.review"];
/** Whose pages of a person show the photo. */
const photoReaders: Permission[] = ["persons.read"];

/** Permissions of which one at least is needed to open any file at all. */
export const fileReaders: readonly Permission[] = [
  ...personReaders,
  ...organizationReaders,
  ...registrationReaders,
  ...photoReaders,
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
 * subtree, and whatever a review cites that it has to decide or decided, wherever the person is today. Whoever is
 * limited to departments opens what is about their people alone. What somebody registered with is theirs once they are
 * in. Null for every other id, malformed ones too. `isPhoto`: it is a person's photo now.
 */
export async function findAttachment(
  executor: Executor,
  viewer: Pick<Viewer, "permissions">,
  scope: Scope,
  id: string,
): Promise<(UploadedFile & { isPhoto: boolean }) | null> {
  if (!z.uuid().safeParse(id).success) return null;
  const [file] = await executor
    .select({ ...columns, isPhoto: sql<boolean>`${persons.photoId} is not distinct from ${attachments.id}` })
    .from(attachments)
    .leftJoin(persons, eq(persons.id, attachments.personId))
    .leftJoin(organizations, eq(organizations.id, persons.organizationId))
    .where(and(eq(attachments.id, id), readable(executor, viewer, scope)));
  return file ?? null;
}

function readable(executor: Executor, { permissions }: Pick<Viewer, "permissions">, scope: Scope) {
  if (scope.type === "person") {
    return or(
      below(scope, { personId: attachments.personId, departmentId: persons.departmentId }),
      registeredWith(executor, eq(accounts.personId, scope.personId)),
    );
  }
  const { organizationId } = scope;
  const holds = (needed: readonly Permission[]) => needed.some((permission) => permissions.has(permission));
  const cited = (owner: OwnerKind) => citedBefore(executor, citedBy(owner), scope);
  const nobody = sql`false`;
  return or(
    holds(personReaders)
      ? and(
          isNotNull(attachments.personId),
          or(
            below(scope, { personId: attachments.personId, departmentId: persons.departmentId }),
            cited("person"),
          ),
        )
      : nobody,
    holds(organizationReaders) ? and(isNotNull(attachments.organizationId), cited("organization")) : nobody,
    holds(registrationReaders)
      ? or(
          and(isNotNull(attachments.registrationId), cited("registration")),
          and(isNotNull(attachments.personId), citedBefore(executor, broughtIn, scope)),
        )
      : nobody,
    holds(photoReaders)
      ? and(
          eq(persons.photoId, attachments.id),
          below(scope, { personId: attachments.personId, departmentId: persons.departmentId }),
        )
      : nobody,
    holds(["unit.profile"])
      ? or(
          eq(attachments.organizationId, organizationId),
          registeredWith(executor, eq(accounts.organizationId, organizationId)),
        )
      : nobody,
  );
}

/**
 * A file of this registration, also the photo that has become the person's; null for every other id, malformed ones
 * too. The ticket was read by the caller.
 */
export async function findRegistrationFile(
  executor: Executor,
  registrationId: string,
  id: string,
): Promise<UploadedFile | null> {
  if (!z.uuid().safeParse(id).success) return null;
  const [file] = await executor
    .select(columns)
    .from(attachments)
    .where(
      and(
        eq(attachments.id, id),
        or(
          eq(attachments.registrationId, registrationId),
          exists(
            executor
              .select({ one: sql`1` })
              .from(reviews)
              .where(and(broughtIn, eq(reviews.subjectId, registrationId))),
          ),
        ),
      ),
    );
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

/** A person's file that their 人员注册 cites: the photo, which the approval has handed to the person. */
const broughtIn: SQL = sql`${reviews.kind} = 'person-registration' and ${citedBy("person")}`;

const citedBefore = (
  executor: Executor,
  cited: SQL,
  { organizationId, departments }: OrganizationScope,
): SQL =>
  exists(
    executor
      .select({ one: sql`1` })
      .from(reviews)
      .innerJoin(reviewSteps, eq(reviewSteps.reviewId, reviews.id))
      .where(
        and(
          cited,
          eq(reviewSteps.organizationId, organizationId),
          isNotNull(reviewSteps.openedAt),
          departments ? aboutApplicantsIn(departments) : undefined,
        ),
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

/** Whose a file is: exactly one of three. */
export type Owner = { personId: string } | { organizationId: string } | { registrationId: string };

export const ownedBy = (owner: Owner): SQL => {
  if ("personId" in owner) return eq(attachments.personId, owner.personId);
  if ("organizationId" in owner) return eq(attachments.organizationId, owner.organizationId);
  return eq(attachments.registrationId, owner.registrationId);
};

/** Of these files the owner's own. */
export const ownFiles = (db: Executor, owner: Owner, ids: readonly string[]) =>
  db
    .select(columns)
    .from(attachments)
    .where(and(inArray(attachments.id, [...ids]), ownedBy(owner)));

/**
 * The files that a proposal of their owner is about to cite, each once, in the order given; nobody deletes them before
 * `tx` ends. Throws `refusal` when one is not the owner's.
 */
export async function requireFiles(
  tx: Tx,
  owner: Owner,
  ids: readonly string[],
  refusal: AppError = missing("上传的材料"),
): Promise<UploadedFile[]> {
  const found = await ownFiles(tx, owner, ids).for("share");
  return [...new Set(ids)].map((id) => {
    const file = found.find((candidate) => candidate.id === id);
    if (!file) throw refusal;
    return file;
  });
}
