import { randomBytes, randomInt } from "node:crypto";
import { writeSync } from "node:fs";
import { eq, sql } from "drizzle-orm";
import { encode } from "next-auth/jwt";
import { connect } from "@/db/client";
import { accounts, departments, organizations } from "@/db/schema";
import { uploadAttachment } from "@/lib/attachment/commands";
import { sessionCookie } from "@/lib/auth/cookies";
import { hashPassword } from "@/lib/auth/password";
import { authSecret } from "@/lib/auth/secret";
import { issueCertificate } from "@/lib/certificate/commands";
import { findCertificate } from "@/lib/certificate/queries";
import type { Ctx } from "@/lib/context";
import { currentYear } from "@/lib/date";
import { saveDraft } from "@/lib/hours/commands";
import { draftSchema } from "@/lib/hours/schema";
import { maskIdNumber } from "@/lib/id-number";
import { exampleIdNumber, type Organization } from "@/scripts/seed/rows";
import {
  type Account,
  administrator,
  ctxFor,
  organization,
  pendingDeclaration,
  professional,
  trainingInput,
} from "@/tests/fixtures";
import { decide } from "@/tests/review";
import type { OwnIds, SessionName, World } from "./world";

/*
 * Makes a world for the isolation sweep in the database that DATABASE_URL names, by the platform's own commands,
 * and prints it as one line of JSON. Everything of the victim's carries a mark.
 */

const mark = `mk${randomBytes(5).toString("hex")}`;
const unitMark = `un${randomBytes(5).toString("hex")}`;
const digits = (count: number) => Array.from({ length: count }, () => randomInt(10)).join("");
const secrets = {
  ...{ mark, unitMark, phone: `139${digits(8)}`, unitPhone: `0537-${digits(7)}` },
  email: `${mark}@example.cn`,
};

/* Worlds are made in other processes too: numbers begin anywhere, and no two of a world end alike. */
let serial = randomInt(1000);
const idNumber = () => {
  serial = (serial + 1) % 1000;
  const birth = new Date(Date.UTC(1950, 0, 1 + randomInt(16_000))).toISOString().slice(0, 10);
  return exampleIdNumber("370802", birth, serial);
};

const { db, close } = connect(process.env.DATABASE_URL ?? "");

const bureau = await organization(db, "bureau", "人社局");
const authority = await organization(db, "authority", "教育局", bureau);
const unit = await organization(db, "employer", `单位${unitMark}`, authority);
const subUnit = await organization(db, "employer", "下级单位", unit);
const siblingUnit = await organization(db, "employer", "同级单位", authority);
const foreignAuthority = await organization(db, "authority", "卫健委", bureau);
const foreignUnit = await organization(db, "employer", "外单位", foreignAuthority);
const foreignBureau = await organization(db, "bureau", "县人社局", bureau);
const countyUnit = await organization(db, "employer", "县属单位", foreignBureau);
await db.update(organizations).set({ phone: secrets.unitPhone }).where(eq(organizations.id, unit.id));

const admin = (at: Organization, options: Parameters<typeof administrator>[2] = {}) =>
  administrator(db, at, { idNumber: idNumber(), ...options });
const acting = async (at: Organization) => ctxFor(db, await admin(at));

async function draftOf(ctx: Ctx, personId: string, title: string): Promise<string> {
  const files = { notice: [{ id: await fileOf(ctx, personId, title) }] };
  const input = { ...trainingInput(personId, [{ id: "" }, { id: "" }]), title, evidence: files };
  return (await saveDraft(ctx, draftSchema.parse(input))).id;
}

async function fileOf(ctx: Ctx, personId: string, text: string): Promise<string> {
  const body = new Blob([`%PDF-1.4\n% ${text}\n%%EOF\n`]).stream();
  const file = await uploadAttachment(ctx, { personId, fileName: `${text}.pdf`, body, declaredSize: null });
  return file.id;
}

/** A person of the unit with a draft, and a pending declaration that `reviewers` have passed on. */
async function holdings(at: Organization, reviewers: Ctx[] = [], who?: Ctx): Promise<OwnIds> {
  const ctx = who ?? (await acting(at));
  const personId = ctx.viewer.person?.id ?? (await professional(db, at, { idNumber: idNumber() })).person.id;
  const title = `自己的培训${digits(6)}`;
  const draft = await draftOf(ctx, personId, title);
  const { reviewId } = await pendingDeclaration(db, ctx, { personId, title });
  for (const reviewer of reviewers) await decide(reviewer, { ids: [reviewId] });
  return {
    ...{ person: personId, draft, review: reviewId },
    notice: await fileOf(ctx, personId, "通知"),
    certificate: await fileOf(ctx, personId, "证书"),
  };
}

/* The victim. */
const [department] = await db
  .insert(departments)
  .values({ organizationId: unit.id, name: `科室${mark}` })
  .returning();
const { person, account } = await professional(db, unit, {
  ...{ name: `密${mark}人`, idNumber: idNumber(), phone: secrets.phone, email: secrets.email },
  ...{ position: `岗位${mark}`, title: `职称${mark}`, departmentId: department?.id },
});
const victim = await ctxFor(db, account);
const reviewers = {
  unit: await acting(unit),
  authority: await acting(authority),
  bureau: await acting(bureau),
};
const chain = Object.values(reviewers);

const opinion = `意见${mark}`;
const pending = (ctx: Ctx, name: string) =>
  pendingDeclaration(db, ctx, { personId: person.id, title: `${name}${mark}`, note: `说明${mark}` });
async function passedOn(name: string, times: number) {
  const made = await pending(victim, name);
  for (const reviewer of chain.slice(0, times))
    await decide(reviewer, { ids: [made.reviewId] }, "approve", opinion);
  return made;
}

const approved = await passedOn("通过", 3);
const rejected = await pending(victim, "驳回");
await decide(reviewers.unit, { ids: [rejected.reviewId] }, "reject", opinion);
const atUnit = await passedOn("待单位", 0);
const atAuthority = await passedOn("待主管", 1);
const atBureau = await passedOn("待人社", 2);
const ownPending = await passedOn("待撤回", 0);
const unitPending = await pending(reviewers.unit, "代报");

const year = currentYear() - 1;
const issued = await issueCertificate(victim, { personId: person.id, fromYear: year, toYear: year });
const certificate = await findCertificate(db, victim.scope, issued.id);

/* Everybody else. */
const foreignReviewer = await acting(foreignUnit);
const countyReviewer = await acting(foreignBureau);
const countyUnitReviewer = await acting(countyUnit);
const nothing: OwnIds = await holdings(siblingUnit);

async function cookieOf({ id }: Pick<Account, "id">): Promise<string> {
  const [session] = await db.execute<{ id: string }>(sql`
    insert into sessions (id, account_id, address, user_agent) values (gen_random_uuid(), ${id}, '127.0.0.1', 'sweep')
    returning id`);
  const token = await encode({ token: { sessionId: session?.id as string }, secret: authSecret() });
  return `${sessionCookie().name}=${token}`;
}

async function ofProfessional(at: Organization) {
  const made = await professional(db, at, { idNumber: idNumber() });
  return {
    cookie: await cookieOf(made.account),
    own: await holdings(at, [], await ctxFor(db, made.account)),
  };
}

async function ofUnit(at: Organization) {
  const made = await admin(at);
  return { cookie: await cookieOf(made), own: await holdings(at, [], await ctxFor(db, made)) };
}

const sessions: Record<SessionName, World["sessions"][SessionName]> = {
  nobody: { cookie: "", own: nothing },
  disabled: { cookie: await cookieOf(await admin(unit, { state: "disabled" })), own: nothing },
  withoutRole: { cookie: await cookieOf(await admin(unit, { permissions: [] })), own: nothing },
  foreignProfessional: await ofProfessional(foreignUnit),
  colleague: await ofProfessional(unit),
  foreignUnit: await ofUnit(foreignUnit),
  siblingUnit: await ofUnit(siblingUnit),
  subUnit: await ofUnit(subUnit),
  foreignAuthority: {
    cookie: await cookieOf(await admin(foreignAuthority)),
    own: await holdings(foreignUnit, [foreignReviewer]),
  },
  foreignBureau: {
    cookie: await cookieOf({ id: countyReviewer.viewer.accountId }),
    own: await holdings(countyUnit, [countyUnitReviewer]),
  },
  professional: { cookie: await cookieOf(account), own: nothing },
  unit: { cookie: await cookieOf({ id: reviewers.unit.viewer.accountId }), own: nothing },
  authority: { cookie: await cookieOf({ id: reviewers.authority.viewer.accountId }), own: nothing },
  bureau: { cookie: await cookieOf({ id: reviewers.bureau.viewer.accountId }), own: nothing },
};

const passwordHash = await hashPassword(randomBytes(20).toString("hex"));
await db.update(accounts).set({ passwordHash }).where(eq(accounts.passwordHash, "unused"));

const [moment] = await db.execute<{ asOf: string }>(sql`
  select to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || '|' || pg_current_snapshot()::text as "asOf"`);

const world: World = {
  victim: {
    ...{ organization: unit.id, department: department?.id ?? "", person: person.id, account: account.id },
    draft: await draftOf(victim, person.id, `草稿${mark}`),
    spareDraft: await draftOf(victim, person.id, `备用草稿${mark}`),
    unitDraft: await draftOf(reviewers.unit, person.id, `单位草稿${mark}`),
    unitSpareDraft: await draftOf(reviewers.unit, person.id, `单位备用草稿${mark}`),
    ...{ pending: ownPending.declarationId, unitPending: unitPending.declarationId },
    rejected: rejected.declarationId,
    approved: approved.declarationId,
    ...{ atUnit: atUnit.declarationId, reviewAtUnit: atUnit.reviewId },
    ...{ atAuthority: atAuthority.declarationId, reviewAtAuthority: atAuthority.reviewId },
    ...{ atBureau: atBureau.declarationId, reviewAtBureau: atBureau.reviewId },
    attachment: await fileOf(victim, person.id, `材料${mark}`),
    secondAttachment: await fileOf(victim, person.id, `又一材料${mark}`),
    ...{ certificate: issued.id, code: certificate?.code ?? "" },
  },
  secrets: {
    ...secrets,
    idNumber: person.idNumber,
    maskedIdNumber: maskIdNumber(person.idNumber),
    certificateNumber: issued.number,
  },
  root: bureau.path,
  sessions,
  asOf: moment?.asOf ?? "",
};
await close();
writeSync(1, `${JSON.stringify(world)}\n`);
process.exit();
