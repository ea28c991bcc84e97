import "server-only";
import { createHash } from "node:crypto";
import { and, eq, inArray, lt, notExists, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import type { Executor } from "@/db/client";
import { attachments, declarationEvidence, declarations, reviews } from "@/db/schema";
import { actorOf, recordAudit } from "@/lib/audit";
import { takeToken } from "@/lib/auth/throttle";
import { type Ctx, transact } from "@/lib/context";
import { AppError, missing } from "@/lib/errors";
import { requirePerson } from "@/lib/person/queries";
import { readBounded } from "./body";
import { cleanFileName } from "./file-name";
import { inspect } from "./inspect";
import { citedBy, findAttachment } from "./queries";
import type { UploadedFile } from "./schema";
import { fileStorage } from "./storage";

const uploadsPerHour = 200;
const maxBytesPerPerson = 500 * 1024 * 1024;

/**
 * Stores one file as evidence for a professional: the viewer, or somebody of the viewer's own unit.
 * `declaredSize` is the Content-Length in bytes, null when the sender names none. Refuses with `missing` for
 * every other person, `throttled`, `blocked` (the person's space is used up) or a `FileRefusal`; what is left
 * of the body is then the caller's to discard.
 * When it returns, bytes and row are on disk; when it throws, neither is.
 */
export async function uploadAttachment(
  ctx: Ctx,
  input: {
    personId: string;
    fileName: string;
    body: ReadableStream<Uint8Array>;
    declaredSize: number | null;
  },
): Promise<UploadedFile> {
  const { personId } = input;
  await requirePerson(ctx.db, ctx.scope, personId, { own: true });
  await takeToken(ctx.db, `upload:${ctx.viewer.accountId}`, { limit: uploadsPerHour, seconds: 3600 });
  await collectUnused(ctx.db, personId);

  const bytes = await readBounded(input.body, input.declaredSize);
  const mediaType = await inspect(bytes);
  const id = uuidv7();
  const file = {
    id,
    fileName: cleanFileName(input.fileName, mediaType),
    mediaType,
    size: bytes.length,
  };
  const storage = fileStorage();
  await storage.put(id, bytes);
  try {
    await transact(ctx, async (tx) => {
      // Locked, so that the sum of the sizes holds while others upload for the same person.
      await requirePerson(tx, ctx.scope, personId, { own: true, lock: true });
      const [stored] = await tx
        .select({ bytes: sql<number>`coalesce(sum(${attachments.size}), 0)`.mapWith(Number) })
        .from(attachments)
        .where(eq(attachments.personId, personId));
      if ((stored?.bytes ?? 0) + file.size > maxBytesPerPerson) {
        throw new AppError("blocked", "该人员的材料已占满 500 MB 空间，请先删除不再需要的草稿或材料");
      }
      await tx.insert(attachments).values({
        ...file,
        personId,
        uploadedBy: ctx.viewer.accountId,
        sha256: createHash("sha256").update(bytes).digest("hex"),
      });
      await recordAudit(tx, actorOf(ctx), {
        action: "attachment.upload",
        subjectKind: "attachment",
        subjectId: id,
        detail: { personId, mediaType, size: file.size },
      });
    });
  } catch (error) {
    // A commit whose answer got lost did happen: only bytes that no row names are removed.
    if (!(await isStored(ctx.db, id))) await storage.remove(id);
    throw error;
  }
  return file;
}

/**
 * Opens a file to read it, and audits that. `size` in bytes; the stream must be read or cancelled.
 * Refuses with `missing` for every id that is unknown or not the viewer's to see.
 */
export async function openAttachment(
  ctx: Ctx,
  id: string,
): Promise<UploadedFile & { stream: ReadableStream<Uint8Array> }> {
  const file = await transact(ctx, async (tx) => {
    const found = await findAttachment(tx, ctx.scope, id);
    if (!found) throw missing("材料");
    await recordAudit(tx, actorOf(ctx), {
      action: "attachment.open",
      subjectKind: "attachment",
      subjectId: found.id,
    });
    return found;
  });
  const content = await fileStorage().open(file.id);
  if (!content) throw new Error(`the bytes of attachment ${file.id} are not in the storage`);
  return { ...file, ...content };
}

/**
 * Deletes a person's files that were uploaded more than a day ago and that neither a declaration nor any
 * round of a review uses; answers how many.
 */
export async function collectUnused(db: Executor, personId: string): Promise<number> {
  const removed = await db.transaction(async (tx) => {
    const unused = and(
      eq(attachments.personId, personId),
      lt(attachments.createdAt, sql`now() - interval '1 day'`),
      notExists(
        tx
          .select({ one: sql`1` })
          .from(declarationEvidence)
          .where(eq(declarationEvidence.attachmentId, attachments.id)),
      ),
      notExists(tx.select({ one: sql`1` }).from(reviews).where(citedBy())),
      notExists(
        tx
          .select({ one: sql`1` })
          .from(declarations)
          .where(
            and(
              eq(declarations.personId, attachments.personId),
              sql`strpos(${declarations.draft}::text, ${attachments.id}::text) > 0`,
            ),
          ),
      ),
    );
    const candidates = await tx.select({ id: attachments.id }).from(attachments).where(unused).for("update");
    if (candidates.length === 0) return [];
    const ids = candidates.map(({ id }) => id);
    // Asked again under the lock: a declaration may have taken one up between the two statements.
    return tx
      .delete(attachments)
      .where(and(inArray(attachments.id, ids), unused))
      .returning({ id: attachments.id });
  });
  const storage = fileStorage();
  await Promise.all(removed.map(({ id }) => storage.remove(id)));
  return removed.length;
}

const isStored = async (db: Executor, id: string): Promise<boolean> =>
  (await db.select({ id: attachments.id }).from(attachments).where(eq(attachments.id, id))).length > 0;
