import { z } from "zod";
import { type Permission, permissionKeys } from "@/lib/access/permissions";
import { searchText } from "@/lib/list";
import { optionalLine, requiredLine } from "@/lib/org/schema";
import { isReadable } from "@/lib/text";

/** Filters of the list, as the URL carries them. */
export const roleFilters = z.object({ q: searchText });
export type RoleFilters = Partial<z.output<typeof roleFilters>>;

const noSuchRole = "该角色不存在，或不在您的管理范围内";

/** Marks without a letter that bears them are no name. */
const isVisible = (name: string) => /[^\p{C}\p{Z}\p{M}]/u.test(name);

const modules = z
  .array(z.enum(permissionKeys, "有无法识别的权限模块，请刷新页面后重试"), "请至少勾选一个权限模块")
  .min(1, "请至少勾选一个权限模块")
  .transform((given): Permission[] => permissionKeys.filter((key) => given.includes(key)));

/** A role as its form sends it. Which modules the sender may put in, the command asks. */
export const roleSchema = z.object({
  name: requiredLine("角色名称", 30)
    .refine((name) => name === "" || isVisible(name), { error: "请填写角色名称", abort: true })
    .refine(isReadable, "角色名称不能含有表情符号或不可见字符，请修改"),
  description: optionalLine("角色描述", 200),
  permissions: modules,
});
export type RoleValues = z.input<typeof roleSchema>;
export type RoleInput = z.output<typeof roleSchema>;

export const roleIdSchema = z.object({ id: z.uuid(noSuchRole) });
export type RoleIdInput = z.output<typeof roleIdSchema>;

/**
 * `seen`: the modules that the role had when its page was read; who saves a page that others have overtaken must not
 * give back what they took away.
 */
export const editRoleSchema = roleSchema.extend({
  id: z.uuid(noSuchRole),
  seen: z.array(z.enum(permissionKeys)),
});
export type EditRoleValues = z.input<typeof editRoleSchema>;
export type EditRoleInput = z.output<typeof editRoleSchema>;
