import "server-only";
import { and, desc, eq, inArray, isNotNull, isNull, ne, or, sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import type { MatterState, Portal } from "@/db/enums";
import { accounts, organizations, persons, registrations, reviewSteps, reviews, sessions } from "@/db/schema";
import { type Actor, recordAudit, visitor } from "@/lib/audit";
import { AppError } from "@/lib/errors";
import { maskIdNumber, normalizeIdNumber } from "@/lib/id-number";
import { stateRules, statesThat } from "@/lib/person/state/rules";
import { solveCaptcha } from "./captcha";
import { knownDevice } from "./device";
import { checkPassword, type PasswordHolder } from "./password";
import type { Contact } from "./schema";
import {
  accountKey,
  accountLimit,
  addressLimit,
  countTry,
  forget,
  giveBack,
  lockedRefusal,
  loginKeys,
} from "./throttle";

export type LoginInput = {
  portal: Portal;
  idNumber: string;
  password: string;
  captchaId: string;
  captchaAnswer: string;
  address: string;
  userAgent: string;
  /** The value of the browser's device cookie. */
  device: string | null;
};

/** A right password that does not let in yet; `contact` is whom to ask. */
export class LoginRefusal extends AppError {
  constructor(
    message: string,
    readonly contact?: Contact,
  ) {
    super("blocked", message);
  }
}

const wrongPassword = () => new AppError("invalid", "账户号或密码错误");

/**
 * Logs in and returns the id of the new `sessions` row. Throws 验证码错误, then 账户号或密码错误 (also for an
 * account that does not exist) or `throttled`; only after a right password a `LoginRefusal`: that the account is
 * disabled (or 注销, or of somebody 停用), or of a registration that no account was made of yet 此账号还未被审核, or
 * that it came back. Every refusal is audited.
 *
 * An initial password may be used again until its time is over, but each such session sees the password
 * page only: who closes the browser before having changed it is not locked out.
 */
export async function login(db: Executor, input: LoginInput): Promise<string> {
  const idNumber = normalizeIdNumber(input.idNumber);
  if (!(await solveCaptcha(db, input.captchaId, input.captchaAnswer))) {
    return refuse(db, { ...input, idNumber, reason: "captcha" }, new AppError("invalid", "验证码错误"));
  }
  const [account, registration] = await Promise.all([
    findAccount(db, input.portal, idNumber),
    findRegistration(db, input.portal, idNumber),
  ]);
  const fail = (reason: string, refusal: AppError) =>
    refuse(db, { ...input, idNumber, accountId: account?.id, reason }, refusal);

  const attempt = await countLogin(db, accountKey(input.portal, idNumber), input).catch((error: unknown) => {
    if (error instanceof AppError) return fail("locked", error);
    throw error;
  });
  // One check, whoever it is: an account comes before whatever was registered with its number.
  const holder = account ?? registration;
  if (!(await checkPassword(holder, input.password)) || !holder) {
    return fail("password", attempt.last ? lockedRefusal() : wrongPassword());
  }
  await attempt.succeeded();
  if (!account) return fail("registration", registrationRefusal(registration));
  if (account.state !== "active" || account.organization.state === "disabled" || isSuspended(account)) {
    return fail("disabled", new LoginRefusal("此账号已停用，请联系本单位管理员"));
  }
  return (await openSession(db, account, input)) ?? fail("password", wrongPassword());
}

const isSuspended = ({ personState }: Account): boolean =>
  personState !== null && !stateRules[personState].logsIn;

/** Counts the try against a known browser alone, or else against the address and the account. */
async function countLogin(db: Executor, key: string, { device, address }: LoginInput) {
  const browser = knownDevice(device, key);
  if (browser) {
    const deviceKey = loginKeys.browser(key, browser);
    const { last } = await countTry(db, deviceKey, accountLimit);
    return { last, succeeded: () => forget(db, deviceKey) };
  }
  const addressKey = loginKeys.address(address);
  const strangersKey = loginKeys.strangers(key);
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
    // A locked account's tries count nowhere.
    await giveBack(db, addressKey);
    throw error;
  }
}

async function findAccount(db: Executor, portal: Portal, idNumber: string) {
  const [account] = await db
    .select({
      id: accounts.id,
      name: accounts.name,
      idNumber: accounts.idNumber,
      personId: accounts.personId,
      personState: persons.state,
      state: accounts.state,
      passwordHash: accounts.passwordHash,
      initialPasswordValid: sql<boolean>`coalesce(${accounts.initialPasswordUntil} > now(), false)`,
      organization: {
        id: organizations.id,
        state: organizations.state,
      },
    })
    .from(accounts)
    .leftJoin(persons, eq(persons.id, accounts.personId))
    .innerJoin(
      organizations,
      eq(organizations.id, sql`coalesce(${accounts.organizationId}, ${persons.organizationId})`),
    )
    .where(
      and(
        eq(accounts.portal, portal),
        eq(accounts.idNumber, idNumber),
        // A deleted administrator is nobody's; a professional's closed account is told to be one.
        or(ne(accounts.state, "closed"), isNotNull(accounts.personId)),
      ),
    );
  return account ?? null;
}

type Registration = PasswordHolder & { state: MatterState; contact: Contact };

/**
 * The registration that waits behind this portal's door: the one under review, else the latest that came back. There
 * is none at the door of 主管部门/人社, which nobody registers for.
 */
async function findRegistration(
  db: Executor,
  portal: Portal,
  idNumber: string,
): Promise<Registration | null> {
  const kind = portal === "professional" ? "person" : "unit";
  // Not always whom it asks to join: see `deciderOf`.
  const decider = sql`(
    select ${reviewSteps.organizationId} from ${reviews}
    join ${reviewSteps} on ${reviewSteps.reviewId} = ${reviews.id} and ${reviewSteps.state} = 'open'
    where ${reviews.kind} = ${`${kind}-registration`} and ${reviews.subjectId} = ${registrations.id})`;
  const [registration] = await db
    .select({
      state: registrations.state,
      passwordHash: registrations.passwordHash,
      contact: { name: organizations.name, phone: organizations.phone },
    })
    .from(registrations)
    .innerJoin(
      organizations,
      eq(organizations.id, sql`coalesce(${decider}, ${registrations.organizationId})`),
    )
    .where(
      and(
        eq(registrations.kind, kind),
        eq(registrations.idNumber, idNumber),
        inArray(registrations.state, ["pending", "rejected", "withdrawn"]),
        isNotNull(registrations.passwordHash),
        portal === "authority" ? sql`false` : undefined,
      ),
    )
    .orderBy(sql`${registrations.state} = 'pending' desc`, desc(registrations.submittedAt))
    .limit(1);
  return registration ? { ...registration, idNumber, initialPasswordValid: false } : null;
}

function registrationRefusal(registration: Registration | null): LoginRefusal {
  if (registration?.state === "rejected") {
    return new LoginRefusal("您的注册申请已被驳回，请到“注册审核进度查询”查看原因，修改后重新提交");
  }
  if (registration?.state === "withdrawn") {
    return new LoginRefusal("您的注册申请已撤回，请到“注册审核进度查询”修改后重新提交");
  }
  return new LoginRefusal("此账号还未被审核", registration?.contact);
}

type Account = NonNullable<Awaited<ReturnType<typeof findAccount>>>;

/** Null when the account was barred or its password changed while this one was being checked. */
function openSession(
  db: Executor,
  account: Account,
  { address, userAgent }: LoginInput,
): Promise<string | null> {
  return db.transaction(async (tx) => {
    const mayLogIn = tx
      .select({ id: persons.id })
      .from(persons)
      .where(and(eq(persons.id, accounts.personId), inArray(persons.state, statesThat("logsIn"))));
    const [unchanged] = await tx
      .update(accounts)
      .set({ lastLoginAt: sql`now()` })
      .where(
        and(
          eq(accounts.id, account.id),
          eq(accounts.state, "active"),
          or(isNull(accounts.personId), inArray(accounts.personId, mayLogIn)),
          sql`${accounts.passwordHash} is not distinct from ${account.passwordHash}`,
        ),
      )
      .returning({ id: accounts.id });
    if (!unchanged) return null;
    const [session] = await tx
      .insert(sessions)
      .values({ accountId: account.id, address, userAgent: userAgent.slice(0, 300) })
      .returning({ id: sessions.id });
    if (!session) return null;
    const { id, name, organization } = account;
    const actor: Actor = { id, name, organizationId: organization.id, address };
    await recordAudit(tx, actor, { action: "session.login", subjectKind: "session", subjectId: session.id });
    return session.id;
  });
}

type Failure = { address: string; portal: Portal; idNumber: string; accountId?: string; reason: string };

async function refuse(db: Executor, failure: Failure, refusal: AppError): Promise<never> {
  const { address, portal, idNumber, accountId, reason } = failure;
  await db.transaction((tx) =>
    recordAudit(tx, visitor(address), {
      action: "session.login-failed",
      subjectKind: "account",
      subjectId: accountId,
      detail: { portal, idNumber: maskIdNumber(idNumber), reason },
    }),
  );
  throw refusal;
}
