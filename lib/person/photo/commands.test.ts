import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { and, eq, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { attachments, auditLog, persons, throttles } from "@/db/schema";
import { permissionsOf } from "@/lib/access/permissions";
import { collectUnused, openAttachment, uploadAttachment } from "@/lib/attachment/commands";
import { findAttachment } from "@/lib/attachment/queries";
import { fileStorage } from "@/lib/attachment/storage";
import type { Ctx } from "@/lib/context";
import { type TestDatabase, testDatabase } from "@/tests/database";
import {
  administrator,
  ctxFor,
  organizationTree,
  type Person,
  pendingDeclaration,
  professional,
} from "@/tests/fixtures";
import { findOwnProfile, findPerson } from "../queries";
import { changeOwnPhoto } from "./commands";

let database: TestDatabase;
let files: string;
let tree: Awaited<ReturnType<typeof organizationTree>>;
let person: Person;
let own: Ctx;
let colleague: Ctx;

/** What tells a PNG: its signature and header. */
const png = Buffer.from("89504e470d0a1a0a0000000d49484452000001f4000002bc08020000000000000049444154", "hex");
const pdf = Buffer.from("%PDF-1.7\n1 0 obj\n");

beforeAll(async () => {
  files = await mkdtemp(join(tmpdir(), "photos-"));
  process.env.FILES_DIR = files;
  database = await testDatabase();
  tree = await organizationTree(database.owner);
});
afterAll(async () => {
  await database.close();
  await rm(files, { recursive: true, force: true });
});
beforeEach(async () => {
  await database.owner.delete(throttles);
  const mine = await professional(database.owner, tree.unit);
  person = mine.person;
  own = await ctxFor(database.db, mine.account);
  colleague = await ctxFor(database.db, (await professional(database.owner, tree.unit)).account);
});

async function upload(ctx: Ctx, bytes = png): Promise<string> {
  const body = new Blob([new Uint8Array(bytes)]).stream();
  const personId = ctx.viewer.person?.id ?? "";
  return (await uploadAttachment(ctx, { personId, fileName: "照片.png", body, declaredSize: null })).id;
}

const photoOf = async (ctx: Ctx) => (await findOwnProfile(ctx.db, ctx.scope))?.photoId;
const clerk = async (at: (typeof tree)["unit"], permissions = permissionsOf("employer")) =>
  ctxFor(database.db, await administrator(database.owner, at, { permissions }));
const sees = async (ctx: Ctx, id: string) =>
  (await findAttachment(database.db, ctx.viewer, ctx.scope, id)) !== null;
const auditOf = (action: "person.edit" | "attachment.open", subjectId: string) =>
  database.owner
    .select()
    .from(auditLog)
    .where(and(eq(auditLog.action, action), eq(auditLog.subjectId, subjectId)));
const attachmentOf = async (id: string) =>
  (await database.owner.select().from(attachments).where(eq(attachments.id, id)))[0];

describe("changing one's photo", () => {
  test("is true at once and audited without saying more than that; the same again is no change", async () => {
    const photo = await upload(own);
    expect(await changeOwnPhoto(own, { attachmentId: photo })).toEqual({ photoId: photo });
    expect(await photoOf(own)).toBe(photo);
    await changeOwnPhoto(own, { attachmentId: photo });
    const rows = await auditOf("person.edit", person.id);
    expect(rows.map(({ actorId, detail }) => ({ actorId, detail }))).toEqual([
      { actorId: own.viewer.accountId, detail: { fields: ["photoId"] } },
    ]);
  });

  test("deletes what it replaces, row and bytes; what is cited elsewhere stays", async () => {
    const [first, second] = [await upload(own), await upload(own)];
    await changeOwnPhoto(own, { attachmentId: first });
    await changeOwnPhoto(own, { attachmentId: second });
    expect(await attachmentOf(first)).toBeUndefined();
    expect(await fileStorage().open(first)).toBeNull();
    await pendingDeclaration(database.db, own);
    await database.owner.execute(sql`
      update declaration_evidence set attachment_id = ${second}
      where declaration_id in (select id from declarations where person_id = ${person.id})
        and evidence = 'notice'`);
    await changeOwnPhoto(own, { attachmentId: null });
    expect(await photoOf(own)).toBeNull();
    expect(await attachmentOf(second)).toMatchObject({ personId: person.id });
  });

  test("takes nobody else's file, no unknown one and none that is no image", async () => {
    const foreign = await changeOwnPhoto(own, { attachmentId: await upload(colleague) }).catch((e) => e);
    const unknown = await changeOwnPhoto(own, { attachmentId: uuidv7() }).catch((e) => e);
    expect(foreign).toMatchObject({ code: "missing", message: unknown.message });
    await expect(changeOwnPhoto(own, { attachmentId: await upload(own, pdf) })).rejects.toMatchObject({
      code: "invalid",
      message: "照片仅支持 JPG、PNG 格式，请重新选择",
    });
    await expect(changeOwnPhoto(await clerk(tree.unit), { attachmentId: null })).rejects.toMatchObject({
      code: "missing",
    });
    expect(await photoOf(own)).toBeNull();
    expect(await auditOf("person.edit", person.id)).toEqual([]);
  });

  test("of two at the same moment leaves one photo and no other file", async () => {
    const ids = [await upload(own), await upload(own), await upload(own)];
    await Promise.all(ids.map((attachmentId) => changeOwnPhoto(own, { attachmentId })));
    const rows = await database.owner.select().from(attachments).where(eq(attachments.personId, person.id));
    expect(rows.map(({ id }) => id)).toEqual([await photoOf(own)]);
  });
});

describe("the database", () => {
  test("keeps a photo from being another person's file, and a file in use from being deleted", async () => {
    const [mine, other] = [await upload(own), await upload(colleague)];
    const point = (photoId: string) =>
      database.owner.update(persons).set({ photoId }).where(eq(persons.id, person.id));
    await expect(point(other)).rejects.toMatchObject({ cause: { constraint_name: "persons_photo_fk" } });
    await point(mine);
    await expect(database.owner.delete(attachments).where(eq(attachments.id, mine))).rejects.toMatchObject({
      cause: { constraint_name: "persons_photo_fk" },
    });
  });

  test("a photo is in use, however old it is", async () => {
    const photo = await upload(own);
    await changeOwnPhoto(own, { attachmentId: photo });
    await database.owner
      .update(attachments)
      .set({ createdAt: sql`now() - interval '30 days'` })
      .where(eq(attachments.id, photo));
    expect(await collectUnused(database.db, { personId: person.id })).toBe(0);
    expect(await attachmentOf(photo)).toBeDefined();
  });
});

describe("a photo is seen", () => {
  test("by the person and by those above who may look at people; it is part of the page, not audited", async () => {
    const [photo, other] = [await upload(own), await upload(own)];
    await changeOwnPhoto(own, { attachmentId: photo });
    const readers = [
      own,
      await clerk(tree.unit, ["persons.read"]),
      await clerk(tree.authority, ["persons.read"]),
      await clerk(tree.bureau, ["persons.read"]),
    ];
    for (const ctx of readers) {
      const opened = await openAttachment(ctx, photo);
      expect(Buffer.from(await new Response(opened.stream).arrayBuffer())).toEqual(png);
    }
    expect(await auditOf("attachment.open", photo)).toEqual([]);
    // The photo, and nothing else of the person.
    for (const ctx of readers.slice(1)) expect(await sees(ctx, other)).toBe(false);
    const strangers = [
      colleague,
      await clerk(tree.unit, ["unit.profile"]),
      await clerk(tree.subUnit),
      await clerk(tree.foreignUnit),
      await clerk(tree.countyBureau, ["persons.read"]),
    ];
    for (const ctx of strangers) expect(await sees(ctx, photo)).toBe(false);
    const clerkOfUnit = await clerk(tree.unit);
    expect(await findPerson(database.db, clerkOfUnit.scope, person.id)).toMatchObject({ photoId: photo });
  });

  test("after a move by the new unit and no longer by the old one", async () => {
    const photo = await upload(own);
    await changeOwnPhoto(own, { attachmentId: photo });
    await database.owner
      .update(persons)
      .set({ organizationId: tree.foreignUnit.id })
      .where(eq(persons.id, person.id));
    expect(await sees(await clerk(tree.foreignUnit, ["persons.read"]), photo)).toBe(true);
    expect(await sees(await clerk(tree.unit), photo)).toBe(false);
  });
});
