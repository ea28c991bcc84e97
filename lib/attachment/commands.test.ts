import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq, inArray, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { OrganizationKind } from "@/db/enums";
import {
  accounts,
  attachments,
  auditLog,
  declarationEvidence,
  declarations,
  organizations,
  persons,
  reviewSteps,
  reviews,
  throttles,
} from "@/db/schema";
import { permissionsOf } from "@/lib/access/permissions";
import type { Viewer } from "@/lib/access/viewer";
import { type Ctx, contextOf } from "@/lib/context";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { collectUnused, openAttachment, uploadAttachment } from "./commands";
import { findAttachment } from "./queries";
import { fileStorage } from "./storage";

type Organization = { id: string; name: string; kind: OrganizationKind; path: string };

let database: TestDatabase;
let files: string;
let bureau: Organization;
let superior: Organization;
let unit: Organization;
let sister: Organization;
let formerUnit: Organization;
let foreignUnit: Organization;
/** Contexts of whoever asks. */
let wang: Ctx;
let li: Ctx;
let unitClerk: Ctx;

const pdf = Buffer.from("%PDF-1.7\n1 0 obj\n");

beforeAll(async () => {
  files = await mkdtemp(join(tmpdir(), "attachments-"));
  process.env.FILES_DIR = files;
  database = await testDatabase();
  bureau = await organization("bureau", "900001/");
  superior = await organization("authority", "900001/2/", bureau);
  unit = await organization("employer", "900001/2/3/", superior);
  sister = await organization("employer", "900001/2/4/", superior);
  const elsewhere = await organization("authority", "900001/5/", bureau);
  formerUnit = await organization("employer", "900001/5/6/", elsewhere);
  foreignUnit = await organization("employer", "900001/5/7/", elsewhere);
  wang = await professional("王芳", unit);
  li = await professional("李强", unit);
  unitClerk = await clerk(unit);
});
afterAll(async () => {
  await database.close();
  await rm(files, { recursive: true, force: true });
});
beforeEach(() => database.owner.delete(throttles));

async function organization(kind: OrganizationKind, path: string, parent?: Organization) {
  const row = { id: uuidv7(), name: `机构 ${path}`, kind, path };
  const details = { parentId: parent?.id, code: path, divisionCode: "370800", phone: "0537-1234567" };
  await database.owner.insert(organizations).values({ ...row, ...details });
  return row;
}

async function professional(name: string, at: Organization): Promise<Ctx> {
  const person = { id: uuidv7(), name };
  const idNumber = person.id.replaceAll("-", "").slice(-18).toUpperCase();
  await database.owner
    .insert(persons)
    .values({ ...person, organizationId: at.id, idNumber, sex: "female", birthDate: "1985-03-12" });
  return contextFor({ portal: "professional", name, organization: at, person }, idNumber);
}

const clerk = (at: Organization) =>
  contextFor(
    {
      portal: at.kind === "employer" ? "employer" : "authority",
      name: "管理员",
      organization: at,
      person: null,
    },
    uuidv7().replaceAll("-", "").slice(-18).toUpperCase(),
  );

async function contextFor(
  who: Pick<Viewer, "portal" | "name" | "organization" | "person">,
  idNumber: string,
): Promise<Ctx> {
  const accountId = uuidv7();
  await database.owner.insert(accounts).values({
    id: accountId,
    portal: who.portal,
    idNumber,
    name: who.name,
    passwordHash: "unused",
    ...(who.person ? { personId: who.person.id } : { organizationId: who.organization.id }),
  });
  const rest = {
    sessionId: uuidv7(),
    mustChangePassword: false,
    departments: null,
    permissions: new Set(permissionsOf(who.organization.kind)),
  };
  return contextOf(database.db, { accountId, ...who, ...rest }, "10.0.0.1");
}

const idOf = (ctx: Ctx) => ctx.viewer.person?.id ?? "";

const upload = (ctx: Ctx, personId: string, bytes: Buffer = pdf, fileName = "成绩单.pdf") =>
  uploadAttachment(ctx, {
    personId,
    fileName,
    body: new Blob([new Uint8Array(bytes)]).stream(),
    declaredSize: bytes.length,
  });

const storedFiles = async () =>
  (await readdir(files, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).length;

const rowsOf = (personId: string) =>
  database.owner.select().from(attachments).where(eq(attachments.personId, personId));

const age = (ids: string[]) =>
  database.owner
    .update(attachments)
    .set({ createdAt: sql`now() - interval '25 hours'` })
    .where(inArray(attachments.id, ids));

async function declare(ctx: Ctx, attachmentIds: string[]): Promise<string> {
  const id = uuidv7();
  await database.owner.insert(declarations).values({
    id,
    personId: idOf(ctx),
    organizationId: ctx.viewer.organization.id,
    year: 2026,
    category: "professional",
    form: "training",
    title: "继续教育培训班",
    detail: {},
    createdBy: ctx.viewer.accountId,
  });
  if (attachmentIds.length > 0) {
    await database.owner
      .insert(declarationEvidence)
      .values(attachmentIds.map((attachmentId) => ({ declarationId: id, attachmentId, evidence: "proof" })));
  }
  return id;
}

/** An ended round whose proposal cites the files, decided by `reviewer`. */
async function cite(ctx: Ctx, attachmentIds: string[], reviewer: Organization): Promise<void> {
  const [reviewId, moment] = [uuidv7(), new Date()];
  await database.owner.insert(reviews).values({
    id: reviewId,
    kind: "declaration",
    subjectId: await declare(ctx, []),
    round: 1,
    state: "rejected",
    personId: idOf(ctx),
    organizationId: reviewer.id,
    proposal: { evidence: attachmentIds.map((attachmentId) => ({ evidence: "proof", attachmentId })) },
    submittedBy: ctx.viewer.accountId,
    submittedAt: moment,
    endedAt: moment,
  });
  await database.owner.insert(reviewSteps).values({
    reviewId,
    kind: "declaration",
    position: 1,
    organizationId: reviewer.id,
    stage: reviewer.kind,
    state: "rejected",
    submittedAt: moment,
    openedAt: moment,
    openedXid: sql`pg_current_xact_id()`,
    decidedBy: ctx.viewer.accountId,
    decidedAt: moment,
    opinion: "材料不全",
  });
}

describe("uploadAttachment", () => {
  it("stores the file with its digest, cleaned name and an audit row", async () => {
    const file = await upload(wang, idOf(wang), pdf, "../<b>论文</b>.exe");
    expect(file).toMatchObject({ fileName: "b>.pdf", mediaType: "application/pdf", size: pdf.length });
    const [row] = await database.owner.select().from(attachments).where(eq(attachments.id, file.id));
    expect(row).toMatchObject({ personId: idOf(wang), uploadedBy: wang.viewer.accountId });
    expect(row?.sha256).toMatch(/^[0-9a-f]{64}$/);
    const content = await fileStorage().open(file.id);
    expect(await new Response(content?.stream).text()).toBe(pdf.toString());
    const [audit] = await database.owner.select().from(auditLog).where(eq(auditLog.subjectId, file.id));
    expect(audit).toMatchObject({ action: "attachment.upload", actorId: wang.viewer.accountId });
  });

  it("lets a unit upload for its own people only", async () => {
    expect(await upload(unitClerk, idOf(wang))).toMatchObject({ fileName: "成绩单.pdf" });
    const before = await storedFiles();
    const strangers = [
      [await clerk(foreignUnit), idOf(wang)],
      [await clerk(superior), idOf(wang)],
      [li, idOf(wang)],
      [wang, uuidv7()],
      [wang, "' or true --"],
    ] as const;
    for (const [ctx, personId] of strangers) {
      await expect(upload(ctx, personId)).rejects.toMatchObject({
        code: "missing",
        message: "该专业技术人员不存在，或不在您的管理范围内",
      });
    }
    expect(await storedFiles()).toBe(before);
  });

  it("keeps nothing of a program named .pdf", async () => {
    const ctx = await professional("赵敏", unit);
    const before = await storedFiles();
    const program = Buffer.from(`MZ\x90\0${"\0".repeat(100)}`, "latin1");
    await expect(upload(ctx, idOf(ctx), program)).rejects.toMatchObject({ status: 415 });
    expect(await storedFiles()).toBe(before);
    expect(await rowsOf(idOf(ctx))).toEqual([]);
  });

  it("removes the bytes when the transaction fails", async () => {
    const ctx = await professional("钱进", unit);
    const before = await storedFiles();
    // The row can't be written: its uploader does not exist.
    const nobody = contextOf(database.db, { ...ctx.viewer, accountId: uuidv7() }, "10.0.0.1");
    await expect(upload(nobody, idOf(ctx))).rejects.toThrow();
    expect(await storedFiles()).toBe(before);
    expect(await rowsOf(idOf(ctx))).toEqual([]);
  });

  it("bounds what is kept for one person, also for uploads at the same moment", async () => {
    const ctx = await professional("孙丽", unit);
    const { id } = await upload(ctx, idOf(ctx));
    const room = 500 * 1024 * 1024 - pdf.length;
    await database.owner.update(attachments).set({ size: room }).where(eq(attachments.id, id));
    const outcomes = await Promise.allSettled([1, 2, 3, 4].map(() => upload(ctx, idOf(ctx))));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await rowsOf(idOf(ctx))).toHaveLength(2);
    await expect(upload(ctx, idOf(ctx))).rejects.toMatchObject({ code: "blocked" });
  });

  it("bounds how often an account uploads", async () => {
    const ctx = await professional("周涛", unit);
    await upload(ctx, idOf(ctx));
    await database.owner.update(throttles).set({ count: 200 });
    await expect(upload(ctx, idOf(ctx))).rejects.toMatchObject({ code: "throttled" });
  });
});

describe("opening", () => {
  it("is for the person, the unit and those above; for everybody else there is no such file", async () => {
    const { id } = await upload(wang, idOf(wang));
    for (const ctx of [wang, unitClerk, await clerk(superior), await clerk(bureau)]) {
      expect(await findAttachment(database.db, ctx.viewer, ctx.scope, id)).toMatchObject({ id });
    }
    for (const ctx of [li, await clerk(sister), await clerk(foreignUnit)]) {
      expect(await findAttachment(database.db, ctx.viewer, ctx.scope, id)).toBeNull();
    }
    for (const unknown of [uuidv7(), "1", "' or true --"]) {
      expect(await findAttachment(database.db, wang.viewer, wang.scope, unknown)).toBeNull();
    }
  });

  it("stays open to an organization for what it reviewed, and for that alone", async () => {
    const [reviewed, other] = [await upload(wang, idOf(wang)), await upload(wang, idOf(wang))];
    await cite(wang, [reviewed.id], formerUnit);
    const former = await clerk(formerUnit);
    expect(await findAttachment(database.db, former.viewer, former.scope, reviewed.id)).toMatchObject({
      id: reviewed.id,
    });
    expect(await findAttachment(database.db, former.viewer, former.scope, other.id)).toBeNull();
    const foreign = await clerk(foreignUnit);
    expect(await findAttachment(database.db, foreign.viewer, foreign.scope, reviewed.id)).toBeNull();
  });

  it("is audited; a foreign file and one that never was are refused alike", async () => {
    const { id } = await upload(wang, idOf(wang));
    const opened = await openAttachment(unitClerk, id);
    expect(await new Response(opened.stream).text()).toBe(pdf.toString());
    const foreign = await openAttachment(li, id).catch((error) => error);
    const unknown = await openAttachment(li, uuidv7()).catch((error) => error);
    expect(foreign).toMatchObject({ code: "missing", message: unknown.message });
    const rows = await database.owner.select().from(auditLog).where(eq(auditLog.subjectId, id));
    expect(rows.filter(({ action }) => action === "attachment.open")).toMatchObject([
      { actorId: unitClerk.viewer.accountId },
    ]);
  });
});

describe("collectUnused", () => {
  it("removes what nothing uses after a day, and keeps what a declaration or a review cites", async () => {
    const ctx = await professional("吴刚", unit);
    const person = idOf(ctx);
    const [forgotten, declared, cited, fresh] = [
      await upload(ctx, person),
      await upload(ctx, person),
      await upload(ctx, person),
      await upload(ctx, person),
    ];
    await declare(ctx, [declared.id]);
    await cite(ctx, [cited.id], unit);
    await age([forgotten.id, declared.id, cited.id]);
    expect(await collectUnused(database.db, { personId: person })).toBe(1);
    const kept = (await rowsOf(person)).map(({ id }) => id).sort();
    expect(kept).toEqual([declared.id, cited.id, fresh.id].sort());
    expect(await fileStorage().open(forgotten.id)).toBeNull();
    const content = await fileStorage().open(cited.id);
    expect(await new Response(content?.stream).text()).toBe(pdf.toString());
  });

  it("leaves a file alone that a declaration takes up at the same moment", async () => {
    const ctx = await professional("郑洁", unit);
    const file = await upload(ctx, idOf(ctx));
    await age([file.id]);
    const declarationId = await declare(ctx, []);
    let collecting: Promise<number> | undefined;
    await database.db.transaction(async (tx) => {
      await tx
        .insert(declarationEvidence)
        .values({ declarationId, attachmentId: file.id, evidence: "proof" });
      collecting = collectUnused(database.db, { personId: idOf(ctx) });
      await new Promise((resolve) => setTimeout(resolve, 300));
    });
    expect(await collecting).toBe(0);
    expect(await rowsOf(idOf(ctx))).toHaveLength(1);
  });

  it("runs with an upload", async () => {
    const ctx = await professional("冯伟", unit);
    const old = await upload(ctx, idOf(ctx));
    await age([old.id]);
    const next = await upload(ctx, idOf(ctx));
    expect((await rowsOf(idOf(ctx))).map(({ id }) => id)).toEqual([next.id]);
  });
});
