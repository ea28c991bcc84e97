import "server-only";
import { and, eq, inArray, lt, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { MatterState, RegistrationKind } from "@/db/enums";
import { accounts, attachments, registrations, reviews } from "@/db/schema";
import { removeStored } from "@/lib/attachment/commands";
import { uuidArray } from "@/lib/audit";
import { solveCaptcha } from "@/lib/auth/captcha";
import { hashPassword } from "@/lib/auth/password";
import { takeToken } from "@/lib/auth/throttle";
import { transact, type VisitorCtx } from "@/lib/context";
import { AppError, invalidFields } from "@/lib/errors";
import { portalOfRegistration } from "./progress/schema";
import { objectionToRegistrationPassword } from "./schema";
import { readTicket, writeTicket } from "./ticket";

const opensPerHour = 60;
/** Drafts are never gone back to after their ticket's 24 hours; a day more costs nothing. */
const draftDays = 2;
const sweptAtOnce = 50;

/** What is filled in for the first time, and what came back and is corrected (`resume`): never taken for each other. */
export const statesToFillIn = ({ resume }: { resume: boolean }): readonly MatterState[] =>
  resume ? ["rejected", "withdrawn"] : ["draft"];

/**
 * The id of the registration of this kind that this browser fills in: the one that its ticket names, or a new draft
 * with a new ticket when that is of another state. Throws `throttled` by address. For actions and route handlers only: it may set a cookie.
 */
export async function openRegistration(
  ctx: VisitorCtx,
  kind: RegistrationKind,
  filling: { resume: boolean },
): Promise<string> {
  const known = await readTicket(kind);
  if (known) {
    const [open] = await ctx.db
      .select({ id: registrations.id })
      .from(registrations)
      .where(
        and(
          eq(registrations.id, known),
          eq(registrations.kind, kind),
          inArray(registrations.state, statesToFillIn(filling)),
        ),
      );
    if (open) return open.id;
  }
  const id = await createDraft(ctx, kind);
  await writeTicket(id, kind);
  return id;
}

/** A new draft. Throws `throttled` by address; on the way it deletes drafts that nobody will go on with. */
export async function createDraft(ctx: VisitorCtx, kind: RegistrationKind): Promise<string> {
  await takeToken(ctx.db, `registration:${ctx.address}`, { limit: opensPerHour, seconds: 3600 });
  await collectDrafts(ctx);
  const [row] = await ctx.db.insert(registrations).values({ kind }).returning({ id: registrations.id });
  if (!row) throw new Error("the registration was not stored");
  return row.id;
}

/**
 * A registration that may be changed and submitted, locked. Throws `conflict` when it is under review or approved,
 * and when there is none such (any more).
 */
export async function requireOpen(tx: Tx, id: string, kind: RegistrationKind) {
  const [row] = await tx
    .select()
    .from(registrations)
    .where(and(eq(registrations.id, id), eq(registrations.kind, kind)))
    .for("update");
  if (!row) throw new AppError("conflict", "填写时间过长，注册申请已失效，请刷新页面后重新上传材料并提交");
  if (row.state === "pending") throw new AppError("conflict", "该注册信息已提交审核，请勿重复提交");
  if (row.state === "approved") throw new AppError("conflict", "该注册已审核通过，请直接登录");
  return row;
}

/** Who had no account when they applied has one now: messages and history name it, in every round. */
export async function nameApplicants(tx: Tx, kind: RegistrationKind, ids: readonly string[]): Promise<void> {
  await tx.execute(sql`
    update ${reviews} set person_id = account.person_id, submitted_by = account.id
    from ${registrations} registration
    join ${accounts} account on account.portal = ${portalOfRegistration[kind]}
      and account.id_number = registration.id_number and account.state <> 'closed'
    where registration.id = any(${uuidArray(ids)})
      and ${reviews.kind} = ${`${kind}-registration`} and ${reviews.subjectId} = registration.id`);
}

/** Deletes drafts that are older than their tickets, with their files; answers how many. */
export async function collectDrafts(ctx: Pick<VisitorCtx, "db">): Promise<number> {
  const { drafts, files } = await transact(ctx, async (tx) => {
    const old = await tx
      .select({ id: registrations.id })
      .from(registrations)
      .where(
        and(
          eq(registrations.state, "draft"),
          lt(registrations.createdAt, sql`now() - make_interval(days => ${draftDays})`),
        ),
      )
      .orderBy(registrations.createdAt)
      .limit(sweptAtOnce)
      .for("update", { skipLocked: true });
    if (old.length === 0) return { drafts: 0, files: [] };
    const ids = old.map(({ id }) => id);
    const removed = await tx
      .delete(attachments)
      .where(inArray(attachments.registrationId, ids))
      .returning({ id: attachments.id });
    await tx.delete(registrations).where(inArray(registrations.id, ids));
    return { drafts: ids.length, files: removed.map(({ id }) => id) };
  });
  await removeStored(files);
  return drafts;
}

/** Registrations an hour and address. */
const submitsPerHour = { unit: 60, person: 120 } as const satisfies Record<RegistrationKind, number>;

/**
 * What must hold before anything of a registration is written: throttled by address, the captcha solved, the password
 * good; `passwordField` is where the form shows an objection. Answers the password's hash; null keeps the one chosen
 * before.
 */
export async function admitRegistrant(
  ctx: VisitorCtx,
  kind: RegistrationKind,
  { captchaId, captchaAnswer }: { captchaId: string; captchaAnswer: string },
  { password, idNumber, passwordField }: { password: string; idNumber: string; passwordField: string },
): Promise<string | null> {
  await takeToken(ctx.db, `register-${kind}:${ctx.address}`, { limit: submitsPerHour[kind], seconds: 3600 });
  if (!(await solveCaptcha(ctx.db, captchaId, captchaAnswer))) {
    throw new AppError("invalid", "验证码错误", { captchaAnswer: "验证码错误，请重新填写" });
  }
  if (password === "") return null;
  const objection = objectionToRegistrationPassword(password, idNumber);
  if (objection) throw invalidField(passwordField, objection);
  return hashPassword(password);
}

/** A refusal that a form shows at one of its fields. */
export const invalidField = (field: string, message: string): AppError => invalidFields({ [field]: message });
