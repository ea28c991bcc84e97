import "server-only";
import { and, desc, eq, isNotNull, ne, or } from "drizzle-orm";
import type { Executor } from "@/db/client";
import type { RegistrationKind } from "@/db/enums";
import { accounts, registrations } from "@/db/schema";
import { recordAudit, visitor } from "@/lib/audit";
import { solveCaptcha } from "@/lib/auth/captcha";
import { checkPassword } from "@/lib/auth/password";
import {
  accountKey,
  accountLimit,
  addressLimit,
  countTry,
  forget,
  giveBack,
  lockedRefusal,
  loginKeys,
} from "@/lib/auth/throttle";
import { transact, type VisitorCtx } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { maskIdNumber } from "@/lib/id-number";
import { type ProgressQuery, portalOfRegistration } from "./schema";

/** Anybody may register an ID number that is not theirs, and so stand before its holder. */
const looksBack = 3;

/**
 * Finds the latest registration with this ID number and password. Whether the number is unknown or the password
 * wrong, the answer and its time are the same. The tries are counted with those at logging in, of which they say
 * as much. Every look-up is audited, refused ones too.
 */
export async function lookUpRegistration(
  ctx: VisitorCtx,
  query: ProgressQuery,
): Promise<{ id: string; kind: RegistrationKind }> {
  const { kind, idNumber, password } = query;
  if (!(await solveCaptcha(ctx.db, query.captchaId, query.captchaAnswer))) {
    throw new AppError("invalid", "验证码错误", { captchaAnswer: "验证码错误，请重新填写" });
  }
  const refuse = async (refusal: AppError, reason: string): Promise<never> => {
    await audit(ctx, query, null, reason);
    throw refusal;
  };
  const attempt = await countLookUp(ctx, query).catch((error: unknown) => {
    if (error instanceof AppError) return refuse(error, "locked");
    throw error;
  });
  const candidates = await findCandidates(ctx.db, kind, idNumber);
  const matches = await Promise.all(
    Array.from({ length: looksBack }, (_, index) => checkPassword(candidates[index] ?? null, password)),
  );
  const found = candidates.find((_, index) => matches[index]);
  if (!found) {
    const refusal = attempt.last ? lockedRefusal() : new AppError("invalid", "证件号码或密码错误");
    return refuse(refusal, "password");
  }
  await attempt.succeeded();
  await audit(ctx, query, found.id);
  return { id: found.id, kind };
}

/** The latest registrations, each with the hash of its password: the account's once there is one. */
async function findCandidates(db: Executor, kind: RegistrationKind, idNumber: string) {
  const rows = await db
    .select({
      id: registrations.id,
      state: registrations.state,
      chosen: registrations.passwordHash,
      current: accounts.passwordHash,
    })
    .from(registrations)
    .leftJoin(
      accounts,
      and(
        eq(accounts.portal, portalOfRegistration[kind]),
        eq(accounts.idNumber, registrations.idNumber),
        // A deleted administrator's is nobody's any more; the same number may have another.
        or(ne(accounts.state, "closed"), isNotNull(accounts.personId)),
      ),
    )
    .where(
      and(
        eq(registrations.kind, kind),
        eq(registrations.idNumber, idNumber),
        ne(registrations.state, "draft"),
      ),
    )
    .orderBy(desc(registrations.submittedAt))
    .limit(looksBack);
  return rows.flatMap(({ id, state, chosen, current }) => {
    const passwordHash = state === "approved" ? current : chosen;
    return passwordHash ? [{ id, idNumber, passwordHash, initialPasswordValid: false }] : [];
  });
}

async function countLookUp({ db, address }: VisitorCtx, { kind, idNumber }: ProgressQuery) {
  const addressKey = loginKeys.address(address);
  const strangersKey = loginKeys.strangers(accountKey(portalOfRegistration[kind], idNumber));
  const byAddress = await countTry(db, addressKey, addressLimit);
  try {
    const { last } = await countTry(db, strangersKey, accountLimit);
    return {
      last: last || byAddress.last,
      succeeded: async () => {
        await forget(db, strangersKey);
        await giveBack(db, addressKey);
      },
    };
  } catch (error) {
    // A locked number's tries count nowhere.
    await giveBack(db, addressKey);
    throw error;
  }
}

const audit = (
  ctx: VisitorCtx,
  { kind, idNumber }: ProgressQuery,
  registrationId: string | null,
  reason?: string,
) =>
  transact(ctx, (tx) =>
    recordAudit(tx, visitor(ctx.address), {
      action: "registration.look-up",
      subjectKind: `${kind}-registration`,
      subjectId: registrationId,
      detail: { idNumber: maskIdNumber(idNumber), ...(reason ? { reason } : {}) },
    }),
  );
