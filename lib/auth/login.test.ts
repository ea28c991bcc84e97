import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { accounts, auditLog, organizations, sessions, throttles } from "@/db/schema";
import { loadViewer } from "@/lib/access/viewer";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { rememberAccount } from "./device";
import { type LoginInput, login } from "./login";
import { logout } from "./logout";
import { hashing, hashPassword } from "./password";
import {
  addAccount,
  addOrganization,
  addRegistration,
  initialPassword,
  loginInput,
  nextIdNumber,
} from "./test-accounts";
import { accountKey } from "./throttle";

const password = "correct horse";
let database: TestDatabase;
let passwordHash: string;
let superior: Awaited<ReturnType<typeof addOrganization>>;
let unit: typeof superior;

beforeAll(async () => {
  database = await testDatabase();
  passwordHash = await hashPassword(password);
  superior = await addOrganization(database.owner, {
    kind: "authority",
    name: "市教育局",
    phone: "0537-2345678",
  });
  unit = await addOrganization(database.owner, { parentId: superior.id, name: "第一中学", phone: "0537-11" });
});
afterAll(() => database.close());
beforeEach(() => database.owner.delete(throttles));

type Values = Pick<LoginInput, "idNumber" | "password"> & Partial<LoginInput>;
const attempt = async (values: Values) => login(database.db, await loginInput(database.db, values));
/** The refusal's message, or 'ok'. */
const answer = (values: Values): Promise<string> =>
  attempt(values).then(
    () => "ok",
    (error: Error) => error.message,
  );
const administrator = (values: Partial<typeof accounts.$inferInsert> = {}) =>
  addAccount(database.owner, { organization: unit }, { passwordHash, ...values });

describe("the manual's three errors", () => {
  test("a wrong password and an unknown account have the same answer, and cost one verification each", async () => {
    const { idNumber } = await administrator();
    const before = hashing.started;
    expect(await answer({ idNumber, password: "wrong" })).toBe("账户号或密码错误");
    expect(hashing.started - before).toBe(1);
    expect(await answer({ idNumber: nextIdNumber(), password: "wrong" })).toBe("账户号或密码错误");
    expect(hashing.started - before).toBe(2);
    // The right account at another door is unknown there.
    expect(await answer({ idNumber, password, portal: "authority" })).toBe("账户号或密码错误");
    expect(hashing.started - before).toBe(3);
    const imported = await administrator({ ...initialPassword() });
    expect(await answer({ idNumber: imported.idNumber, password: "wrong" })).toBe("账户号或密码错误");
    expect(hashing.started - before).toBe(4);
  });

  test("a wrong captcha is told before anything about the password, and counts no password", async () => {
    const { idNumber } = await administrator();
    for (const given of [password, "wrong"]) {
      expect(await answer({ idNumber, password: given, captchaAnswer: "WRON" })).toBe("验证码错误");
    }
    expect(await database.owner.select().from(throttles)).toHaveLength(0);
  });

  test("此账号还未被审核 comes after a right password only, with whom to ask", async () => {
    const waiting = await addRegistration(database.owner, superior, { kind: "unit", passwordHash });
    const { idNumber } = waiting;
    const before = hashing.started;
    expect(await answer({ idNumber, password: "wrong" })).toBe("账户号或密码错误");
    await expect(attempt({ idNumber, password })).rejects.toMatchObject({
      message: "此账号还未被审核",
      contact: { name: "市教育局", phone: "0537-2345678" },
    });
    expect(hashing.started - before).toBe(2);
    const person = await addRegistration(database.owner, unit, { kind: "person", passwordHash });
    await expect(
      attempt({ idNumber: person.idNumber, password, portal: "professional" }),
    ).rejects.toMatchObject({ message: "此账号还未被审核", contact: { name: "第一中学", phone: "0537-11" } });
    // Each at its own door.
    expect(await answer({ idNumber: person.idNumber, password })).toBe("账户号或密码错误");
    for (const portal of ["professional", "authority"] as const) {
      expect(await answer({ idNumber, password, portal })).toBe("账户号或密码错误");
    }
  });

  test("a registration that came back says where to go on", async () => {
    const rejected = await addRegistration(database.owner, superior, {
      kind: "unit",
      passwordHash,
      state: "rejected",
    });
    const { idNumber } = rejected;
    expect(await answer({ idNumber, password: "wrong" })).toBe("账户号或密码错误");
    expect(await answer({ idNumber, password })).toBe(
      "您的注册申请已被驳回，请到“注册审核进度查询”查看原因，修改后重新提交",
    );
    await addRegistration(database.owner, superior, { kind: "unit", passwordHash, idNumber });
    expect(await answer({ idNumber, password })).toBe("此账号还未被审核");
    const withdrawn = await addRegistration(database.owner, superior, {
      kind: "unit",
      passwordHash,
      state: "withdrawn",
    });
    expect(await answer({ idNumber: withdrawn.idNumber, password })).toContain("已撤回");
  });

  test("an account comes before whatever is registered with its number", async () => {
    const { idNumber } = await administrator();
    const other = await hashPassword("another password");
    await addRegistration(database.owner, superior, { kind: "unit", passwordHash: other, idNumber });
    expect(await answer({ idNumber, password: "another password" })).toBe("账户号或密码错误");
    expect(await answer({ idNumber, password })).toBe("ok");
  });

  test("a disabled account is told so after a right password only", async () => {
    const { idNumber } = await administrator({ state: "disabled" });
    expect(await answer({ idNumber, password: "wrong" })).toBe("账户号或密码错误");
    expect(await answer({ idNumber, password })).toBe("此账号已停用，请联系本单位管理员");
  });
});

describe("a session", () => {
  test("is made with its audit row, ends with the log-out, and that is audited too", async () => {
    const account = await administrator();
    const sessionId = await attempt({ idNumber: account.idNumber, password, userAgent: "x".repeat(1000) });
    expect(await loadViewer(sessionId)).toMatchObject({ accountId: account.id, mustChangePassword: false });
    await logout(database.db, sessionId, "10.0.0.1");
    await logout(database.db, sessionId, "10.0.0.1");
    expect(await loadViewer(sessionId)).toBeNull();
    const rows = await database.owner.select().from(auditLog).where(eq(auditLog.subjectId, sessionId));
    expect(rows.map((row) => [row.action, row.actorId, row.actorOrganizationId])).toEqual([
      ["session.login", account.id, unit.id],
      ["session.logout", account.id, unit.id],
    ]);
  });

  test("is over at once when the account or its organization is disabled", async () => {
    const own = await addOrganization(database.owner, { parentId: unit.id });
    const account = await addAccount(database.owner, { organization: own }, { passwordHash });
    const sessionId = await attempt({ idNumber: account.idNumber, password });
    await database.db.update(accounts).set({ state: "disabled" }).where(eq(accounts.id, account.id));
    expect(await loadViewer(sessionId)).toBeNull();
    await database.db.update(accounts).set({ state: "active" }).where(eq(accounts.id, account.id));
    expect(await loadViewer(sessionId)).not.toBeNull();
    await database.db.update(organizations).set({ state: "disabled" }).where(eq(organizations.id, own.id));
    expect(await loadViewer(sessionId)).toBeNull();
  });

  test("a failure is audited with the masked ID number and without the password", async () => {
    const account = await administrator();
    const values = { idNumber: account.idNumber, password: "secret-guess", address: "10.0.0.9" };
    await answer({ ...values, captchaAnswer: "WRON" });
    for (let time = 0; time < 6; time++) await answer(values);
    const rows = await database.owner
      .select()
      .from(auditLog)
      .where(eq(auditLog.address, values.address))
      .orderBy(auditLog.id);
    // Before the captcha is solved nothing is looked up.
    expect(rows.map((row) => row.subjectId)).toEqual([null, ...Array(6).fill(account.id)]);
    for (const [index, reason] of ["captcha", ...Array(5).fill("password"), "locked"].entries()) {
      expect(rows[index]).toMatchObject({
        ...{ action: "session.login-failed", actorId: null, actorName: "访客" },
        detail: { portal: "employer", idNumber: `370802********${account.idNumber.slice(-4)}`, reason },
      });
    }
  });
});

describe("five wrong passwords", () => {
  const locked = (minutes: number) => `密码错误次数过多，请 ${minutes} 分钟后再试`;
  const fail = async (values: Values, times: number) => {
    const answers: string[] = [];
    for (let time = 0; time < times; time++) answers.push(await answer(values));
    return answers;
  };
  const passed = (minutes: number) =>
    database.owner.update(throttles).set({
      windowEndsAt: sql`${throttles.windowEndsAt} - make_interval(mins => ${minutes})`,
      lockedUntil: sql`${throttles.lockedUntil} - make_interval(mins => ${minutes})`,
    });

  test("lock the account for 15 minutes, for the right password too; tries do not prolong it", async () => {
    const { idNumber } = await administrator();
    expect(await fail({ idNumber, password: "wrong" }, 5)).toEqual([
      ...Array(4).fill("账户号或密码错误"),
      locked(15),
    ]);
    expect(await answer({ idNumber, password })).toBe(locked(15));
    await passed(10);
    expect(await fail({ idNumber, password: "wrong" }, 10)).toEqual(Array(10).fill(locked(5)));
    expect(await answer({ idNumber, password })).toBe(locked(5));
    await passed(5);
    expect(await answer({ idNumber, password })).toBe("ok");
  });

  test("lock an unknown account the same", async () => {
    const idNumber = nextIdNumber();
    const answers = await fail({ idNumber, password: "wrong" }, 6);
    expect(answers.slice(3)).toEqual(["账户号或密码错误", locked(15), locked(15)]);
  });

  test("within a quarter of an hour only, and a right one in between starts anew", async () => {
    const { idNumber } = await administrator();
    await fail({ idNumber, password: "wrong" }, 4);
    await passed(15);
    expect(await fail({ idNumber, password: "wrong" }, 4)).toEqual(Array(4).fill("账户号或密码错误"));
    expect(await answer({ idNumber, password })).toBe("ok");
    expect(await answer({ idNumber, password: "wrong" })).toBe("账户号或密码错误");
  });

  test("by strangers do not keep out who has logged in from this browser before, whose own five do", async () => {
    const { idNumber } = await administrator();
    const key = accountKey("employer", idNumber);
    await fail({ idNumber, password: "wrong" }, 5);
    const device = rememberAccount(null, key);
    expect(await answer({ idNumber, password })).toBe(locked(15));
    expect(
      await answer({ idNumber, password, device: rememberAccount(null, accountKey("authority", idNumber)) }),
    ).toBe(locked(15));
    expect(await answer({ idNumber, password, device: `${device}x` })).toBe(locked(15));
    expect(await answer({ idNumber, password, device })).toBe("ok");
    expect((await fail({ idNumber, password: "wrong", device }, 5)).at(-1)).toBe(locked(15));
    expect(await answer({ idNumber, password, device })).toBe(locked(15));
  });

  test("are five however many are tried at the same moment", async () => {
    const { idNumber } = await administrator();
    const before = hashing.started;
    await Promise.all(Array.from({ length: 20 }, () => answer({ idNumber, password: "wrong" })));
    expect(hashing.started - before).toBe(5);
  });

  test("the counters name no ID number", async () => {
    const { idNumber } = await administrator();
    await answer({ idNumber, password: "wrong" });
    const keys = (await database.owner.select().from(throttles)).map((row) => row.key);
    expect(keys).toHaveLength(2);
    expect(keys.join()).not.toContain(idNumber);
  });

  test("of one address: fifty, whatever the accounts; right ones do not count", async () => {
    const { idNumber } = await administrator();
    await Promise.all(
      Array.from({ length: 49 }, () => answer({ idNumber: nextIdNumber(), password: "wrong" })),
    );
    for (let time = 0; time < 3; time++) expect(await answer({ idNumber, password })).toBe("ok");
    expect(await answer({ idNumber: nextIdNumber(), password: "wrong" })).toBe(locked(15));
    expect(await answer({ idNumber, password })).toBe(locked(15));
    expect(await answer({ idNumber, password, address: "10.0.0.2" })).toBe("ok");
  });
});

describe("the initial password", () => {
  test("is the last six, x in either case, for sessions that must change it", async () => {
    const account = await administrator({ ...initialPassword(), idNumber: "11010519491231002X" });
    for (const given of ["31002X", "31002x"]) {
      const sessionId = await attempt({ idNumber: "11010519491231002x", password: given });
      expect(await loadViewer(sessionId)).toMatchObject({ accountId: account.id, mustChangePassword: true });
    }
  });

  test("is good until its time is over", async () => {
    const { id, idNumber } = await administrator(initialPassword());
    const values = { idNumber, password: idNumber.slice(-6) };
    expect(await answer(values)).toBe("ok");
    await database.owner
      .update(accounts)
      .set({ initialPasswordUntil: sql`now() - interval '1 second'` })
      .where(eq(accounts.id, id));
    expect(await answer(values)).toBe("账户号或密码错误");
  });

  test("is none once the account has a password", async () => {
    const { idNumber } = await administrator();
    expect(await answer({ idNumber, password: idNumber.slice(-6) })).toBe("账户号或密码错误");
  });
});

test("a password changed while it was being checked makes no session", async () => {
  const { id, idNumber } = await administrator();
  const input = await loginInput(database.db, { idNumber, password });
  const running = database.owner.transaction(async (tx) => {
    await tx
      .update(accounts)
      .set({ passwordHash: await hashPassword("another one") })
      .where(eq(accounts.id, id));
    const result = login(database.db, input).then(
      () => "ok",
      (error: Error) => error.message,
    );
    // Long enough for the check to have read the old hash and to wait for this row.
    await new Promise((resolve) => setTimeout(resolve, 500));
    return { result };
  });
  expect(await (await running).result).toBe("账户号或密码错误");
  expect(await database.owner.select().from(sessions).where(eq(sessions.accountId, id))).toHaveLength(0);
});
