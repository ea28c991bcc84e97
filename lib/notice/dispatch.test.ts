import { asc, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { connect, type Executor } from "@/db/client";
import { accounts, messages } from "@/db/schema";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { administrator, organizationTree, professional } from "@/tests/fixtures";
import { type DispatchOutcome, dispatchMessages, startDispatcher } from "./dispatch";
import type { Letter, Sender } from "./sender";

let database: TestDatabase;
let owner: Executor;
let accountId: string;
let tree: Awaited<ReturnType<typeof organizationTree>>;
const site = "https://jxjy.example.gov.cn";
const reported: string[] = [];

beforeAll(async () => {
  database = await testDatabase();
  owner = database.owner;
  tree = await organizationTree(owner);
  accountId = (await administrator(owner, tree.unit)).id;
});
beforeEach(async () => {
  await owner.delete(messages);
  reported.length = 0;
});
afterAll(() => database.close());

const dispatch = (sender: Sender): Promise<DispatchOutcome> =>
  dispatchMessages(sender, { url: database.url, site, report: (line) => reported.push(line) });

const write = (count: number, values: Partial<typeof messages.$inferInsert> = {}) =>
  owner
    .insert(messages)
    .values(Array.from({ length: count }, (_, index) => ({ accountId, title: `第${index}条`, ...values })))
    .returning({ id: messages.id });

/** A sender that keeps what it is given, and refuses what `refuse` says. */
function recorder(refuse: (letter: Letter) => boolean = () => false, milliseconds = 0) {
  const letters: Letter[] = [];
  return {
    letters,
    async send(letter: Letter) {
      letters.push(letter);
      if (milliseconds > 0) await new Promise((resolve) => setTimeout(resolve, milliseconds));
      if (refuse(letter)) throw new Error("邮件服务器拒绝了 370802198001010005 的邮件");
    },
  };
}

const unsent = () => owner.$count(messages, sql`${messages.sentAt} is null`);
const age = (interval: string) =>
  owner.update(messages).set({ createdAt: sql`now() - ${interval}::interval` });

test("a letter goes to the administrator's address or the person's, with a whole link, and once", async () => {
  const clerk = await administrator(owner, tree.unit);
  await owner.update(accounts).set({ email: "clerk@example.com" }).where(eq(accounts.id, clerk.id));
  const disabled = await administrator(owner, tree.unit, { state: "disabled" });
  await owner.update(accounts).set({ email: "gone@example.com" }).where(eq(accounts.id, disabled.id));
  const { account } = await professional(owner, tree.unit, { email: "wang@example.com" });
  const { account: silent } = await professional(owner, tree.unit, { email: "" });
  const rows = await owner
    .insert(messages)
    .values(
      [clerk, disabled, account, silent].map((row) => ({ accountId: row.id, title: row.name, body: "理由" })),
    )
    .returning({ id: messages.id, title: messages.title });
  const sender = recorder();
  expect(await dispatch(sender)).toEqual({ sent: 4, failed: 0 });
  const addresses = ["clerk@example.com", null, "wang@example.com", null];
  const expected = rows.map(({ id, title }, index) => ({
    to: addresses[index],
    title,
    body: "理由",
    href: `${site}/messages/${id}`,
  }));
  const byTitle = (one: { title: string }, other: { title: string }) => (one.title < other.title ? -1 : 1);
  expect([...sender.letters].sort(byTitle)).toEqual(expected.sort(byTitle));

  expect(await dispatch(sender)).toEqual({ sent: 0, failed: 0 });
  expect(await owner.selectDistinct({ attempts: messages.attempts }).from(messages)).toEqual([
    { attempts: 1 },
  ]);
});

test("two dispatchers at once hand over each of 250 messages once, and leave no lock", async () => {
  await write(250);
  // Every attempt is due at once: nothing but the lock keeps a message from being taken twice.
  await age("1 day");
  const [one, other] = [recorder(undefined, 2), recorder(undefined, 2)];
  const outcomes = await Promise.all([dispatch(one), dispatch(other)]);
  expect(outcomes.reduce((sum, { sent }) => sum + sent, 0)).toBe(250);
  const hrefs = [...one.letters, ...other.letters].map((letter) => letter.href);
  expect([hrefs.length, new Set(hrefs).size]).toEqual([250, 250]);
  expect(await unsent()).toBe(0);

  await write(1);
  expect(await dispatch(one)).toEqual({ sent: 1, failed: 0 });
});

test("while one waits for its mail server, another takes nothing over", async () => {
  await write(3);
  await age("1 day");
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const begun = vi.fn();
  const slow = dispatch({
    send: () => {
      begun();
      return held;
    },
  });
  await vi.waitFor(() => expect(begun).toHaveBeenCalledTimes(3));
  const [waiting] = await owner
    .select({ attempts: messages.attempts, sentAt: messages.sentAt })
    .from(messages);
  // The attempt is counted before it is made, and no row is locked meanwhile.
  expect(waiting).toEqual({ attempts: 1, sentAt: null });
  await owner.transaction((tx) => tx.execute(sql`select id from messages for update nowait`));
  const other = recorder();
  expect(await dispatch(other)).toEqual({ sent: 0, failed: 0 });
  release();
  expect(await slow).toEqual({ sent: 3, failed: 0 });
  expect([other.letters, await unsent()]).toEqual([[], 0]);
});

test("a failure keeps no other back, is tried again later, and given up after five attempts", async () => {
  await write(3);
  const sender = recorder(({ title }) => title === "第1条");
  expect(await dispatch(sender)).toEqual({ sent: 2, failed: 1 });
  expect(reported).toEqual(["有 1 条消息未能发出，将稍后重试：邮件服务器拒绝了 370802********0005 的邮件"]);
  // Not at once: the mail server needs time too.
  expect(await dispatch(sender)).toEqual({ sent: 0, failed: 0 });
  await age("2 minutes");
  expect(await dispatch(sender)).toEqual({ sent: 0, failed: 1 });
  expect(await dispatch(sender)).toEqual({ sent: 0, failed: 0 });
  await age("1 day");
  for (let attempt = 3; attempt <= 5; attempt++) {
    expect(await dispatch(sender)).toEqual({ sent: 0, failed: 1 });
  }
  expect(await dispatch(sender)).toEqual({ sent: 0, failed: 0 });
  const rows = await owner
    .select({ attempts: messages.attempts, sent: sql<boolean>`${messages.sentAt} is not null` })
    .from(messages)
    .orderBy(asc(messages.title));
  expect(rows).toEqual([
    { attempts: 1, sent: true },
    { attempts: 5, sent: false },
    { attempts: 1, sent: true },
  ]);
  expect(sender.letters.filter(({ title }) => title === "第1条")).toHaveLength(5);
});

test("a mail server that is down ends the round after one batch", async () => {
  await write(150);
  expect(await dispatch(recorder(() => true))).toEqual({ sent: 0, failed: 100 });
  expect(await owner.$count(messages, eq(messages.attempts, 0))).toBe(50);
});

test("news older than a week is not sent", async () => {
  await write(1);
  await age("8 days");
  const sender = recorder();
  expect(await dispatch(sender)).toEqual({ sent: 0, failed: 0 });
  expect(sender.letters).toEqual([]);
});

test("the timer is there once, says once that the database is away, and goes on when it is back", async () => {
  const shared = globalThis as typeof globalThis & { platformDatabase?: Executor };
  const away = connect("postgres://nobody@127.0.0.1:1/none");
  const errors = vi.spyOn(console, "error").mockImplementation(() => {});
  const looks = vi.spyOn(away.db, "execute");
  shared.platformDatabase = away.db;
  vi.stubEnv("NEXTAUTH_URL", site);
  const sender = recorder();
  startDispatcher(sender, 20);
  startDispatcher(sender, 20);
  await vi.waitFor(() => expect(looks.mock.calls.length).toBeGreaterThan(3), { timeout: 20_000 });
  expect(errors).toHaveBeenCalledTimes(1);
  expect(errors.mock.calls[0]?.[0]).toMatch(/^消息暂时无法发送，将继续重试：/);

  shared.platformDatabase = database.db;
  await write(1);
  await vi.waitFor(async () => expect(await unsent()).toBe(0), { timeout: 20_000 });
  expect(sender.letters).toHaveLength(1);
  await away.close();
});
