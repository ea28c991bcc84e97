import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { throttles } from "@/db/schema";
import { builtInRoles } from "@/db/seed/roles";
import { loadViewer } from "@/lib/access/viewer";
import type { Ctx } from "@/lib/context";
import { roleOf } from "@/lib/org/create";
import type { Organization } from "@/scripts/seed/rows";
import {
  accountAudits,
  administratorWith,
  department,
  fullAdministrator,
  messagesOf,
  ownRole,
  standing,
} from "@/tests/administrators";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { administrator, ctxFor, organization, organizationTree } from "@/tests/fixtures";
import { refusal } from "@/tests/structure";
import { handOver } from "./hand-over";
import type { HandOverInput } from "./schema";

const password = "correct horse";
const { hoursReviewer, enquirer } = builtInRoles;
let database: TestDatabase;
let tree: Awaited<ReturnType<typeof organizationTree>>;
let unit: Organization;
let giver: Ctx;
let successor: Ctx;
let office: string;

beforeAll(async () => {
  database = await testDatabase();
  tree = await organizationTree(database.db);
});
afterAll(() => database.close());
beforeEach(async () => {
  const { db } = database;
  await database.owner.delete(throttles);
  unit = await organization(db, "employer", "济宁市实验中学", tree.authority);
  office = await department(db, unit, "教务处");
  giver = await ctxFor(db, await fullAdministrator(db, unit, { name: "周敏", password }));
  successor = await ctxFor(
    db,
    await administratorWith(db, unit, {
      name: "王芳",
      roleIds: [hoursReviewer.id, enquirer.id],
      departmentIds: [office],
    }),
  );
});

const input = (values: Partial<HandOverInput> = {}): HandOverInput => ({
  successorId: successor.viewer.accountId,
  own: "disable",
  roleIds: [],
  password,
  ...values,
});

test("移交 and 禁用: the successor is a 全权管理员 without limits, the giver is out; both are told", async () => {
  expect(await handOver(giver, input())).toEqual({ successor: "王芳", disabled: true });
  const { accountId } = giver.viewer;
  expect(await standing(database.owner, successor.viewer.accountId)).toMatchObject({
    state: "active",
    roleIds: [roleOf.employer],
    departmentIds: [],
  });
  expect(await standing(database.owner, accountId)).toMatchObject({ state: "disabled" });
  expect(await loadViewer(giver.viewer.sessionId)).toBeNull();
  expect((await loadViewer(successor.viewer.sessionId))?.permissions.has("administrators.manage")).toBe(true);
  expect(await messagesOf(database.owner, accountId)).toEqual(["您已将本单位的全部管理权限移交给王芳"]);
  expect(await messagesOf(database.owner, successor.viewer.accountId)).toEqual([
    "周敏已将本单位的全部管理权限移交给您",
  ]);
  expect(await accountAudits(database.owner, accountId)).toEqual([
    {
      action: "administrator.hand-over",
      subjectId: successor.viewer.accountId,
      detail: { name: "王芳", from: "周敏", to: "王芳", state: "disabled" },
    },
  ]);
  // Once more is too late.
  expect((await refusal(handOver(giver, input()))).message).toContain("操作没有生效");
});

test("移交 and 保留: the giver keeps the roles that were chosen, and the session", async () => {
  await handOver(giver, input({ own: "keep", roleIds: [enquirer.id] }));
  expect(await standing(database.owner, giver.viewer.accountId)).toMatchObject({
    state: "active",
    roleIds: [enquirer.id],
  });
  const viewer = await loadViewer(giver.viewer.sessionId);
  expect([...(viewer?.permissions ?? [])]).toEqual(["hours.progress", "persons.read"]);
});

test("the full role can't be kept, and there must be such a role", async () => {
  for (const roleIds of [[roleOf.employer], [enquirer.id, roleOf.employer], [uuidv7()]]) {
    const error = await refusal(handOver(giver, input({ own: "keep", roleIds })));
    expect(error).toMatchObject({ code: "invalid", fields: { roleIds: expect.any(String) } });
  }
  expect(await accountAudits(database.owner, giver.viewer.accountId)).toEqual([]);
  expect((await standing(database.owner, giver.viewer.accountId)).roleIds).toEqual([roleOf.employer]);
});

test("another organization's role, or another kind's, is answered as one that is gone; the attempt is audited", async () => {
  const strange = await ownRole(database.db, tree.foreignUnit, "外单位角色", ["hours.review"]);
  const { accountId } = giver.viewer;
  for (const roleId of [strange, roleOf.bureau]) {
    const roleIds = [enquirer.id, roleId];
    const reason = "所选角色不属于本单位";
    const error = await refusal(handOver(giver, input({ own: "keep", roleIds })));
    expect(error).toMatchObject({
      code: "forbidden",
      fields: { roleIds: expect.stringContaining("已被删除") },
    });
    expect((await accountAudits(database.owner, accountId)).at(-1)).toEqual({
      ...{ action: "administrator.refused", subjectId: accountId, detail: { name: "周敏", reason } },
    });
  }
  expect(await accountAudits(database.owner, accountId)).toHaveLength(2);
  expect((await standing(database.owner, accountId)).roleIds).toEqual([roleOf.employer]);
});

test("a wrong password hands nothing over, and five of them lock", async () => {
  for (let time = 0; time < 4; time++) {
    const error = await refusal(handOver(giver, input({ password: "wrong" })));
    expect(error).toMatchObject({ code: "invalid", fields: { password: "密码不正确" } });
  }
  expect((await refusal(handOver(giver, input({ password: "wrong" })))).code).toBe("throttled");
  expect((await refusal(handOver(giver, input()))).code).toBe("throttled");
  expect((await standing(database.owner, successor.viewer.accountId)).roleIds).toHaveLength(2);
});

test("only a 全权管理员 hands over; an attempt is audited", async () => {
  const all = await ctxFor(database.db, await administrator(database.db, unit, { password }));
  expect((await refusal(handOver(all, input()))).code).toBe("forbidden");
  expect(await accountAudits(database.owner, all.viewer.accountId)).toEqual([
    {
      action: "administrator.refused",
      subjectId: successor.viewer.accountId,
      detail: { name: "王芳", reason: "只有全权管理员可以移交全权" },
    },
  ]);
});

test("the successor is another, active, of the same organization", async () => {
  const self = await refusal(handOver(giver, input({ successorId: giver.viewer.accountId })));
  expect(self.fields).toEqual({ successorId: "请选择本人以外的管理员" });
  const { id: disabled } = await administrator(database.db, unit, { state: "disabled" });
  expect((await refusal(handOver(giver, input({ successorId: disabled })))).fields).toHaveProperty(
    "successorId",
  );
  const { id: strange } = await fullAdministrator(database.db, tree.foreignUnit);
  const { id: closed } = await administrator(database.db, unit, { state: "closed" });
  for (const successorId of [strange, closed]) {
    expect((await refusal(handOver(giver, input({ successorId })))).code).toBe("missing");
  }
  expect(await standing(database.owner, giver.viewer.accountId)).toMatchObject({ state: "active" });
});

test("of two who hand over at the same moment one 全权管理员 remains at least", async () => {
  const other = await ctxFor(database.db, await fullAdministrator(database.db, unit, { password }));
  const outcomes = await Promise.allSettled([
    handOver(giver, input({ successorId: other.viewer.accountId })),
    handOver(other, input({ successorId: giver.viewer.accountId })),
  ]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const states = await Promise.all(
    [giver, other].map(async ({ viewer }) => (await standing(database.owner, viewer.accountId)).state),
  );
  expect(states.sort()).toEqual(["active", "disabled"]);
});
