import { randomBytes, randomInt } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { encode } from "next-auth/jwt";
import { db } from "@/db/client";
import { departments, organizations, sessions as sessionRows } from "@/db/schema";
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
import { changeOwnPhoto } from "@/lib/person/photo/commands";
import { evidenceFile } from "@/scripts/seed/evidence";
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
import { decide, readInbox } from "@/tests/review";
import { arrangeMatters } from "./matters";
import { arrangeRunning } from "./running";
import type { OwnIds, Secrets, SessionName, VictimIds, World } from "./world";

/** Makes a world of its own in the platform's database, by the platform's own commands. */
export async function arrangeWorld(): Promise<World> {
  const marks = {
    mark: `mk${randomBytes(5).toString("hex")}`,
    unitMark: `un${randomBytes(5).toString("hex")}`,
    phone: `139${digits(8)}`,
    unitPhone: `0537-${digits(7)}`,
    email: `${digits(9)}@example.cn`,
  };
  const tree = await arrangeTree(marks);
  const made = await arrangeVictim(tree, marks);
  const sessions = await arrangeSessions(tree, made);
  const password = await givePassword(tree);
  const { target } = await readInbox(made.reviewers.unit);
  const { victim, secrets } = made;
  const organizations = Object.fromEntries(Object.entries(tree).map(([name, { id }]) => [name, id]));
  const departments = { otherDepartment: made.otherDepartment };
  const { path: root } = tree.bureau;
  return { victim, secrets, sessions, organizations, departments, root, password, asOf: target.asOf };
}

type Marks = Pick<Secrets, "mark" | "unitMark" | "phone" | "unitPhone" | "email">;
type Tree = Awaited<ReturnType<typeof arrangeTree>>;
type Victim = Awaited<ReturnType<typeof arrangeVictim>>;

const digits = (count: number) => Array.from({ length: count }, () => randomInt(10)).join("");

/* Worlds are made by other processes too: numbers begin anywhere, and no two of a world end alike. */
let serial = randomInt(1000);
function idNumber(): string {
  serial = (serial + 1) % 1000;
  const birth = new Date(Date.UTC(1950, 0, 1 + randomInt(16_000))).toISOString().slice(0, 10);
  return exampleIdNumber("370802", birth, serial);
}

async function arrangeTree({ unitMark, unitPhone }: Marks) {
  const bureau = await organization(db, "bureau", "人社局");
  const authority = await organization(db, "authority", "教育局", bureau);
  const unit = await organization(db, "employer", `单位${unitMark}`, authority);
  await db.update(organizations).set({ phone: unitPhone }).where(eq(organizations.id, unit.id));
  const subUnit = await organization(db, "employer", "下级单位", unit);
  const sourceUnit = await organization(db, "employer", "调出单位", bureau);
  const spareUnit = await organization(db, "employer", "另一下级单位", unit);
  const spareAuthority = await organization(db, "authority", "体育局", bureau);
  const siblingUnit = await organization(db, "employer", "同级单位", authority);
  const foreignAuthority = await organization(db, "authority", "卫健委", bureau);
  const foreignUnit = await organization(db, "employer", "外单位", foreignAuthority);
  const foreignBureau = await organization(db, "bureau", "县人社局", bureau);
  const countyUnit = await organization(db, "employer", "县属单位", foreignBureau);
  return {
    ...{ bureau, authority, unit, subUnit, siblingUnit, sourceUnit, spareUnit, spareAuthority },
    ...{ foreignAuthority, foreignUnit, foreignBureau, countyUnit },
  };
}

const adminOf = (at: Organization, options: Parameters<typeof administrator>[2] = {}) =>
  administrator(db, at, { idNumber: idNumber(), ...options });

const actingAt = async (at: Organization): Promise<Ctx> => ctxFor(db, await adminOf(at));

/** Everything that a professional can have, in every state, all of it with the mark. */
async function arrangeVictim(tree: Tree, marks: Marks) {
  const { mark, phone, email } = marks;
  const [department] = await db
    .insert(departments)
    .values({ organizationId: tree.unit.id, name: `科室${marks.unitMark}` })
    .returning();
  const [other] = await db
    .insert(departments)
    .values({ organizationId: tree.unit.id, name: "别的科室", position: 2 })
    .returning();
  const { person, account } = await professional(db, tree.unit, {
    ...{ name: `密${mark}人`, idNumber: idNumber(), phone, email, departmentId: department?.id },
    ...{ position: `岗位${mark}`, title: `职称${mark}` },
  });
  const self = await ctxFor(db, account);
  const reviewers = {
    unit: await actingAt(tree.unit),
    authority: await actingAt(tree.authority),
    bureau: await actingAt(tree.bureau),
  };

  /** Declared by `ctx` and passed on by as many reviewers. */
  async function declared(ctx: Ctx, name: string, times = 0) {
    const made = await pendingDeclaration(db, ctx, {
      ...{ personId: person.id, title: `${name}${mark}`, note: `说明${mark}` },
    });
    for (const reviewer of Object.values(reviewers).slice(0, times)) {
      await decide(reviewer, { ids: [made.reviewId] }, "approve", `意见${mark}`);
    }
    return made;
  }
  const approved = await declared(self, "通过", 3);
  const rejected = await declared(self, "驳回");
  await decide(reviewers.unit, { ids: [rejected.reviewId] }, "reject", `意见${mark}`);
  const atUnit = await declared(self, "待单位");
  const atAuthority = await declared(self, "待主管", 1);
  const atBureau = await declared(self, "待人社", 2);

  const { invitation, ...matters } = await arrangeMatters({
    ...{ unit: tree.unit, sourceUnit: tree.sourceUnit, authority: tree.authority },
    ...{ person, accountId: account.id, reviewers, mark, idNumber },
  });
  const running = await arrangeRunning({
    ...{ unit: tree.unit, spareUnit: tree.spareUnit, spareAuthority: tree.spareAuthority },
    ...{ accountId: account.id, mark, unitMark: marks.unitMark, idNumber },
  });
  const year = currentYear() - 1;
  const issued = await issueCertificate(self, { personId: person.id, fromYear: year, toYear: year });
  const certificate = await findCertificate(db, self.scope, issued.id);
  const victim: VictimIds = {
    ...{ organization: tree.unit.id, department: department?.id ?? "" },
    ...{ person: person.id, account: account.id },
    draft: await draftOf(self, person.id, `草稿${mark}`),
    spareDraft: await draftOf(self, person.id, `备用草稿${mark}`),
    unitDraft: await draftOf(reviewers.unit, person.id, `单位草稿${mark}`),
    unitSpareDraft: await draftOf(reviewers.unit, person.id, `单位备用草稿${mark}`),
    pending: (await declared(self, "待撤回")).declarationId,
    unitPending: (await declared(reviewers.unit, "代报")).declarationId,
    ...{ rejected: rejected.declarationId, approved: approved.declarationId },
    ...{ atUnit: atUnit.declarationId, reviewAtUnit: atUnit.reviewId },
    ...{ atAuthority: atAuthority.declarationId, reviewAtAuthority: atAuthority.reviewId },
    ...{ atBureau: atBureau.declarationId, reviewAtBureau: atBureau.reviewId },
    attachment: await fileOf(self, person.id, `材料${mark}`),
    secondAttachment: await fileOf(self, person.id, `又一材料${mark}`),
    photo: await photoOf(self, person.id, mark),
    ...{ certificate: issued.id, code: certificate?.code ?? "" },
    ...{ spareAuthority: tree.spareAuthority.id, spareUnit: tree.spareUnit.id, ...matters, ...running },
  };
  // Long enough that the applicants may ask to hurry.
  await db.execute(sql`
    update review_steps set opened_at = opened_at - interval '4 days'
    where organization_id in (${tree.unit.id}, ${tree.authority.id}) and state = 'open'`);
  const secrets: Secrets = {
    ...marks,
    idNumber: person.idNumber,
    maskedIdNumber: maskIdNumber(person.idNumber),
    certificateNumber: issued.number,
    invitation,
  };
  return { victim, secrets, account, reviewers, otherDepartment: other?.id ?? "" };
}

async function arrangeSessions(
  tree: Tree,
  { account, reviewers, otherDepartment }: Victim,
): Promise<World["sessions"]> {
  const { unit, siblingUnit, subUnit, foreignUnit, foreignAuthority, foreignBureau, countyUnit } = tree;
  const passiveOwn = await holdings(await actingAt(siblingUnit), siblingUnit);
  const passive = async (who: Pick<Account, "id">) => ({ cookie: await cookieOf(who), own: passiveOwn });
  const reviewing = ({ viewer }: Ctx) => passive({ id: viewer.accountId });

  async function ofProfessional(at: Organization) {
    const made = await professional(db, at, { idNumber: idNumber() });
    return { cookie: await cookieOf(made.account), own: await holdings(await ctxFor(db, made.account), at) };
  }
  async function ofUnit(at: Organization, departmentId?: string) {
    const made = await adminOf(at, { departments: departmentId ? [departmentId] : [] });
    return {
      cookie: await cookieOf(made),
      own: await holdings(await ctxFor(db, made), at, { departmentId }),
    };
  }
  /** A superior, with something to decide that came up from below. */
  async function ofSuperior(at: Organization, from: Organization) {
    const below = await actingAt(from);
    return { cookie: await cookieOf(await adminOf(at)), own: await holdings(below, from, { passOn: below }) };
  }

  const sessions: Record<SessionName, World["sessions"][SessionName]> = {
    nobody: { cookie: "", own: passiveOwn },
    disabled: await passive(await adminOf(unit, { state: "disabled" })),
    withoutRole: await passive(await adminOf(unit, { permissions: [] })),
    foreignProfessional: await ofProfessional(foreignUnit),
    colleague: await ofProfessional(unit),
    foreignUnit: await ofUnit(foreignUnit),
    siblingUnit: await ofUnit(siblingUnit),
    subUnit: await ofUnit(subUnit),
    otherDepartment: await ofUnit(unit, otherDepartment),
    foreignAuthority: await ofSuperior(foreignAuthority, foreignUnit),
    foreignBureau: await ofSuperior(foreignBureau, countyUnit),
    professional: await passive(account),
    unit: await reviewing(reviewers.unit),
    authority: await reviewing(reviewers.authority),
    bureau: await reviewing(reviewers.bureau),
  };
  return sessions;
}

/** One password for every account of the tree: whoever knows their own knows the victim's. */
async function givePassword(tree: Tree): Promise<string> {
  const password = randomBytes(20).toString("hex");
  await db.execute(sql`
    update accounts set password_hash = ${await hashPassword(password)}
    from organizations left join persons on persons.organization_id = organizations.id
    where organizations.path like ${`${tree.bureau.path}%`}
      and (accounts.organization_id = organizations.id or accounts.person_id = persons.id)`);
  return password;
}

/** A person of the organization (or `ctx`'s own) with a draft, files, and a declaration that `passOn` has passed on. */
async function holdings(
  ctx: Ctx,
  at: Organization,
  { passOn, departmentId }: { passOn?: Ctx; departmentId?: string } = {},
): Promise<OwnIds> {
  const person =
    ctx.viewer.person?.id ?? (await professional(db, at, { idNumber: idNumber(), departmentId })).person.id;
  const title = `自己的培训${digits(6)}`;
  const { reviewId } = await pendingDeclaration(db, ctx, { personId: person, title });
  if (passOn) await decide(passOn, { ids: [reviewId] });
  return {
    ...{ person, review: reviewId, draft: await draftOf(ctx, person, title) },
    notice: await fileOf(ctx, person, "通知"),
    certificate: await fileOf(ctx, person, "证书"),
  };
}

async function draftOf(ctx: Ctx, personId: string, title: string): Promise<string> {
  const evidence = { notice: [{ id: await fileOf(ctx, personId, title) }] };
  const input = { ...trainingInput(personId, [{ id: "" }, { id: "" }]), title, evidence };
  return (await saveDraft(ctx, draftSchema.parse(input))).id;
}

async function fileOf(ctx: Ctx, personId: string, text: string): Promise<string> {
  const body = new Blob([`%PDF-1.4\n% ${text}\n%%EOF\n`]).stream();
  const file = await uploadAttachment(ctx, { personId, fileName: `${text}.pdf`, body, declaredSize: null });
  return file.id;
}

/** A PNG with the mark behind its picture, in use as the person's photo. */
async function photoOf(ctx: Ctx, personId: string, mark: string): Promise<string> {
  const picture = new Uint8Array(evidenceFile({ type: "png", heading: "照片", text: "" }));
  const file = { fileName: "照片.png", body: new Blob([picture, mark]).stream(), declaredSize: null };
  const { id } = await uploadAttachment(ctx, { personId, ...file });
  await changeOwnPhoto(ctx, { attachmentId: id });
  return id;
}

/** The cookie of a new session, also of somebody who could not log in any more. */
export async function cookieOf({ id }: Pick<Account, "id">): Promise<string> {
  const [session] = await db
    .insert(sessionRows)
    .values({ accountId: id, address: "127.0.0.1", userAgent: "sweep" })
    .returning({ id: sessionRows.id });
  const value = await encode({ token: { sessionId: session?.id as string }, secret: authSecret() });
  return `${sessionCookie().name}=${value}`;
}
