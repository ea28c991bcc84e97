import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { attachments, auditLog, registrations, reviewSteps, reviews, throttles } from "@/db/schema";
import {
  collectUnused,
  openAttachment,
  openRegistrationFile,
  uploadForOrganization,
  uploadForRegistration,
} from "@/lib/attachment/commands";
import { findAttachment } from "@/lib/attachment/queries";
import { fileStorage } from "@/lib/attachment/storage";
import type { Ctx } from "@/lib/context";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { administrator, ctxFor, organizationTree, professional } from "@/tests/fixtures";
import { collectDrafts, createDraft, requireOpen } from "./commands";

let database: TestDatabase;
let files: string;
let tree: Awaited<ReturnType<typeof organizationTree>>;
const visitor = (address = "10.0.0.1") => ({ db: database.db, address });
const pdf = Buffer.from("%PDF-1.7\n1 0 obj\n");

beforeAll(async () => {
  files = await mkdtemp(join(tmpdir(), "registrations-"));
  process.env.FILES_DIR = files;
  database = await testDatabase();
  tree = await organizationTree(database.owner);
});
afterAll(async () => {
  await database.close();
  await rm(files, { recursive: true, force: true });
});
beforeEach(() => database.owner.delete(throttles));

const incoming = (bytes = pdf) => ({
  fileName: "营业执照.pdf",
  body: new Blob([new Uint8Array(bytes)]).stream(),
  declaredSize: bytes.length,
});

const upload = (registrationId: string, kind: "unit" | "person" = "unit", address?: string) =>
  uploadForRegistration(visitor(address), {
    ...incoming(),
    registrationId,
    requireOpen: (tx) => requireOpen(tx, registrationId, kind),
  });

const clerk = async (of: (typeof tree)["unit"]) =>
  ctxFor(database.db, await administrator(database.owner, of));
const sees = async (ctx: Ctx, id: string) =>
  (await findAttachment(database.db, ctx.viewer, ctx.scope, id)) !== null;

/** Submitted to `tree.authority`, as far as its files are concerned. */
async function cite(
  registrationId: string,
  ids: string[],
  kind: "unit-registration" | "person-registration",
) {
  const [reviewId, moment] = [uuidv7(), new Date()];
  await database.owner.insert(reviews).values({
    id: reviewId,
    kind,
    subjectId: registrationId,
    round: 1,
    organizationId: tree.authority.id,
    proposal: { title: "示例", evidence: ids.map((attachmentId) => ({ evidence: "license", attachmentId })) },
    submittedAt: moment,
  });
  await database.owner.insert(reviewSteps).values({
    reviewId,
    kind,
    position: 1,
    organizationId: tree.authority.id,
    stage: "authority",
    state: "open",
    submittedAt: moment,
    openedAt: moment,
    openedXid: sql`pg_current_xact_id()`,
  });
  return reviewId;
}

describe("a registrant's files", () => {
  test("are stored without an uploader, and audited as a visitor's", async () => {
    const id = await createDraft(visitor(), "unit");
    const file = await upload(id);
    const [row] = await database.owner.select().from(attachments).where(eq(attachments.id, file.id));
    expect(row).toMatchObject({ registrationId: id, personId: null, uploadedBy: null });
    const [audit] = await database.owner.select().from(auditLog).where(eq(auditLog.subjectId, file.id));
    expect(audit).toMatchObject({ action: "attachment.upload", actorId: null, address: "10.0.0.1" });
  });

  test("open with the ticket of this registration; for every other visitor there are none", async () => {
    const [mine, other] = [await createDraft(visitor(), "unit"), await createDraft(visitor(), "unit")];
    const { id } = await upload(mine);
    const { stream } = await openRegistrationFile(visitor(), mine, id);
    expect(await new Response(stream).text()).toBe(pdf.toString());
    for (const [registrationId, file] of [
      [other, id],
      [mine, uuidv7()],
      [mine, "' or true --"],
    ] as const) {
      await expect(openRegistrationFile(visitor(), registrationId, file)).rejects.toMatchObject({
        code: "missing",
        message: "材料不存在，或不在您的管理范围内",
      });
    }
  });

  test("open to whoever decides about them once they are submitted, and with the permission only", async () => {
    const id = await createDraft(visitor(), "unit");
    const [cited, loose] = [await upload(id), await upload(id)];
    const reviewer = await clerk(tree.authority);
    expect(await sees(reviewer, cited.id)).toBe(false);
    await cite(id, [cited.id], "unit-registration");
    expect(await sees(reviewer, cited.id)).toBe(true);
    expect(await sees(reviewer, loose.id)).toBe(false);
    const another = await administrator(database.owner, tree.authority, { permissions: ["hours.review"] });
    expect(await sees(await ctxFor(database.db, another), cited.id)).toBe(false);
    for (const stranger of [tree.bureau, tree.foreignAuthority, tree.unit]) {
      expect(await sees(await clerk(stranger), cited.id)).toBe(false);
    }
    const { account } = await professional(database.owner, tree.unit);
    await expect(openAttachment(await ctxFor(database.db, account), cited.id)).rejects.toMatchObject({
      code: "missing",
    });
  });

  test("are the new unit's own once it is in", async () => {
    const id = await createDraft(visitor(), "unit");
    const file = await upload(id);
    const reviewId = await cite(id, [file.id], "unit-registration");
    const holder = await administrator(database.owner, tree.unit);
    const ctx = await ctxFor(database.db, holder);
    expect(await sees(ctx, file.id)).toBe(false);
    await database.owner
      .update(reviews)
      .set({ state: "approved", endedAt: new Date(), submittedBy: holder.id })
      .where(eq(reviews.id, reviewId));
    expect(await sees(ctx, file.id)).toBe(true);
    expect(await sees(await clerk(tree.foreignUnit), file.id)).toBe(false);
  });

  test("are twelve at most, not counting what earlier rounds cite, also at the same moment", async () => {
    const id = await createDraft(visitor(), "unit");
    const earlier = await upload(id);
    await cite(id, [earlier.id], "unit-registration");
    for (let count = 0; count < 10; count++) await upload(id);
    const outcomes = await Promise.allSettled([1, 2, 3, 4].map(() => upload(id)));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(2);
    await expect(upload(id)).rejects.toMatchObject({
      code: "blocked",
      message: "本次注册最多上传 12 个文件，已达上限",
    });
  });

  test("are three hundred an hour from one address: a whole school may register behind it", async () => {
    const id = await createDraft(visitor(), "unit");
    await upload(id);
    await database.owner.update(throttles).set({ count: 300 }).where(eq(throttles.key, "upload:10.0.0.1"));
    await expect(upload(id)).rejects.toMatchObject({ code: "throttled" });
    expect(await upload(id, "unit", "10.0.0.2")).toMatchObject({ fileName: "营业执照.pdf" });
  });

  test("can't be added while it is under review, nor to one of the other kind", async () => {
    const id = await createDraft(visitor(), "unit");
    await expect(upload(id, "person")).rejects.toMatchObject({ code: "conflict" });
    const common = {
      name: "王芳",
      idNumber: "370802199001010000",
      code: "C",
      organizationId: tree.bureau.id,
    };
    await database.owner
      .update(registrations)
      .set({ ...common, state: "pending", passwordHash: "x", values: {}, submittedAt: new Date() })
      .where(eq(registrations.id, id));
    const before = await database.owner.$count(attachments);
    await expect(upload(id)).rejects.toMatchObject({ message: "该注册信息已提交审核，请勿重复提交" });
    expect(await database.owner.$count(attachments)).toBe(before);
  });

  test("that no round cites go after a day", async () => {
    const id = await createDraft(visitor(), "person");
    const [cited, loose] = [await upload(id, "person"), await upload(id, "person")];
    await cite(id, [cited.id], "person-registration");
    await database.owner
      .update(attachments)
      .set({ createdAt: sql`now() - interval '25 hours'` })
      .where(eq(attachments.registrationId, id));
    expect(await collectUnused(database.db, { registrationId: id })).toBe(1);
    expect(await fileStorage().open(loose.id)).toBeNull();
    const kept = await fileStorage().open(cited.id);
    await kept?.stream.cancel();
    expect(kept).not.toBeNull();
  });
});

test("drafts go after two days with their files; what was submitted stays", async () => {
  const [old, fresh, rejected] = [
    await createDraft(visitor(), "unit"),
    await createDraft(visitor(), "unit"),
    await createDraft(visitor(), "unit"),
  ];
  const file = await upload(old);
  await database.owner
    .update(registrations)
    .set({ createdAt: sql`now() - interval '49 hours'` })
    .where(sql`${registrations.id} in (${old}, ${rejected})`);
  const submitted = {
    name: "王芳",
    idNumber: "370802199001020000",
    code: "D",
    organizationId: tree.bureau.id,
  };
  await database.owner
    .update(registrations)
    .set({ ...submitted, state: "rejected", passwordHash: "x", values: {}, submittedAt: new Date() })
    .where(eq(registrations.id, rejected));
  expect(await collectDrafts(visitor())).toBe(1);
  const left = await database.owner.select({ id: registrations.id }).from(registrations);
  expect(left.map(({ id }) => id)).toEqual(expect.arrayContaining([fresh, rejected]));
  expect(left.map(({ id }) => id)).not.toContain(old);
  expect(await fileStorage().open(file.id)).toBeNull();
});

test("drafts are bounded by address", async () => {
  await createDraft(visitor(), "unit");
  await database.owner.update(throttles).set({ count: 60 });
  await expect(createDraft(visitor(), "unit")).rejects.toMatchObject({ code: "throttled" });
});

describe("an organization's own files", () => {
  test("are for its profile, and for the superior that a change cites them to", async () => {
    const ctx = await clerk(tree.unit);
    const file = await uploadForOrganization(ctx, incoming());
    expect(await sees(ctx, file.id)).toBe(true);
    const reader = await administrator(database.owner, tree.unit, { permissions: ["hours.review"] });
    expect(await sees(await ctxFor(database.db, reader), file.id)).toBe(false);
    const superior = await clerk(tree.authority);
    for (const stranger of [superior, await clerk(tree.subUnit), await clerk(tree.foreignUnit)]) {
      expect(await sees(stranger, file.id)).toBe(false);
    }
    const reviewId = await cite(tree.unit.id, [file.id], "unit-registration");
    expect(await sees(superior, file.id)).toBe(false);
    await database.owner.update(reviews).set({ kind: "unit-change" }).where(eq(reviews.id, reviewId));
    expect(await sees(superior, file.id)).toBe(true);
  });

  test("are nothing that a professional has", async () => {
    const { account } = await professional(database.owner, tree.unit);
    const ctx = await ctxFor(database.db, account);
    await expect(uploadForOrganization(ctx, incoming())).rejects.toMatchObject({ code: "missing" });
  });
});
