import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { accounts } from "@/db/schema";
import { builtInRoles } from "@/db/seed/roles";
import type { Ctx } from "@/lib/context";
import { roleOf } from "@/lib/org/create";
import {
  type AdministratorWorld,
  administratorWorld,
  changeRights,
  rights,
} from "@/tests/administrator-world";
import { accountAudits, department, fullAdministrator, ownRole, standing } from "@/tests/administrators";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { ctxFor, nextIdNumber } from "@/tests/fixtures";
import { refusal } from "@/tests/structure";
import {
  createAdministrator,
  deleteAdministrator,
  disableAdministrator,
  enableAdministrator,
  resetAdministratorPassword,
} from "./commands";

let database: TestDatabase;
let world: AdministratorWorld;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  world = await administratorWorld(database.db);
});

const { hoursReviewer, enquirer } = builtInRoles;
const state = {
  disable: disableAdministrator,
  enable: enableAdministrator,
  delete: deleteAdministrator,
} as const;

test("nobody grants what they don't hold; the attempt is audited and changes nothing", async () => {
  const { hoursRole, personsRole, full, few, all, colleague, input } = world;
  const { id } = await colleague([hoursRole]);
  const before = await database.owner.$count(accounts);
  const tries: [Ctx, string[], RegExp][] = [
    [few, [personsRole], /专技人员信息查询/],
    [few, [hoursRole, enquirer.id], /专技人员信息查询/],
    [few, [roleOf.employer], /只能由全权管理员授予/],
    [all, [roleOf.employer], /只能由全权管理员授予/],
  ];
  for (const [ctx, roleIds, message] of tries) {
    for (const attempt of [
      () => createAdministrator(ctx, input({ rights: rights(roleIds) })),
      () => changeRights(ctx, id, rights(roleIds)),
    ]) {
      const error = await refusal(attempt());
      expect(error.code).toBe("forbidden");
      expect(error.message).toMatch(message);
      expect(error.fields).toEqual({ "rights.roleIds": error.message });
    }
  }
  expect(await database.owner.$count(accounts)).toBe(before);
  expect((await standing(database.owner, id)).roleIds).toEqual([hoursRole]);
  expect(await accountAudits(database.owner, few.viewer.accountId)).toHaveLength(6);
  expect(await accountAudits(database.owner, few.viewer.accountId)).toContainEqual({
    action: "administrator.refused",
    subjectId: id,
    detail: { name: "王芳", beyond: ["专技人员信息查询"], reason: expect.any(String) },
  });
  expect((await accountAudits(database.owner, all.viewer.accountId)).map(({ action }) => action)).toEqual([
    "administrator.refused",
    "administrator.refused",
  ]);
  // A 全权管理员 may.
  await changeRights(full, id, rights([roleOf.employer]));
  expect((await standing(database.owner, id)).roleIds).toEqual([roleOf.employer]);
});

test("roles of others or of another kind are answered as roles that are gone; the attempt is audited", async () => {
  const { tree, hoursRole, full, colleague, input } = world;
  const { id } = await colleague([hoursRole]);
  const strange = await ownRole(database.db, tree.foreignUnit, `外单位${nextIdNumber()}`, ["hours.review"]);
  const gone = (await refusal(
    createAdministrator(full, input({ rights: rights([hoursRole, uuidv7()]) })),
  )) as {
    message: string;
    fields: unknown;
  };
  for (const roleId of [strange, builtInRoles.bureauAdministrator.id]) {
    for (const attempt of [
      () => createAdministrator(full, input({ rights: rights([hoursRole, roleId]) })),
      () => changeRights(full, id, rights([hoursRole, roleId])),
    ]) {
      expect(await refusal(attempt())).toMatchObject({
        ...{ code: "forbidden", message: gone.message, fields: gone.fields },
      });
    }
  }
  const audits = await accountAudits(database.owner, full.viewer.accountId);
  expect(audits.map(({ action, subjectId }) => [action, subjectId])).toEqual(
    [null, id, null, id].map((subjectId) => ["administrator.refused", subjectId]),
  );
  expect(audits[1]?.detail).toEqual({ name: "王芳", reason: "所选角色不属于本单位" });
  expect((await standing(database.owner, id)).roleIds).toEqual([hoursRole]);
});

test("a role that there isn't any more is refused at the field, and is no attempt at anything", async () => {
  const { hoursRole, full, input } = world;
  const error = await refusal(createAdministrator(full, input({ rights: rights([hoursRole, uuidv7()]) })));
  expect(error).toMatchObject({ code: "conflict", fields: { "rights.roleIds": expect.any(String) } });
  expect(await accountAudits(database.owner, full.viewer.accountId)).toEqual([]);
});

test("a limit needs departments of the own unit, and a role of which it leaves something", async () => {
  const { tree, unit, hoursRole, full, input } = world;
  const office = await department(database.db, unit, "教务处");
  const strange = await department(database.db, tree.foreignUnit, `急诊科${nextIdNumber()}`);
  for (const departmentId of [strange, uuidv7()]) {
    const error = await refusal(
      createAdministrator(full, input({ rights: rights([hoursRole], [office, departmentId]) })),
    );
    expect(error.fields).toEqual({ "rights.departmentIds": expect.any(String) });
  }
  const profile = await ownRole(database.db, unit, "资料专员", ["unit.profile"]);
  const error = await refusal(createAdministrator(full, input({ rights: rights([profile], [office]) })));
  expect(error.fields).toEqual({ "rights.roleIds": expect.stringContaining("限定部门后都不可用") });
  const clerk = await ctxFor(database.db, await fullAdministrator(database.db, tree.authority));
  const other = await refusal(
    createAdministrator(clerk, input({ rights: rights([hoursReviewer.id], [office]) })),
  );
  expect(other.fields).toEqual({ "rights.scope": expect.any(String) });
});

test("nobody touches whoever may more, nor themself; each attempt is audited", async () => {
  const { unit, hoursRole, personsRole, full, few, all, colleague } = world;
  const stronger = await colleague([personsRole], [], "李强");
  const { id: lastButOne } = await fullAdministrator(database.db, unit, { name: "吴磊" });
  const touch = (ctx: Ctx, id: string) => [
    () => state.disable(ctx, { id }),
    () => state.enable(ctx, { id }),
    () => state.delete(ctx, { id }),
    () => resetAdministratorPassword(ctx, { id }),
    () => changeRights(ctx, id, rights([hoursRole])),
  ];
  const cases: [Ctx, string, RegExp][] = [
    [few, stronger.id, /李强拥有您没有的权限模块（专技人员信息查询）/],
    [few, lastButOne, /吴磊是全权管理员/],
    [all, lastButOne, /吴磊是全权管理员/],
    [full, full.viewer.accountId, /自己的/],
    [few, few.viewer.accountId, /自己的/],
  ];
  for (const [ctx, id, message] of cases) {
    const before = await standing(database.owner, id);
    const audits = (await accountAudits(database.owner, ctx.viewer.accountId)).length;
    for (const attempt of touch(ctx, id)) {
      const error = await refusal(attempt());
      expect(error.code).toBe("forbidden");
      expect(error.message).toMatch(message);
    }
    expect(await standing(database.owner, id)).toEqual(before);
    const made = (await accountAudits(database.owner, ctx.viewer.accountId)).slice(audits);
    expect(made.map(({ action, subjectId }) => [action, subjectId])).toEqual(
      touch(ctx, id).map(() => ["administrator.refused", id]),
    );
  }
  // A limited one with the full role is a full one in waiting.
  const office = await department(database.db, unit, "教务处");
  const limited = await colleague([roleOf.employer], [office], "赵敏");
  expect((await refusal(state.delete(all, { id: limited.id }))).code).toBe("forbidden");
  await state.delete(full, { id: limited.id });
});

test("the only 全权管理员 is ended by nobody, whatever else they hold; each attempt is audited", async () => {
  const { unit, hoursRole, full, all, colleague } = world;
  const id = full.viewer.accountId;
  const office = await department(database.db, unit, "教务处");
  await fullAdministrator(database.db, unit, { state: "disabled" });
  await colleague([roleOf.employer], [office]);
  const attempts = [
    () => state.disable(all, { id }),
    () => state.delete(all, { id }),
    () => changeRights(all, id, rights([hoursRole])),
    () => changeRights(all, id, rights([roleOf.employer], [office])),
  ];
  for (const attempt of attempts) {
    // What they could not do themself (移交) is not what they are told.
    expect(await refusal(attempt())).toMatchObject({
      ...{ code: "forbidden", message: "周敏是全权管理员，只有全权管理员可以管理其账号" },
    });
  }
  expect(
    (await accountAudits(database.owner, all.viewer.accountId)).map(({ action, subjectId }) => [
      ...[action, subjectId],
    ]),
  ).toEqual(attempts.map(() => ["administrator.refused", id]));
  expect(await standing(database.owner, id)).toMatchObject({ state: "active", roleIds: [roleOf.employer] });
});

test("an unknown id, another unit's, and a professional's are missing", async () => {
  const { hoursRole, foreign, colleague } = world;
  const { id } = await colleague([hoursRole]);
  for (const unknown of [id, uuidv7()]) {
    for (const attempt of [
      () => state.disable(foreign, { id: unknown }),
      () => state.enable(foreign, { id: unknown }),
      () => state.delete(foreign, { id: unknown }),
      () => resetAdministratorPassword(foreign, { id: unknown }),
      () => changeRights(foreign, unknown, rights([enquirer.id])),
    ]) {
      expect(await refusal(attempt())).toMatchObject({
        code: "missing",
        message: "该管理员不存在，或不在您的管理范围内",
      });
    }
  }
  expect(await standing(database.owner, id)).toMatchObject({ state: "active", roleIds: [hoursRole] });
});
