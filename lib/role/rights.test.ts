import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { accountRoles, accounts, auditLog, roles } from "@/db/schema";
import { type Permission, permissionsOf } from "@/lib/access/permissions";
import { lockAdministrators } from "@/lib/administrator/acting";
import { findActor, findUsersBeyond } from "@/lib/administrator/queries";
import type { Ctx } from "@/lib/context";
import { roleOf } from "@/lib/org/create";
import { administratorWith, fullAdministrator, ownRole } from "@/tests/administrators";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { ctxFor, organization, organizationTree } from "@/tests/fixtures";
import { refusal } from "@/tests/structure";
import { createRole, deleteRole, editRole } from "./commands";

/* Whose rights and whose roles count when a role is changed. */

let database: TestDatabase;
let tree: Awaited<ReturnType<typeof organizationTree>>;
let unit: Awaited<ReturnType<typeof organization>>;
let clerk: Ctx;
/** Of the clerk: what lets them manage roles, and another module by a role of its own. */
let managing: string;
let printing: string;
/** One that the clerk hasn't got. */
let hours: string;

beforeAll(async () => {
  database = await testDatabase();
  tree = await organizationTree(database.db);
});
afterAll(() => database.close());

beforeEach(async () => {
  const { db } = database;
  unit = await organization(db, "employer", "济宁市实验中学", tree.authority);
  managing = await ownRole(db, unit, "角色管理员", ["roles.manage", "hours.progress"]);
  printing = await ownRole(db, unit, "打印员", ["certificates.print"]);
  hours = await ownRole(db, unit, "学时专员", ["hours.review"]);
  clerk = await ctxFor(
    db,
    await administratorWith(db, unit, { name: "李强", roleIds: [managing, printing] }),
  );
});

const values = (name: string, permissions: Permission[]) => ({ name, description: "", permissions });
const edit = (ctx: Ctx, id: string, seen: Permission[], permissions: Permission[], name = "改名") =>
  editRole(ctx, { ...values(name, permissions), id, seen });
const rowOf = async (id: string) => (await database.owner.select().from(roles).where(eq(roles.id, id)))[0];
const refusals = ({ viewer }: Ctx) =>
  database.owner
    .select({ subjectId: auditLog.subjectId, detail: auditLog.detail })
    .from(auditLog)
    .where(and(eq(auditLog.actorId, viewer.accountId), eq(auditLog.action, "role.refused")))
    .orderBy(auditLog.id);
const colleague = (name: string, roleIds: string[], state: "active" | "disabled" | "closed" = "active") =>
  administratorWith(database.db, unit, { name, roleIds, state });

/** What `work` answers that begins while the rights of the clerk are being changed, which takes a moment. */
async function meanwhile(
  change: (tx: Parameters<Parameters<typeof database.db.transaction>[0]>[0]) => Promise<unknown>,
  work: () => Promise<unknown>,
) {
  let answer: Promise<unknown> | undefined;
  await database.db.transaction(async (tx) => {
    await lockAdministrators(tx, unit.id);
    await tx.select().from(roles).where(eq(roles.id, managing)).for("share");
    await change(tx);
    answer = work().catch((error: unknown) => error);
    await new Promise((resolve) => setTimeout(resolve, 300));
  });
  return answer;
}

test("what one loses at this moment can't be put into a role any more, nor can a role with it be changed", async () => {
  const { accountId } = clerk.viewer;
  const given: Permission[] = ["roles.manage", "hours.progress", "certificates.print"];
  const spare = await ownRole(database.db, unit, "打印专员", ["certificates.print"]);
  const works = [
    () => edit(clerk, managing, ["roles.manage", "hours.progress"], given),
    () => createRole(clerk, values("新角色", ["certificates.print"])),
    () => deleteRole(clerk, { id: spare }),
  ];
  for (const work of works) {
    const outcome = await meanwhile(
      (tx) =>
        tx
          .delete(accountRoles)
          .where(and(eq(accountRoles.accountId, accountId), eq(accountRoles.roleId, printing))),
      work,
    );
    expect(outcome).toMatchObject({ code: "forbidden", message: expect.stringContaining("打印学时证明") });
    await database.owner.insert(accountRoles).values({ accountId, roleId: printing });
  }
  expect(await rowOf(managing)).toMatchObject({ permissions: ["roles.manage", "hours.progress"] });
  expect(await rowOf(spare)).toBeDefined();
  expect((await refusals(clerk)).map(({ detail }) => (detail as { beyond?: string[] }).beyond)).toEqual(
    works.map(() => ["打印学时证明"]),
  );
});

test("who is disabled, or loses 角色管理, at this moment changes no role", async () => {
  const { accountId } = clerk.viewer;
  const works = [
    () => edit(clerk, printing, ["certificates.print"], ["hours.progress"]),
    () => createRole(clerk, values("新角色", ["hours.progress"])),
    () => deleteRole(clerk, { id: printing }),
  ];
  const message = "您已不能管理本单位的角色（账号或权限刚被他人变更），操作没有生效";
  for (const work of works) {
    const disabled = await meanwhile(
      (tx) => tx.update(accounts).set({ state: "disabled" }).where(eq(accounts.id, accountId)),
      work,
    );
    expect(disabled).toMatchObject({ code: "forbidden", message });
    await database.owner.update(accounts).set({ state: "active" }).where(eq(accounts.id, accountId));
    const lost = await meanwhile(
      (tx) =>
        tx
          .delete(accountRoles)
          .where(and(eq(accountRoles.accountId, accountId), eq(accountRoles.roleId, managing))),
      work,
    );
    expect(lost).toMatchObject({ code: "forbidden", message });
    await database.owner.insert(accountRoles).values({ accountId, roleId: managing });
  }
  expect(await rowOf(printing)).toMatchObject({ name: "打印员", permissions: ["certificates.print"] });
});

test("the modules of a role stay that somebody has who may more; its name and description don't", async () => {
  const shared = await ownRole(database.db, unit, "进度员", ["hours.progress"]);
  await colleague("王芳", [shared, hours]);
  await colleague("赵敏", [shared, hours], "disabled");
  const message = "角色“进度员”由王芳、赵敏使用，其权限超出您的权限，您不能修改其权限模块";
  for (const permissions of [
    ["roles.manage"],
    ["hours.progress", "roles.manage"],
    ["certificates.print"],
  ] satisfies Permission[][]) {
    const error = await refusal(edit(clerk, shared, ["hours.progress"], permissions));
    expect(error).toMatchObject({ code: "forbidden", message, fields: { permissions: message } });
  }
  expect(await rowOf(shared)).toMatchObject(values("进度员", ["hours.progress"]));
  expect(await refusals(clerk)).toEqual(
    Array.from({ length: 3 }, () => ({
      ...{ subjectId: shared, detail: { name: "进度员", reason: message } },
    })),
  );
  expect(await edit(clerk, shared, ["hours.progress"], ["hours.progress"], "查进度的")).toMatchObject({
    users: 2,
  });
  expect(await rowOf(shared)).toMatchObject(values("查进度的", ["hours.progress"]));
});

test("a 全权管理员 who has a role hinders whoever is none, and nobody who is one", async () => {
  const shared = await ownRole(database.db, unit, "进度员", ["hours.progress"]);
  const everything = await ownRole(database.db, unit, "全部模块", permissionsOf("employer"));
  await colleague("周敏", [shared, roleOf.employer]);
  const all = await ctxFor(database.db, await colleague("孙立", [everything]));
  const { message } = await refusal(edit(all, shared, ["hours.progress"], ["hours.review"]));
  expect(message).toContain("由周敏使用");
  const full = await ctxFor(database.db, await fullAdministrator(database.db, unit));
  await edit(full, shared, ["hours.progress"], ["hours.review"]);
  expect((await rowOf(shared))?.permissions).toEqual(["hours.review"]);
});

test("those who may no more hinder nobody, nor does oneself, nor who was deleted; five are named", async () => {
  const beyond = async (roleId: string) =>
    findUsersBeyond(clerk.db, clerk, await findActor(clerk.db, clerk), roleId);
  const shared = await ownRole(database.db, unit, "进度员", ["hours.progress", "authorities.manage"]);
  const { accountId } = clerk.viewer;
  await database.owner.insert(accountRoles).values({ accountId, roleId: shared });
  await colleague("王芳", [shared, printing]);
  await colleague("李红", [shared, hours], "closed");
  // Another who has more, and not this role.
  await colleague("孙立", [hours]);
  expect(await beyond(shared)).toEqual({ names: [], total: 0 });
  await edit(clerk, shared, ["hours.progress"], ["hours.progress", "certificates.print"]);
  for (const name of ["甲", "乙", "丙", "丁", "戊", "己"]) await colleague(name, [shared, hours]);
  expect(await beyond(shared)).toEqual({ names: ["甲", "乙", "丙", "丁", "戊"], total: 6 });
});
