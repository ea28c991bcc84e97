import "server-only";
import { and, eq, exists, isNotNull, or, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { Executor } from "@/db/client";
import { attachments, organizations, persons, reviewSteps, reviews } from "@/db/schema";
import { below, type Scope } from "@/lib/access/scope";
import type { UploadedFile } from "./schema";

/**
 * A file that the viewer may open: a professional their own; an organization those of the persons in its
 * subtree, and whatever a review cites that it has to decide or decided, wherever the person is today.
 * Null for every other id, malformed ones too.
 */
export async function findAttachment(
  executor: Executor,
  scope: Scope,
  id: string,
): Promise<UploadedFile | null> {
  if (!z.uuid().safeParse(id).success) return null;
  const [file] = await executor
    .select({
      id: attachments.id,
      fileName: attachments.fileName,
      mediaType: attachments.mediaType,
      size: attachments.size,
    })
    .from(attachments)
    .innerJoin(persons, eq(persons.id, attachments.personId))
    .innerJoin(organizations, eq(organizations.id, persons.organizationId))
    .where(
      and(
        eq(attachments.id, id),
        or(below(scope, { personId: attachments.personId }), citedBefore(executor, scope)),
      ),
    );
  return file ?? null;
}

/** Cited by the proposal of a review of that person: `evidence: [{ evidence, attachmentId }]`. */
export const citedBy = (): SQL =>
  sql`${reviews.personId} = ${attachments.personId} and ${reviews.proposal} @>
    jsonb_build_object('evidence', jsonb_build_array(jsonb_build_object('attachmentId', ${attachments.id}::text)))`;

function citedBefore(executor: Executor, scope: Scope): SQL | undefined {
  if (scope.type !== "organization") return undefined;
  return exists(
    executor
      .select({ one: sql`1` })
      .from(reviews)
      .innerJoin(reviewSteps, eq(reviewSteps.reviewId, reviews.id))
      .where(
        and(citedBy(), eq(reviewSteps.organizationId, scope.organizationId), isNotNull(reviewSteps.openedAt)),
      ),
  );
}
