import "server-only";
import { createHash } from "node:crypto";
import { and, eq, inArray, lt, notExists, type SQL, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import type { Executor, Tx } from "@/db/client";
import { attachments, declarationEvidence, declarations, persons, reviews } from "@/db/schema";
import { type Actor, actorOf, recordAudit, visitor } from "@/lib/audit";
import { takeToken } from "@/lib/auth/throttle";
import { type Ctx, transact, type VisitorCtx } from "@/lib/context";
import { AppError, missing } from "@/lib/errors";
import { lockKey } from "@/lib/lock";
import { requirePerson } from "@/lib/person/queries";
import { readBounded } from "./body";
import { cleanFileName } from "./file-name";
import { inspect } from "./inspect";
import {
  citedBy,
  findAttachment,
  findRegistrationFile,
  type Owner,
  type OwnerKind,
  ownedBy,
} from "./queries";
import type { UploadedFile } from "./schema";
import { fileStorage } from "./storage";

const uploadsPerHour = 200;
const visitorUploadsPerHour = 300;
/** For a professional, and for an organization. */
const maxBytesPerOwner = 500 * 1024 * 1024;
/** Of a registration's present round: as many as its fields take, and one that was chosen by mistake. */
const maxFilesPerRegistration = 12;

/**
 * A file as it arrives. `declaredSize` is the Content-Length in bytes, null when the sender names none; with `image` it
 * must be a JPG or PNG.
 */
export type IncomingFile = {
  fileName: string;
  image?: boolean;
  body: ReadableStream<Uint8Array>;
  declaredSize: number | null;
};

/**
 * Stores one file as evidence for a professional: the viewer, or somebody of the viewer's own unit.
 * Refuses with `missing` for every other person, `throttled`, `blocked` (the person's space is used up) or a
 * `FileRefusal`; what is left of the body is then the caller's to discard.
 * When it returns, bytes and row are on disk; when it throws, neither is.
 */
export async function uploadAttachment(
  ctx: Ctx,
  { personId, ...file }: IncomingFile & { personId: string },
): Promise<UploadedFile> {
  await requirePerson(ctx.db, ctx.scope, personId, { own: true });
  await takeToken(ctx.db, `upload:${ctx.viewer.accountId}`, { limit: uploadsPerHour, seconds: 3600 });
  return store(ctx, file, {
    owner: { personId },
    uploadedBy: ctx.viewer.accountId,
    actor: actorOf(ctx),
    // Locked, so that the sum of the sizes holds while others upload for the same person.
    reserve: async (tx, size) => {
      await requirePerson(tx, ctx.scope, personId, { own: true, lock: true });
      await requireRoom(tx, { personId }, size);
    },
  });
}

/** The same for the viewer's own organization: evidence for changes of its data. */
export async function uploadForOrganization(ctx: Ctx, file: IncomingFile): Promise<UploadedFile> {
  if (ctx.scope.type !== "organization") throw missing("单位");
  const { organizationId } = ctx.scope;
  await takeToken(ctx.db, `upload:${ctx.viewer.accountId}`, { limit: uploadsPerHour, seconds: 3600 });
  return store(ctx, file, {
    owner: { organizationId },
    uploadedBy: ctx.viewer.accountId,
    actor: actorOf(ctx),
    reserve: async (tx, size) => {
      await lockKey(tx, "organization-files", organizationId);
      await requireRoom(tx, { organizationId }, size);
    },
  });
}

/**
 * The same for a registration, whose id the caller has read from the visitor's ticket. Besides, `blocked` when it has
 * its twelve files, and `conflict` when it is under review: see `requireOpen` in lib/registration.
 */
export async function uploadForRegistration(
  ctx: VisitorCtx,
  {
    registrationId,
    requireOpen,
    ...file
  }: IncomingFile & { registrationId: string; requireOpen: (tx: Tx) => Promise<unknown> },
): Promise<UploadedFile> {
  await takeToken(ctx.db, `upload:${ctx.address}`, { limit: visitorUploadsPerHour, seconds: 3600 });
  return store(ctx, file, {
    owner: { registrationId },
    uploadedBy: null,
    actor: visitor(ctx.address),
    reserve: async (tx) => {
      await requireOpen(tx);
      await requireFewFiles(tx, registrationId);
    },
  });
}

const kindOf = (owner: Owner): OwnerKind => {
  if ("personId" in owner) return "person";
  return "organizationId" in owner ? "organization" : "registration";
};

async function store(
  ctx: VisitorCtx,
  incoming: IncomingFile,
  {
    owner,
    uploadedBy,
    actor,
    reserve,
  }: {
    owner: Owner;
    uploadedBy: string | null;
    actor: Actor;
    /** Locks the owner and refuses a file of `size` bytes too much. */
    reserve: (tx: Tx, size: number) => Promise<void>;
  },
): Promise<UploadedFile> {
  await collectUnused(ctx.db, owner);
  const bytes = await readBounded(incoming.body, incoming.declaredSize);
  const mediaType = await inspect(bytes, incoming);
  const id = uuidv7();
  const file = { id, fileName: cleanFileName(incoming.fileName, mediaType), mediaType, size: bytes.length };
  const storage = fileStorage();
  await storage.put(id, bytes);
  try {
    await transact(ctx, async (tx) => {
      await reserve(tx, file.size);
      await tx.insert(attachments).values({
        ...file,
        ...owner,
        uploadedBy,
        sha256: createHash("sha256").update(bytes).digest("hex"),
      });
      await recordAudit(tx, actor, {
        action: "attachment.upload",
        subjectKind: "attachment",
        subjectId: id,
        detail: { ...owner, mediaType, size: file.size },
      });
    });
  } catch (error) {
    // A commit whose answer got lost did happen: only bytes that no row names are removed.
    if (!(await isStored(ctx.db, id))) await storage.remove(id);
    throw error;
  }
  return file;
}

async function requireRoom(tx: Tx, owner: Owner, size: number): Promise<void> {
  const [stored] = await tx
    .select({ bytes: sql<number>`coalesce(sum(${attachments.size}), 0)`.mapWith(Number) })
    .from(attachments)
    .where(ownedBy(owner));
  if ((stored?.bytes ?? 0) + size > maxBytesPerOwner) {
    throw new AppError(
      "blocked",
      "personId" in owner
        ? "该人员的材料已占满 500 MB 空间，请先删除不再需要的草稿或材料"
        : "本单位的材料已占满 500 MB 空间，请联系上级人社部门",
    );
  }
}

/** What earlier rounds cite stays for good and doesn't count. */
async function requireFewFiles(tx: Tx, registrationId: string): Promise<void> {
  const [stored] = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(attachments)
    .where(
      and(
        ownedBy({ registrationId }),
        notExists(tx.select({ one: sql`1` }).from(reviews).where(citedBy("registration"))),
      ),
    );
  if ((stored?.count ?? 0) >= maxFilesPerRegistration) {
    throw new AppError("blocked", `本次注册最多上传 ${maxFilesPerRegistration} 个文件，已达上限`);
  }
}

export type OpenedFile = UploadedFile & { stream: ReadableStream<Uint8Array> };

/**
 * Opens a file to read it, and audits that, but for a person's photo, which is a part of the pages that show it.
 * `size` in bytes; the stream must be read or cancelled.
 * Refuses with `missing` for every id that is unknown or not the viewer's to see.
 */
export const openAttachment = (ctx: Ctx, id: string): Promise<OpenedFile> =>
  open(ctx, actorOf(ctx), (tx) => findAttachment(tx, ctx.viewer, ctx.scope, id));

/** The same for a visitor, and for files of the registration that their ticket names. */
export const openRegistrationFile = (
  ctx: VisitorCtx,
  registrationId: string,
  id: string,
): Promise<OpenedFile> =>
  open(ctx, visitor(ctx.address), (tx) => findRegistrationFile(tx, registrationId, id));

async function open(
  ctx: VisitorCtx,
  actor: Actor,
  find: (tx: Tx) => Promise<(UploadedFile & { isPhoto?: boolean }) | null>,
): Promise<OpenedFile> {
  const file = await transact(ctx, async (tx) => {
    const found = await find(tx);
    if (!found) throw missing("材料");
    const { isPhoto = false, ...opened } = found;
    if (!isPhoto) {
      await recordAudit(tx, actor, {
        action: "attachment.open",
        subjectKind: "attachment",
        subjectId: opened.id,
      });
    }
    return opened;
  });
  const content = await fileStorage().open(file.id);
  if (!content) throw new Error(`the bytes of attachment ${file.id} are not in the storage`);
  return { ...file, ...content };
}

/**
 * Deletes an owner's files that were uploaded more than a day ago and that neither a declaration nor any
 * round of a review uses, nor the person as their photo; answers how many.
 */
export const collectUnused = (db: Executor, owner: Owner): Promise<number> =>
  collect(db, owner, lt(attachments.createdAt, sql`now() - interval '1 day'`));

/** The same with one file, however new it is: what its owner has just put something else in place of. */
export const collectReplaced = (db: Executor, owner: Owner, id: string): Promise<number> =>
  collect(db, owner, eq(attachments.id, id));

async function collect(db: Executor, owner: Owner, which: SQL): Promise<number> {
  const removed = await db.transaction(async (tx) => {
    const unused = and(
      ownedBy(owner),
      which,
      notExists(
        tx
          .select({ one: sql`1` })
          .from(reviews)
          .where(citedBy(kindOf(owner))),
      ),
      "personId" in owner ? unusedByPerson(tx) : undefined,
    );
    const candidates = await tx.select({ id: attachments.id }).from(attachments).where(unused).for("update");
    if (candidates.length === 0) return [];
    const ids = candidates.map(({ id }) => id);
    // Asked again under the lock: somebody may have taken one up between the two statements.
    return tx
      .delete(attachments)
      .where(and(inArray(attachments.id, ids), unused))
      .returning({ id: attachments.id });
  });
  await removeStored(removed.map(({ id }) => id));
  return removed.length;
}

/** What uses a person's file besides reviews: declarations, their drafts, and the person as their photo. */
const unusedByPerson = (tx: Tx): SQL | undefined => {
  const one = { one: sql`1` };
  const { personId, id } = attachments;
  return and(
    notExists(tx.select(one).from(declarationEvidence).where(eq(declarationEvidence.attachmentId, id))),
    notExists(
      tx
        .select(one)
        .from(declarations)
        .where(
          and(eq(declarations.personId, personId), sql`strpos(${declarations.draft}::text, ${id}::text) > 0`),
        ),
    ),
    notExists(
      tx
        .select(one)
        .from(persons)
        .where(and(eq(persons.id, personId), eq(persons.photoId, id))),
    ),
  );
};

/** Removes the bytes of files whose rows are deleted and committed. */
export async function removeStored(ids: readonly string[]): Promise<void> {
  const storage = fileStorage();
  await Promise.all(ids.map((id) => storage.remove(id)));
}

const isStored = async (db: Executor, id: string): Promise<boolean> =>
  (await db.select({ id: attachments.id }).from(attachments).where(eq(attachments.id, id))).length > 0;
