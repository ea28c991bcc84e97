import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { accounts, attachments, registrations, throttles } from "@/db/schema";
import type { Permission } from "@/lib/access/permissions";
import { findAttachment, findRegistrationFile } from "@/lib/attachment/queries";
import type { Ctx } from "@/lib/context";
import { changeOwnPhoto } from "@/lib/person/photo/commands";
import { findResumable } from "@/lib/registration/person/queries";
import { type PersonRegistrationInput, personRegistrationSchema } from "@/lib/registration/person/schema";
import { roundsOf } from "@/lib/workflow/queries";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { administrator, ctxFor, nextIdNumber, organizationTree } from "@/tests/fixtures";
import {
  decidePersons,
  personWith,
  refusalOf,
  registrationFile,
  submitPerson,
} from "@/tests/person-registration";
import { personRegistrationKind } from "./person-registration";

/* 照片 from the registration to the person (§5.1) */

let database: TestDatabase;
let tree: Awaited<ReturnType<typeof organizationTree>>;
let unit: Ctx;

beforeAll(async () => {
  database = await testDatabase();
  tree = await organizationTree(database.db);
  unit = await clerk(["registrations.review"]);
});
afterAll(() => database.close());
beforeEach(() => database.owner.delete(throttles));

const clerk = async (permissions: readonly Permission[], at = tree.unit) =>
  ctxFor(database.db, await administrator(database.db, at, { permissions }));
const sees = async (ctx: Ctx, id: string) =>
  (await findAttachment(database.db, ctx.viewer, ctx.scope, id)) !== null;

async function draft(): Promise<string> {
  const [row] = await database.owner.insert(registrations).values({ kind: "person" }).returning();
  return row?.id as string;
}

const picture = (registrationId: string) =>
  registrationFile(database.owner, registrationId, { fileName: "照片.png", mediaType: "image/png" });

const submit = (
  ticket: string,
  idNumber: string,
  evidence: PersonRegistrationInput["evidence"],
  values: Partial<PersonRegistrationInput> = {},
) => submitPerson(database.db, tree.unit, { idNumber, evidence, ...values }, ticket);
const approve = (ids: string[]) => decidePersons(unit, ids);

const attachmentOf = async ({ id }: { id: string }) =>
  (await database.db.select().from(attachments).where(eq(attachments.id, id)))[0];
const made = (idNumber: string) => personWith(database.db, idNumber);
const accountOf = async (idNumber: string) =>
  (await database.db.select().from(accounts).where(eq(accounts.idNumber, idNumber)))[0];

describe("a registration's photo", () => {
  test("is cited like evidence, and becomes the person's with the last yes; evidence stays where it is", async () => {
    const [ticket, idNumber] = [await draft(), nextIdNumber()];
    const [photo, title] = [await picture(ticket), await picture(ticket)];
    const { id } = await submit(ticket, idNumber, { title: [title], education: [], photo: [photo] });
    const [round] = await roundsOf(database.db, personRegistrationKind, id);
    expect(round?.proposal.evidence).toContainEqual({ evidence: "photo", attachmentId: photo.id });
    expect(await sees(unit, photo.id)).toBe(true);
    await approve([id]);
    const [person, account] = [await made(idNumber), await accountOf(idNumber)];
    expect(person?.photoId).toBe(photo.id);
    expect(await attachmentOf(photo)).toMatchObject({
      ...{ personId: person?.id, registrationId: null, uploadedBy: account?.id },
    });
    expect(await attachmentOf(title)).toMatchObject({ personId: null, registrationId: id });
  });

  test("opens afterwards to whoever decided, by the ticket, and to the person; to nobody else", async () => {
    const [ticket, other, idNumber] = [await draft(), await draft(), nextIdNumber()];
    const photo = await picture(ticket);
    await submit(ticket, idNumber, { photo: [photo] });
    await approve([ticket]);
    const own = await ctxFor(database.db, (await accountOf(idNumber)) as { id: string });
    for (const ctx of [own, unit, await clerk(["persons.read"])]) {
      expect(await sees(ctx, photo.id)).toBe(true);
    }
    for (const at of [tree.subUnit, tree.foreignUnit]) {
      expect(await sees(await clerk(["registrations.review", "persons.read"], at), photo.id)).toBe(false);
    }
    expect(await findRegistrationFile(database.db, ticket, photo.id)).toMatchObject({ id: photo.id });
    expect(await findRegistrationFile(database.db, other, photo.id)).toBeNull();
    // Replaced by the person, it is still what was decided about.
    await changeOwnPhoto(own, { attachmentId: null });
    expect(await sees(unit, photo.id)).toBe(true);
    expect(await sees(await clerk(["persons.read"]), photo.id)).toBe(false);
  });

  test("may be left out, is one and an image", async () => {
    const [ticket, idNumber] = [await draft(), nextIdNumber()];
    const pdf = await registrationFile(database.owner, ticket);
    const refused = await refusalOf(submit(ticket, idNumber, { photo: [pdf] }));
    expect(refused?.fields).toEqual({ "evidence.photo": "照片仅支持 JPG、PNG 格式，请重新选择" });
    const two = personRegistrationSchema.safeParse({ evidence: { photo: [pdf, await picture(ticket)] } });
    expect(two.error?.issues).toContainEqual(
      expect.objectContaining({ path: ["evidence", "photo"], message: "照片只能有一张" }),
    );
    const { id } = await submit(ticket, idNumber, {});
    await approve([id]);
    expect(await made(idNumber)).toMatchObject({ photoId: null });
  });

  test("of an earlier round stays with the registration; the latest one's becomes the person's", async () => {
    const [ticket, idNumber] = [await draft(), nextIdNumber()];
    const first = await picture(ticket);
    await submit(ticket, idNumber, { photo: [first] });
    await decidePersons(unit, [ticket], "reject");
    expect((await findResumable(database.db, ticket))?.evidence.photo).toMatchObject([{ id: first.id }]);
    const second = await picture(ticket);
    const again = { resume: true, password: "", confirmation: "" };
    await submit(ticket, idNumber, { photo: [second] }, again);
    await approve([ticket]);
    expect(await made(idNumber)).toMatchObject({ photoId: second.id });
    expect(await attachmentOf(first)).toMatchObject({ registrationId: ticket, personId: null });
    expect(await sees(unit, first.id)).toBe(true);
  });

  test("goes to its own person when many are approved at once", async () => {
    const all = await Promise.all(
      [1, 2, 3].map(async () => {
        const [ticket, idNumber] = [await draft(), nextIdNumber()];
        const photo = await picture(ticket);
        await submit(ticket, idNumber, { photo: [photo] });
        return { ticket, idNumber, photo: photo.id };
      }),
    );
    await approve(all.map(({ ticket }) => ticket));
    for (const { idNumber, photo } of all) {
      expect(await made(idNumber)).toMatchObject({ photoId: photo });
    }
  });
});
