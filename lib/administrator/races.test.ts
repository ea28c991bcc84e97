import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { accountRoles, accounts, roles } from "@/db/schema";
import { builtInRoles } from "@/db/seed/roles";
import { AppError } from "@/lib/errors";
import { roleOf } from "@/lib/org/create";
import { deleteRole } from "@/lib/role/commands";
import {
  type AdministratorWorld,
  administratorWorld,
  changeRights,
  rights,
} from "@/tests/administrator-world";
import { fullAdministrator, ownRole, standing } from "@/tests/administrators";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { ctxFor, nextIdNumber } from "@/tests/fixtures";
import { refusal } from "@/tests/structure";
import { createAdministrator, disableAdministrator, editAdministrator } from "./commands";

let database: TestDatabase;
let world: AdministratorWorld;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  world = await administratorWorld(database.db);
});

const { enquirer } = builtInRoles;

test("of two who add one ID number at the same moment one is told", async () => {
  const { full, foreign, input } = world;
  for (let round = 0; round < 4; round++) {
    const idNumber = nextIdNumber();
    const outcomes = await Promise.allSettled([
      createAdministrator(full, input({ idNumber })),
      createAdministrator(foreign, input({ idNumber, rights: rights([enquirer.id]) })),
    ]);
    const lost = outcomes.filter((outcome) => outcome.status === "rejected");
    expect(lost.map(({ reason }) => reason.fields)).toEqual([{ idNumber: expect.any(String) }]);
    expect(await database.owner.$count(accounts, eq(accounts.idNumber, idNumber))).toBe(1);
  }
});

test("two 全权管理员 who disable each other at the same moment: one stays", async () => {
  const { unit } = world;
  let stays = world.full;
  for (let round = 0; round < 6; round++) {
    const other = await ctxFor(database.db, await fullAdministrator(database.db, unit));
    const outcomes = await Promise.allSettled([
      disableAdministrator(stays, { id: other.viewer.accountId }),
      disableAdministrator(other, { id: stays.viewer.accountId }),
    ]);
    const lost = outcomes.filter((outcome) => outcome.status === "rejected");
    expect(lost.map(({ reason }) => reason.code)).toEqual(["forbidden"]);
    const active = await database.owner
      .select({ id: accounts.id })
      .from(accounts)
      .innerJoin(accountRoles, eq(accountRoles.accountId, accounts.id))
      .where(
        and(
          eq(accounts.organizationId, unit.id),
          eq(accounts.state, "active"),
          eq(accountRoles.roleId, roleOf.employer),
        ),
      );
    expect(active).toHaveLength(1);
    // The next round begins with the one who stayed.
    if (active[0]?.id !== stays.viewer.accountId) stays = other;
  }
});

test("whoever was disabled, or lost the module, while the form was open changes nothing", async () => {
  const { hoursRole, full, few, all, colleague, input } = world;
  const { id } = await colleague([hoursRole]);
  const before = await standing(database.owner, id);
  await disableAdministrator(full, { id: few.viewer.accountId });
  await database.owner
    .update(roles)
    .set({ permissions: ["hours.review"] })
    .where(eq(roles.id, (await standing(database.owner, all.viewer.accountId)).roleIds[0] as string));
  for (const ctx of [few, all]) {
    expect((await refusal(disableAdministrator(ctx, { id }))).message).toContain("操作没有生效");
    expect((await refusal(createAdministrator(ctx, input()))).message).toContain("操作没有生效");
  }
  expect(await standing(database.owner, id)).toEqual(before);
});

test("a role that is deleted while it is being given: one of both wins", async () => {
  const { unit, full, input } = world;
  for (let round = 0; round < 6; round++) {
    const roleId = await ownRole(database.db, unit, `角色${round}`, ["hours.review"]);
    const starts = [
      () => createAdministrator(full, input({ rights: rights([roleId]) })),
      () => deleteRole(full, { id: roleId }),
    ];
    if (round % 2) starts.reverse();
    const outcomes = await Promise.allSettled(starts.map((start) => start()));
    const lost = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
    // Refused with a sentence: not a foreign key's error.
    expect(lost.map((reason) => reason instanceof AppError)).toEqual([true]);
    const held = await database.owner.$count(accountRoles, eq(accountRoles.roleId, roleId));
    expect(held).toBe(await database.owner.$count(roles, eq(roles.id, roleId)));
  }
});

test("资料管理 that is being saved is waited for: nothing of it is overwritten", async () => {
  const { hoursRole, full, colleague } = world;
  const { id } = await colleague([hoursRole]);
  const was = { name: "王芳", phone: "13905370000", email: "", position: "" };
  const edit = (typed: Partial<typeof was>) =>
    editAdministrator(full, {
      ...{ id, ...was, ...typed, was, rights: rights([hoursRole]) },
      seen: { roleIds: [hoursRole], departmentIds: [] },
    });
  const saved: Promise<unknown>[] = [];
  for (const [typed, email] of [
    [{ position: "科长" }, "a@b.cn"],
    [{ email: "z@b.cn" }, "b@b.cn"],
  ] as const) {
    await database.db.transaction(async (tx) => {
      await tx.update(accounts).set({ email }).where(eq(accounts.id, id));
      saved.push(edit(typed).catch((error: unknown) => error));
      await new Promise((resolve) => setTimeout(resolve, 300));
    });
    await saved.at(-1);
  }
  expect(await Promise.all(saved)).toEqual([
    { id, name: "王芳" },
    expect.objectContaining({ code: "conflict", fields: { email: expect.any(String) } }),
  ]);
  expect(await standing(database.owner, id)).toMatchObject({ email: "b@b.cn", position: "科长" });
});

test("a role can't gain modules between the question whether it can be given and the gift", async () => {
  const { hoursRole, few, colleague } = world;
  const { id } = await colleague([hoursRole]);
  let give: Promise<unknown> | undefined;
  await database.db.transaction(async (tx) => {
    await tx
      .update(roles)
      .set({ permissions: ["hours.review", "persons.read"] })
      .where(eq(roles.id, hoursRole));
    give = refusal(changeRights(few, id, rights([hoursRole], [])));
    await new Promise((resolve) => setTimeout(resolve, 300));
  });
  expect(await give).toMatchObject({
    code: "forbidden",
    message: expect.stringContaining("专技人员信息查询"),
  });
});
