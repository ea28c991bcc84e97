import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { and, count, eq, inArray, isNotNull, isNull, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { matterStates, organizationKinds, registrationKinds, reviewKinds } from "@/db/enums";
import {
  accounts,
  attachments,
  captchas,
  creditRecords,
  declarations,
  messages,
  organizations,
  persons,
  registrations,
  reviewSteps,
  reviews,
  temporaryCodes,
  transfers,
  unitInvitations,
} from "@/db/schema";
import { checkPassword } from "@/lib/auth/password";
import { portalLabels } from "@/lib/auth/schema";
import { isIdNumber } from "@/lib/id-number";
import { industries, levels, natures } from "@/lib/org/categories";
import { isOrganizationCode, isUnifiedCode } from "@/lib/org/code";
import { unitLabels, unitSchema } from "@/lib/org/schema";
import {
  type ProfileField,
  profileFields,
  profileInput,
  refineDates,
  refineTitle,
} from "@/lib/person/profile";
import { lookUpRegistration } from "@/lib/registration/progress/commands";
import { portalOfRegistration } from "@/lib/registration/progress/schema";
import { unitRegistrationValues } from "@/lib/registration/unit/schema";
import { matterKinds } from "@/lib/review/kinds";
import { codeState } from "@/lib/structure/rules";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { type DemoAccount, seedDemo } from "./demo";

let database: TestDatabase;
let files: string;
let printed: DemoAccount[];

beforeAll(async () => {
  files = await mkdtemp(join(tmpdir(), "demo-"));
  process.env.FILES_DIR = files;
  database = await testDatabase();
  ({ accounts: printed } = await database.owner.transaction((tx) => seedDemo(tx)));
});
afterAll(async () => {
  await database.close();
  await rm(files, { recursive: true, force: true });
});

test("there are declarations in every state and at every stage", async () => {
  const { db } = database;
  for (const state of matterStates) {
    expect(await db.$count(declarations, eq(declarations.state, state)), state).toBeGreaterThan(0);
  }
  for (const stage of organizationKinds) {
    const open = and(eq(reviewSteps.state, "open"), eq(reviewSteps.stage, stage));
    expect(await db.$count(reviewSteps, open), stage).toBeGreaterThan(0);
  }
  expect(await db.$count(reviews, eq(reviews.round, 2))).toBeGreaterThan(0);
  expect(await db.$count(declarations)).toBeGreaterThan(180);
});

test("every approved declaration is credited once, and its times are in order", async () => {
  const { db } = database;
  const [unequal] = await db.execute<{ count: string }>(sql`
    select count(*) from ${declarations} d full join ${creditRecords} c on c.declaration_id = d.id
    where (d.state = 'approved') is distinct from (c.id is not null)`);
  expect(Number(unequal?.count)).toBe(0);
  const [wrong] = await db.execute<{ count: string }>(sql`
    select count(*) from ${reviewSteps} s join ${reviews} r on r.id = s.review_id
      join ${declarations} d on d.id = r.subject_id
    where s.decided_at <= s.opened_at or s.decided_at > now() or r.ended_at < r.submitted_at or r.ended_at > now()
      or d.created_at >= r.submitted_at or d.updated_at > now()
      or r.submitted_at < d.end_date
      or exists (select from ${reviews} earlier
        where earlier.subject_id = d.id and earlier.round < r.round and earlier.ended_at >= r.submitted_at)`);
  expect(Number(wrong?.count)).toBe(0);
});

test("some people have reached a year's standard, others have not", async () => {
  const totals = await database.db
    .select({ hours: sql<number>`sum(${creditRecords.hours})`.mapWith(Number) })
    .from(creditRecords)
    .groupBy(creditRecords.personId, creditRecords.year);
  expect(totals.some(({ hours }) => hours >= 90)).toBe(true);
  expect(totals.some(({ hours }) => hours < 90)).toBe(true);
});

/** Who has no account yet, and what a printed row says of them. */
const inProgress = ({ note }: DemoAccount) => note.includes("注册审核进度查询");

test("every printed account logs in with its password, no two with the same", async () => {
  const { db } = database;
  expect(new Set(printed.map(({ password }) => password)).size).toBe(printed.length);
  for (const { portal, idNumber, password, name } of printed.filter((row) => !inProgress(row))) {
    const [account] = await db
      .select({
        idNumber: accounts.idNumber,
        portal: accounts.portal,
        passwordHash: accounts.passwordHash,
        initialPasswordValid: sql<boolean>`coalesce(${accounts.initialPasswordUntil} > now(), false)`,
        mustChangePassword: accounts.mustChangePassword,
      })
      .from(accounts)
      .where(and(eq(accounts.idNumber, idNumber), eq(accounts.name, name)));
    expect(account && portalLabels[account.portal], name).toBe(portal);
    expect(await checkPassword(account ?? null, password), name).toBe(true);
    expect(account?.mustChangePassword, name).toBe(account?.passwordHash === null);
  }
});

test("a printed registration is found in 注册审核进度查询 by its password: a unit under review, a person rejected", async () => {
  const { db } = database;
  const states: string[] = [];
  for (const { portal, idNumber, password } of printed.filter(inProgress)) {
    const kind = registrationKinds.find((each) => portalLabels[portalOfRegistration[each]] === portal);
    const expiresAt = sql`now() + interval '5 minutes'`;
    const [captcha] = await db.insert(captchas).values({ answer: "ACDE", expiresAt }).returning();
    const answer = { captchaId: captcha?.id ?? "", captchaAnswer: "ACDE" };
    const query = { kind: kind ?? "unit", idNumber, password, ...answer };
    const { id } = await lookUpRegistration({ db, address: "192.0.2.1" }, query);
    const [found] = await db.select().from(registrations).where(eq(registrations.id, id));
    states.push(`${found?.kind} ${found?.state}`);
  }
  expect(states.sort()).toEqual(["person rejected", "unit pending"]);
});

test("each inbox has something open, something decided and something hurried", async () => {
  const { db } = database;
  for (const kind of reviewKinds) {
    const stepsOf = (condition: ReturnType<typeof eq>) =>
      db.$count(reviewSteps, and(eq(reviewSteps.kind, kind), condition));
    expect(await stepsOf(eq(reviewSteps.state, "open")), `${kind} open`).toBeGreaterThan(0);
    for (const state of ["approved", "rejected"] as const) {
      expect(await stepsOf(eq(reviewSteps.state, state)), `${kind} ${state}`).toBeGreaterThan(0);
    }
    expect(await stepsOf(isNotNull(reviewSteps.remindedAt)), `${kind} reminded`).toBeGreaterThan(0);
  }
  for (const kind of registrationKinds) {
    for (const state of ["pending", "approved", "rejected"] as const) {
      const such = and(eq(registrations.kind, kind), eq(registrations.state, state));
      expect(await db.$count(registrations, such), `${kind} ${state}`).toBeGreaterThan(0);
    }
  }
  expect(await db.$count(registrations, eq(registrations.state, "draft"))).toBe(0);
  for (const state of ["pending", "approved", "rejected", "withdrawn"] as const) {
    expect(await db.$count(transfers, eq(transfers.state, state)), state).toBeGreaterThan(0);
  }
});

test("every proposal is what its kind reads, and every file that it cites is there", async () => {
  const { db } = database;
  const rows = await db
    .select({ kind: reviews.kind, proposal: reviews.proposal })
    .from(reviews)
    .where(inArray(reviews.kind, Object.keys(matterKinds) as (keyof typeof matterKinds)[]));
  for (const { kind, proposal } of rows) {
    const parsed = matterKinds[kind as keyof typeof matterKinds].proposal.safeParse(proposal);
    expect(parsed.error, kind).toBeUndefined();
  }
  for (const { values } of await db.select().from(registrations).where(eq(registrations.kind, "unit"))) {
    expect(unitRegistrationValues.safeParse(values).error).toBeUndefined();
  }
  const [lost] = await db.execute<{ count: string }>(sql`
    select count(*) from ${reviews}, jsonb_array_elements(proposal -> 'evidence') file
    where not exists (select from ${attachments} where attachments.id = (file ->> 'attachmentId')::uuid)`);
  expect(Number(lost?.count)).toBe(0);
});

test("no step, message or subject of a matter has its times out of order, and no two are submitted at once", async () => {
  const { db } = database;
  const [wrong] = await db.execute<{ steps: string; rounds: string; messages: string; subjects: string }>(sql`
    select
      (select count(*) from ${reviewSteps} s join ${reviews} r on r.id = s.review_id
        where s.submitted_at <> r.submitted_at or s.opened_at < s.submitted_at or s.opened_at > now()
          or s.decided_at <= s.opened_at or s.decided_at > now() or s.decided_at > r.ended_at
          or s.reminded_at < s.opened_at + interval '3 days' or s.reminded_at > now()
          or s.reminded_at > s.decided_at) as steps,
      (select count(*) from ${reviews} r
        where r.submitted_at > now() or r.ended_at <= r.submitted_at or r.ended_at > now()
          or exists (select from ${reviews} earlier where earlier.kind = r.kind
            and earlier.subject_id = r.subject_id and earlier.round < r.round
            and earlier.ended_at >= r.submitted_at)) as rounds,
      (select count(*) from ${messages} m join ${reviews} r on r.id = m.review_id
        where m.created_at <> r.ended_at or m.read_at < m.created_at or m.read_at > now()) as messages,
      (select count(*) from ${registrations} g where g.created_at >= g.submitted_at or g.updated_at < g.submitted_at)
        + (select count(*) from ${transfers} t where t.created_at >= t.submitted_at or t.ended_at <= t.submitted_at)
        + (select count(*) from ${persons} p join ${reviews} r on r.person_id = p.id
          where r.kind <> 'person-registration' and p.created_at > r.submitted_at) as subjects`);
  expect(wrong).toEqual({ steps: "0", rounds: "0", messages: "0", subjects: "0" });
  const [moments] = await db.execute<{ rounds: number; minutes: number }>(sql`
    select count(*)::int as rounds, count(distinct date_trunc('minute', submitted_at))::int as minutes
    from ${reviews} where kind <> 'declaration' or state = 'pending'`);
  expect(moments?.minutes).toBe(moments?.rounds);
});

test("nobody asked to move while something else of theirs was under review", async () => {
  const [wrong] = await database.db.execute<{ count: string }>(sql`
    select count(*) from ${reviews} t join ${reviews} other on other.person_id = t.person_id
    where t.kind = 'transfer' and other.kind not in ('transfer', 'person-registration')
      and coalesce(other.ended_at, now()) >= t.submitted_at and other.submitted_at <= coalesce(t.ended_at, now())`);
  expect(Number(wrong?.count)).toBe(0);
});

test("whoever was decided about has a message, and none is left to be sent", async () => {
  const { db } = database;
  expect(await db.$count(messages, isNull(messages.sentAt))).toBe(0);
  expect(await db.$count(messages, isNull(messages.readAt))).toBeGreaterThan(0);
  const [untold] = await db.execute<{ count: string }>(sql`
    select count(*) from ${reviews} r where r.state in ('approved', 'rejected') and r.kind <> 'person-registration'
      and r.kind <> 'unit-registration' and not exists (select from ${messages} m where m.review_id = r.id)`);
  expect(Number(untold?.count)).toBe(0);
});

test("every unit could send its own 资料管理, and every professional their own profile", async () => {
  const { db } = database;
  const units = await db.select().from(organizations);
  for (const unit of units) {
    const typed = Object.fromEntries(
      Object.keys(unitLabels).map((field) => [field, unit[field as keyof typeof unitLabels] ?? ""]),
    );
    expect(unitSchema.safeParse(typed).error, unit.name).toBeUndefined();
    expect(isOrganizationCode(unit.code), unit.name).toBe(true);
    for (const [field, list] of [
      ["nature", natures],
      ["level", levels],
      ["industry", industries],
    ] as const) {
      expect(
        list.map(({ name }) => name),
        unit.name,
      ).toContain(unit[field]);
    }
  }
  expect(units.filter(({ code }) => isUnifiedCode(code)).length).toBe(units.length - 1);
  const profile = z.object(profileFields).superRefine((values, refinement) => {
    refineTitle(values, refinement);
    refineDates(values, refinement);
  });
  for (const person of await db.select().from(persons)) {
    const input = profileInput(Object.keys(profileFields) as ProfileField[], person);
    expect(profile.safeParse(input).error, person.name).toBeUndefined();
    const { name, workStartedOn, titleObtainedOn } = person;
    expect(workStartedOn && titleObtainedOn && workStartedOn < titleObtainedOn, name).toBe(true);
  }
});

test("there is a 临时编码 in every state, a county's bureau and an open link", async () => {
  const { db } = database;
  const codes = await db
    .select({
      cancelledAt: temporaryCodes.cancelledAt,
      issuedAt: temporaryCodes.issuedAt,
      usedBy: sql<
        string | null
      >`(select name from ${organizations} where organizations.code = temporary_codes.code)`,
      registering: sql<boolean>`exists (select from ${registrations}
        where registrations.code = temporary_codes.code and state = 'pending')`,
    })
    .from(temporaryCodes);
  expect(codes.map(codeState).sort()).toEqual(["cancelled", "pending", "unused", "used"]);
  for (const { issuedAt, cancelledAt } of codes) {
    expect(issuedAt.getTime()).toBeLessThan(Date.now());
    if (cancelledAt) expect(cancelledAt > issuedAt && cancelledAt < new Date()).toBe(true);
  }
  const county = and(eq(organizations.kind, "bureau"), isNotNull(organizations.parentId));
  expect(await db.$count(organizations, county)).toBe(1);
  const open = and(isNull(unitInvitations.endedAt), sql`${unitInvitations.expiresAt} > now()`);
  expect(await db.$count(unitInvitations, open)).toBe(1);
});

test("ID numbers are valid, and the evidence is there to be opened", async () => {
  const { db } = database;
  const people = await db.select({ idNumber: persons.idNumber }).from(persons);
  const registered = and(eq(registrations.kind, "person"), eq(registrations.state, "approved"));
  expect(people).toHaveLength(60 + (await db.$count(registrations, registered)));
  for (const { idNumber } of people) expect(isIdNumber(idNumber), idNumber).toBe(true);
  const stored = await db.select({ id: attachments.id, size: attachments.size }).from(attachments);
  for (const { id, size } of stored) {
    expect((await readFile(join(files, id.slice(-2), id))).length).toBe(size);
  }
  const kinds = await db
    .select({ type: attachments.mediaType, files: count() })
    .from(attachments)
    .groupBy(attachments.mediaType);
  expect(kinds.map(({ type }) => type).sort()).toEqual(["application/pdf", "image/png"]);
});
