import type { Executor } from "@/db/client";
import { editAdministrator } from "@/lib/administrator/commands";
import type { CreateAdministratorInput, RightsInput } from "@/lib/administrator/schema";
import type { Ctx } from "@/lib/context";
import { administratorWith, fullAdministrator, ownRole, standing } from "./administrators";
import { administrator, ctxFor, nextIdNumber, organizationTree } from "./fixtures";

/**
 * A unit with a 全权管理员 (周敏), one with few modules, and one with all of them by a role of the unit's own (孙立); two
 * roles of the unit; and the 全权管理员 of a foreign unit.
 */
export async function administratorWorld(db: Executor) {
  const tree = await organizationTree(db);
  const { unit } = tree;
  const hoursRole = await ownRole(db, unit, "学时专员", ["hours.review"]);
  return {
    tree,
    unit,
    hoursRole,
    personsRole: await ownRole(db, unit, "人员专员", ["persons.read"]),
    full: await ctxFor(db, await fullAdministrator(db, unit, { name: "周敏" })),
    few: await ctxFor(
      db,
      await administrator(db, unit, { permissions: ["administrators.manage", "hours.review"] }),
    ),
    all: await ctxFor(db, await administrator(db, unit, { name: "孙立" })),
    foreign: await ctxFor(db, await fullAdministrator(db, tree.foreignUnit)),
    /** An administrator of the unit with these roles, limited to these departments. */
    colleague: (roleIds: string[], departmentIds: string[] = [], name = "王芳") =>
      administratorWith(db, unit, { roleIds, departmentIds, name }),
    /** What 新增管理员 sends, with another ID number at each call. */
    input: (values: Partial<CreateAdministratorInput> = {}): CreateAdministratorInput => ({
      name: "王芳",
      idNumber: nextIdNumber(),
      phone: "13905370001",
      email: "",
      position: "科长",
      rights: rights([hoursRole]),
      ...values,
    }),
  };
}
export type AdministratorWorld = Awaited<ReturnType<typeof administratorWorld>>;

export const rights = (roleIds: string[], departmentIds: string[] = []): RightsInput => ({
  roleIds,
  departmentIds,
});

/** Changes the rights of an administrator as the edit page does that was read just now. */
export async function changeRights(
  ctx: Ctx,
  id: string,
  change: RightsInput,
  values: { name?: string; phone?: string } = {},
) {
  const { roleIds, departmentIds, name, phone } = await standing(ctx.db, id);
  const basics = { name: name ?? "", phone: phone ?? "13905370009", email: "", position: "" };
  return editAdministrator(ctx, {
    ...basics,
    ...values,
    ...{ id, rights: change, seen: { roleIds, departmentIds } },
  });
}
