import { z } from "zod";
import type { AccountState } from "@/db/enums";
import { idNumberSchema } from "@/lib/id-number";
import { searchText } from "@/lib/list";
import { was } from "@/lib/org/change-schema";
import { mobile, optionalEmail, optionalLine, personName } from "@/lib/org/schema";
import { isReadable } from "@/lib/text";

/** States of administrators that are listed; who was deleted is `closed` and isn't. */
const listedStates = ["active", "disabled"] as const;

export const administratorStateLabels: Record<AccountState, string> = {
  active: "启用",
  disabled: "已禁用",
  closed: "已删除",
};

/** Filters of the list, as the URL carries them. */
export const administratorFilters = z.object({ q: searchText, state: z.enum(listedStates).optional() });
export type AdministratorFilters = Partial<z.output<typeof administratorFilters>>;

const noSuchAdministrator = "该管理员不存在，或不在您的管理范围内";
const noSuchRole = "所选角色不存在或已被删除，请刷新页面后重新选择";
const noSuchDepartment = "所选部门不存在或已被删除，请刷新页面后重新选择";

/** 姓名 of an administrator: of a length that a list can show, and sayable. */
export const administratorName = personName.pipe(
  z.string().refine(isReadable, "姓名不能含有表情符号或不可见字符，请修改"),
);

/** 基本信息 that can be changed; the ID number is the login and never changes. */
const basics = {
  name: administratorName,
  phone: mobile,
  email: optionalEmail,
  position: optionalLine("职务", 50),
};
export const basicLabels = {
  name: "姓名",
  phone: "手机号",
  email: "电子邮箱",
  position: "职务",
} as const satisfies Record<keyof typeof basics, string>;
export type BasicField = keyof typeof basicLabels;

const unique = (ids: string[]) => [...new Set(ids)];
/** Roles that an administrator can have at the same time. */
const rolesAtOnce = 20;
const roleIds = z
  .array(z.uuid(noSuchRole), "请至少选择一个角色")
  .transform(unique)
  .pipe(z.array(z.string()).min(1, "请至少选择一个角色").max(rolesAtOnce, `最多选择 ${rolesAtOnce} 个角色`));

/**
 * 权限信息. `scope` says whether there is a limit, so that taking the last department out of one can't lift it; its
 * output has `departmentIds` only: none is 全部.
 */
const rights = z
  .object({
    roleIds,
    scope: z.enum(["all", "departments"], "请选择数据范围"),
    departmentIds: z.array(z.uuid(noSuchDepartment)).max(500, "选择的部门过多").transform(unique),
  })
  .refine(({ scope, departmentIds }) => scope === "all" || departmentIds.length > 0, {
    path: ["departmentIds"],
    message: "请至少选择一个部门",
  })
  .transform(({ scope, departmentIds, ...rest }) => ({
    ...rest,
    departmentIds: scope === "all" ? [] : departmentIds,
  }));
export type RightsValues = z.input<typeof rights>;
export type RightsInput = z.output<typeof rights>;

/** 新增管理员: both steps. */
export const createAdministratorSchema = z.object({ ...basics, idNumber: idNumberSchema, rights });
export type CreateAdministratorValues = z.input<typeof createAdministratorSchema>;
export type CreateAdministratorInput = z.output<typeof createAdministratorSchema>;

const administratorId = z.uuid(noSuchAdministrator);
export const administratorIdSchema = z.object({ id: administratorId });
export type AdministratorIdInput = z.output<typeof administratorIdSchema>;

/**
 * 编辑. `seen`: the rights when the page was read; who saves a page that others have overtaken must not give back what
 * they took away.
 */
export const editAdministratorSchema = z.object({
  id: administratorId,
  ...basics,
  was,
  rights,
  seen: z.object({ roleIds: z.array(z.uuid()), departmentIds: z.array(z.uuid()) }),
});
export type EditAdministratorValues = z.input<typeof editAdministratorSchema>;
export type EditAdministratorInput = z.output<typeof editAdministratorSchema>;

/** 移交: to whom, and what becomes of the giver. `roleIds` count where the account is kept. */
export const handOverSchema = z
  .object({
    successorId: z.uuid("请选择接任的管理员"),
    own: z.enum(["disable", "keep"], "请选择移交后本人账号的处理方式"),
    roleIds: z.array(z.uuid(noSuchRole)).max(rolesAtOnce, `最多选择 ${rolesAtOnce} 个角色`).transform(unique),
    password: z.string().min(1, "请填写本人的登录密码").max(500, "密码不正确"),
  })
  .refine(({ own, roleIds }) => own === "disable" || roleIds.length > 0, {
    path: ["roleIds"],
    message: "请至少选择一个角色",
  });
export type HandOverValues = z.input<typeof handOverSchema>;
export type HandOverInput = z.output<typeof handOverSchema>;
