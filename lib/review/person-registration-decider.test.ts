import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Executor } from "@/db/client";
import { accounts, registrations, throttles } from "@/db/schema";
import { LoginRefusal, login } from "@/lib/auth/login";
import type { Ctx } from "@/lib/context";
import { decideReviews } from "@/lib/workflow/commands";
import { roundsOf } from "@/lib/workflow/queries";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { administrator, ctxFor, nextIdNumber, organization, organizationTree } from "@/tests/fixtures";
import { readOpen, solvedCaptcha } from "@/tests/matters";
import {
  addDepartment,
  address,
  decidePersons,
  password,
  pendingReview,
  personWith,
  refusalOf,
  registrationOf,
  submitPerson,
} from "@/tests/person-registration";
import { personRegistrationKind } from "./person-registration";
import { countTarget, countWaiting, findPlace, listInbox } from "./queries";

/* Nobody decides about themself: here of administrators who register as professionals of their own unit. */

let database: TestDatabase;
let db: Executor;
let tree: Awaited<ReturnType<typeof organizationTree>>;
let authority: Ctx;

beforeAll(async () => {
  database = await testDatabase();
  db = database.db;
  tree = await organizationTree(db);
  authority = await ctxFor(db, await administrator(db, tree.authority));
});
afterAll(() => database.close());
beforeEach(() => database.owner.delete(throttles));

/** A unit with an administrator, and `others` who could review as well. */
async function unitWith(others: number) {
  const unit = await organization(db, "employer", "某小学", tree.authority);
  const idNumber = nextIdNumber();
  const self = await ctxFor(db, await administrator(db, unit, { idNumber }));
  const colleagues: Ctx[] = [];
  for (let made = 0; made < others; made++) colleagues.push(await ctxFor(db, await administrator(db, unit)));
  return { unit, idNumber, self, colleague: colleagues[0] };
}

const deciderOf = async (id: string) =>
  (await roundsOf(db, personRegistrationKind, id))[0]?.steps.map(({ organizationId }) => organizationId);

/** Whom the login tells the registrant to ask. */
async function askedAtLogin(idNumber: string) {
  const door = { portal: "professional", address, userAgent: "test", device: null } as const;
  const refused = await refusalOf(login(db, { ...door, idNumber, password, ...(await solvedCaptcha(db)) }));
  return refused instanceof LoginRefusal ? refused.contact?.name : undefined;
}

/** The subjects that an inbox shows, its count, the menu's, and how many 全部 would decide. */
async function seen(ctx: Ctx) {
  const list = { tab: "open", filters: {}, order: undefined, limit: 50, offset: 0 } as const;
  const { rows, open, asOf } = await listInbox(ctx, personRegistrationKind, list);
  const waiting = (await countWaiting(ctx)).find(({ kind }) => kind === "person-registration");
  const { total } = await countTarget(ctx, personRegistrationKind, { all: {}, asOf });
  return { subjects: rows.map(({ subjectId }) => subjectId), counts: [open, waiting?.count, total] };
}

test("whoever is their unit's only reviewer is decided about by the superior", async () => {
  const { unit, idNumber, self } = await unitWith(0);
  // Others who couldn't decide either: without the permission, and disabled.
  await administrator(db, unit, { permissions: ["hours.review"] });
  await administrator(db, unit, { state: "disabled" });
  const { id } = await submitPerson(db, unit, { idNumber });
  expect(await deciderOf(id)).toEqual([tree.authority.id]);
  expect(await askedAtLogin(idNumber)).toBe(tree.authority.name);
  expect(await seen(self)).toEqual({ subjects: [], counts: [0, 0, 0] });
  await expect(decidePersons(self, [id])).rejects.toMatchObject({ code: "missing" });
  expect((await seen(authority)).subjects).toContain(id);
  await decidePersons(authority, [id]);
  expect(await personWith(db, idNumber)).toMatchObject({ organizationId: unit.id });
});

test("where a colleague can decide it waits at the unit, and the registrant has it in no list, count or decision", async () => {
  const { unit, idNumber, self, colleague } = await unitWith(1);
  const own = await submitPerson(db, unit, { idNumber });
  const other = await submitPerson(db, unit);
  expect(await deciderOf(own.id)).toEqual([unit.id]);
  expect(await askedAtLogin(idNumber)).toBe(unit.name);
  expect(await seen(self)).toEqual({ subjects: [other.id], counts: [1, 1, 1] });
  expect(await seen(colleague as Ctx)).toEqual({ subjects: [own.id, other.id], counts: [2, 2, 2] });
  expect(await findPlace(self, personRegistrationKind, own.id, {})).toMatchObject({ reviewId: null });

  // Ticked, alone or with another's, under 全部, and to refuse oneself.
  const reviewId = await pendingReview(db, own.id);
  for (const decision of ["approve", "reject"] as const) {
    await expect(decidePersons(self, [own.id], decision)).rejects.toMatchObject({ code: "missing" });
  }
  await expect(decidePersons(self, [own.id, other.id])).rejects.toMatchObject({ code: "missing" });
  const target = await readOpen(self, "person-registration");
  const all = { target, decision: "approve", opinion: "" } as const;
  expect(await decideReviews(self, personRegistrationKind, all)).toEqual({ done: 1, skipped: 0 });
  expect(await pendingReview(db, own.id)).toBe(reviewId);
  await decidePersons(colleague as Ctx, [own.id]);
  expect(await registrationOf(db, own.id)).toMatchObject({ state: "approved" });
});

test("a colleague who is limited to departments decides about who asks to join one of these", async () => {
  const { unit, idNumber } = await unitWith(0);
  const department = await addDepartment(db, unit.id, "语文组");
  const limited = await ctxFor(db, await administrator(db, unit, { departments: [department.id] }));
  const { id } = await submitPerson(db, unit, { idNumber, departmentId: department.id });
  expect(await deciderOf(id)).toEqual([unit.id]);
  expect((await seen(limited)).subjects).toEqual([id]);
  await decidePersons(limited, [id], "reject");
  await submitPerson(db, unit, { idNumber, resume: true, password: "", confirmation: "" }, id);
  expect(await deciderOf(id)).toEqual([tree.authority.id]);
  expect((await seen(limited)).subjects).toEqual([]);
});

test("who becomes an administrator with the registration under review doesn't decide it either", async () => {
  const { unit, self } = await unitWith(0);
  const idNumber = nextIdNumber();
  const { id } = await submitPerson(db, unit, { idNumber });
  const later = await ctxFor(db, await administrator(db, unit, { idNumber }));
  await expect(decidePersons(later, [id])).rejects.toMatchObject({ code: "missing" });
  expect((await seen(later)).subjects).toEqual([]);
  await decidePersons(self, [id]);
});

test("an administrator of the superior who registers below is passed over there alone", async () => {
  const { unit } = await unitWith(1);
  const [holder] = await db.select().from(accounts).where(eq(accounts.id, authority.viewer.accountId));
  const { id } = await submitPerson(db, unit, { idNumber: holder?.idNumber });
  expect(await deciderOf(id)).toEqual([unit.id]);
});

test("if nobody can decide up to the root it is refused at the unit, without telling why, and nothing is written", async () => {
  const root = await organization(db, "bureau", "某局");
  const unit = await organization(db, "employer", "某单位", root);
  const idNumber = nextIdNumber();
  await administrator(db, unit, { idNumber });
  await administrator(db, root, { permissions: ["hours.review"] });
  const refused = await refusalOf(submitPerson(db, unit, { idNumber }));
  expect(refused?.fields?.organization).toMatch(/没有可以审核.*增设/);
  expect(JSON.stringify(refused?.fields)).not.toMatch(/您|本人/);
  expect(await db.$count(registrations, eq(registrations.idNumber, idNumber))).toBe(0);
});
