import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import type { OrganizationKind, ReviewKind } from "@/db/enums";
import { attachments, captchas, registrations } from "@/db/schema";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { saveDraft } from "@/lib/hours/commands";
import { declarationSchema, draftSchema } from "@/lib/hours/schema";
import { checkCharacter } from "@/lib/org/code";
import { personRegistrationSchema } from "@/lib/registration/person/schema";
import { unitRegistrationSchema } from "@/lib/registration/unit/schema";
import { submitDeclaration, withdrawDeclaration } from "@/lib/review/declaration";
import type { InboxKind } from "@/lib/review/kind";
import { reviewKindTable } from "@/lib/review/kinds";
import { submitPersonChange, withdrawPersonChange } from "@/lib/review/person-change";
import { submitPersonRegistration } from "@/lib/review/person-registration";
import { withdrawRegistration } from "@/lib/review/registration-progress";
import { submitTransfer, withdrawTransfer } from "@/lib/review/transfer";
import { submitSuperiorChange, submitUnitChange, withdrawUnitChange } from "@/lib/review/unit-change";
import { submitUnitRegistration } from "@/lib/review/unit-registration";
import { decideReviews } from "@/lib/workflow/commands";
import { countInbox, inboxWhere, roundsOf } from "@/lib/workflow/queries";
import type { InboxTab } from "@/lib/workflow/schema";
import { administrator, ctxFor, evidenceRow, nextIdNumber, organization, trainingInput } from "./fixtures";
import { at, type Place, type Unit } from "./matter-model";
import type { Act, Decide } from "./matters-model";
import { mover, wish } from "./transfer";

/** Every kind with its filters left open. */
export const inboxKinds: Record<ReviewKind, InboxKind<object, object>> = reviewKindTable;

/** What a page of an open inbox holds and sends back with 全部. */
export async function readOpen(ctx: Ctx, kind: ReviewKind) {
  const where = (tab: InboxTab) =>
    inboxWhere(inboxKinds[kind], ctx.scope, ctx.viewer.accountId, { filters: {}, tab });
  const { open: expected, asOf } = await countInbox(ctx.db, {
    open: where("open"),
    decided: where("decided"),
  });
  return { all: {}, asOf, expected };
}

let made = 0;
/** Another valid 统一社会信用代码 at each call. */
export function nextCode(): string {
  const body = `12370800MC${String(++made).padStart(7, "0")}`;
  return body + checkCharacter(body);
}

/** What a registrant's form sends of the unit itself. */
export const typedUnit = (name: string, code: string) => ({
  ...{ name, code, nature: "事业单位（全额）", level: "市属", industry: "教育", divisionCode: "370811" },
  ...{ streetCode: "370811011", address: "古槐路1号", postcode: "272000", legalRepresentative: "孔凡亮" },
  ...{ contactName: "王芳", phone: "0537-2345678", fax: "", email: "", introduction: "" },
});

/** What a registrant's form sends of the professional. */
export const typedPerson = (name: string, idNumber: string) => ({
  ...{ idType: "resident" as const, idNumber, name, sex: "", birthDate: "", ethnicity: "汉族" },
  ...{ politicalStatus: "", phone: "13805370001", email: "", departmentId: "", position: "教师" },
  ...{ workStartedOn: "2010-08-01", education: "大学本科毕业", degree: "学士", school: "曲阜师范大学" },
  ...{ major: "汉语言文学", graduatedOn: "2010-07-01", titleSeries: "中小学教师", titleLevel: "中级" },
  ...{ title: "一级教师", titleObtainedOn: "2016-12-01", titleAppointedOn: "" },
  ...{ titleCertificateNumber: "", specialty: "" },
});

/**
 * The password's hash on the drafts of registrations. They are submitted with the real command but no new password,
 * as a corrected one is: the hashing, which would take most of the time, is left out.
 */
export const passwordHash = "argon2id, as it were";

export async function solvedCaptcha(db: Executor) {
  const [row] = await db
    .insert(captchas)
    .values({ answer: "ACDE", expiresAt: sql`now() + interval '5 minutes'` })
    .returning({ id: captchas.id });
  return { captchaId: row?.id ?? "", captchaAnswer: "acde" };
}

async function draftRegistration(db: Executor, kind: "unit" | "person"): Promise<string> {
  const [row] = await db.insert(registrations).values({ kind, passwordHash }).returning();
  return row?.id ?? "";
}

type Owner = { organizationId: string; uploadedBy: string } | { registrationId: string };

async function fileOf(db: Executor, owner: Owner) {
  const file = { fileName: "法人证书.pdf", mediaType: "application/pdf", size: 1024 };
  const [row] = await db
    .insert(attachments)
    .values({ ...owner, ...file, sha256: "0".repeat(64) })
    .returning();
  return { id: row?.id ?? "", ...file };
}

/** A unit with its administrator, and a file that it proposes changes with. */
const unitOf = async (db: Executor, { id }: { id: string }, clerk: Ctx) => ({
  clerk,
  id,
  evidence: [await fileOf(db, { organizationId: id, uploadedBy: clerk.viewer.accountId })],
});

/** A professional of a unit with two drafts of declarations. */
async function personOf(db: Executor, unit: { id: string }) {
  const { ctx, person, account } = await mover(db, unit);
  const files = [await evidenceRow(db, person, account), await evidenceRow(db, person, account)] as const;
  const draft = async () => {
    const input = trainingInput(person.id, files);
    const { id } = await saveDraft(ctx, draftSchema.parse(input));
    return declarationSchema.parse({ ...input, id });
  };
  return { ctx, person, drafts: [await draft(), await draft()], transfers: [] as string[] };
}

/** The world that `Rules` tells of, on a database: every act is the command that a page calls. */
export async function realWorld(db: Executor) {
  const below = (kind: OrganizationKind, name: string, parent?: Awaited<ReturnType<typeof organization>>) =>
    organization(db, kind, name, parent);
  const bureau = await below("bureau", "bureau");
  const [east, west] = [await below("authority", "east", bureau), await below("authority", "west", bureau)];
  const [here, there] = [await below("employer", "here", east), await below("employer", "there", west)];
  const places = { bureau, east, west, here, there };
  const reviewers = {} as Record<Place, Ctx[]>;
  for (const place of Object.keys(places) as Place[]) {
    const one = async () => ctxFor(db, await administrator(db, places[place]));
    reviewers[place] = [await one(), await one()];
  }
  const clerks = { here: at(reviewers.here, 0), there: at(reviewers.there, 0) };
  const people = [await personOf(db, here), await personOf(db, here)];
  const units = { here: await unitOf(db, here, clerks.here), there: await unitOf(db, there, clerks.there) };

  const visitor = { db, address: `world ${randomUUID()}` };
  const [idNumber, code] = [nextIdNumber(), nextCode()];
  const joining: { id: string; name: string; idNumber: string; resume: boolean }[] = [];
  const founding: { id: string; name: string; code: string; resume: boolean }[] = [];
  for (let index = 0; index < 3; index++) {
    const id = await draftRegistration(db, "person");
    joining.push({
      id,
      name: `注册人${index}`,
      idNumber: index < 2 ? idNumber : nextIdNumber(),
      resume: false,
    });
    const unit = { name: `注册单位${index}`, code: index < 2 ? code : nextCode(), resume: false };
    founding.push({ id: await draftRegistration(db, "unit"), ...unit });
  }

  /** The ids of a kind's subjects, as the model counts them; of a transfer the person's latest. */
  const subjectsOf = (kind: ReviewKind): (string | undefined)[] =>
    ({
      declaration: people.flatMap(({ drafts }) => drafts.map(({ id }) => id)),
      "person-change": people.map(({ person }) => person.id),
      transfer: people.map(({ transfers }) => transfers.at(-1)),
      "person-registration": joining.map(({ id }) => id),
      "unit-registration": founding.map(({ id }) => id),
      "unit-change": [here.id, there.id],
    })[kind];
  const subjectOf = (kind: ReviewKind, subject: number) => subjectsOf(kind)[subject] ?? randomUUID();

  const transfer = async (index: number, to: Unit, again: boolean) => {
    const { ctx, transfers } = at(people, index);
    const latest = again ? transfers.at(-1) : undefined;
    const { id } = await submitTransfer(ctx, wish(places[to], latest ? { id: latest } : {}));
    if (id !== latest) transfers.push(id);
  };
  const join = async (registration: number, unit: Unit) => {
    const one = at(joining, registration);
    const parsed = personRegistrationSchema.parse({
      ...typedPerson(one.name, one.idNumber),
      organization: { id: places[unit].id, name: unit },
      ...{ evidence: { title: [], education: [] }, resume: true, password: "", confirmation: "" },
      ...(await solvedCaptcha(db)),
    });
    await submitPersonRegistration(visitor, { ...parsed, resume: one.resume }, one.id);
    one.resume = true;
  };
  const found = async (registration: number, superior: Exclude<Place, "bureau">) => {
    const one = at(founding, registration);
    const { id: registrationId, name, code } = one;
    const person = { name: "颜世杰", idNumber: nextIdNumber(), phone: "13812345678" };
    const parsed = unitRegistrationSchema.parse({
      unit: typedUnit(name, code),
      superior: { id: places[superior].id, name: superior },
      license: [await fileOf(db, { registrationId })],
      administrator: { ...person, email: "", position: "" },
      login: { resume: true, password: "", confirmation: "" },
      ...(await solvedCaptcha(db)),
    });
    const login = { ...parsed.login, resume: one.resume };
    await submitUnitRegistration(visitor, registrationId, { ...parsed, login });
    one.resume = true;
  };
  const rename = async (unit: Unit, name: string) => {
    const [row] = await db.execute<{ code: string }>(
      sql`select code from organizations where id = ${units[unit].id}`,
    );
    await submitUnitChange(units[unit].clerk, {
      ...{ name, code: row?.code ?? "", nature: "事业单位（全额）", legalRepresentative: "孔令新" },
      ...{ divisionCode: "370800", streetCode: "", evidence: units[unit].evidence },
    });
  };
  const move = async (unit: Unit) => {
    const [row] = await db.execute<{ parent_id: string }>(
      sql`select parent_id from organizations where id = ${units[unit].id}`,
    );
    const superior = row?.parent_id === east.id ? west : east;
    const { id, name } = superior;
    await submitSuperiorChange(units[unit].clerk, {
      ...{ superior: { id, name }, reason: "机构改革", evidence: [] },
    });
  };
  const withdraw = async (kind: ReviewKind, subject: number) => {
    const id = subjectOf(kind, subject);
    if (kind === "declaration") {
      await withdrawDeclaration(at(people, Math.floor(subject / 2)).ctx, { id });
    } else if (kind === "person-change") await withdrawPersonChange(at(people, subject).ctx, { id });
    else if (kind === "transfer") await withdrawTransfer(at(people, subject).ctx, { id });
    else if (kind === "unit-change")
      await withdrawUnitChange(subject === 0 ? clerks.here : clerks.there, { id });
    else await withdrawRegistration(visitor, { id, kind: kind === "unit-registration" ? "unit" : "person" });
  };
  const decide = async ({ kind, chosen, at: place, reviewer, decision }: Decide) => {
    const ctx = at(reviewers[place], reviewer);
    const latest = async (subject: number) =>
      (await roundsOf(db, { kind }, subjectOf(kind, subject)))[0]?.reviewId ?? randomUUID();
    const target =
      chosen === "all" ? await readOpen(ctx, kind) : { ids: await Promise.all(chosen.map(latest)) };
    const opinion = decision === "reject" ? "材料不清晰" : "";
    const { done, skipped } = await decideReviews(ctx, inboxKinds[kind], { target, decision, opinion });
    return `${done} done, ${skipped} skipped`;
  };

  const act = async (what: Act, turn: number): Promise<unknown> => {
    switch (what.type) {
      case "declare":
        return submitDeclaration(at(people, what.person).ctx, at(at(people, what.person).drafts, what.item));
      case "change":
        return submitPersonChange(at(people, what.person).ctx, { position: `岗位${turn}`, evidence: {} });
      case "transfer":
        return transfer(what.person, what.to, what.again);
      case "join":
        return join(what.registration, what.unit);
      case "found":
        return found(what.registration, what.superior);
      case "rename":
        return rename(what.unit, `单位${turn}`);
      case "move":
        return move(what.unit);
      case "withdraw":
        return withdraw(what.kind, what.subject);
      case "decide":
        return decide(what);
    }
  };

  return {
    places,
    /** The ids of a kind's subjects, of all transfers that there are. */
    ids: (kind: ReviewKind): string[] =>
      kind === "transfer"
        ? people.flatMap(({ transfers }) => transfers)
        : subjectsOf(kind).flatMap((id) => id ?? []),
    /** As `Rules.perform`. */
    perform: (what: Act, turn: number): Promise<string> =>
      act(what, turn).then(
        (answer) => (typeof answer === "string" ? answer : "done"),
        (error: unknown) => {
          if (error instanceof AppError) return error.code;
          throw error;
        },
      ),
  };
}
export type RealWorld = Awaited<ReturnType<typeof realWorld>>;
