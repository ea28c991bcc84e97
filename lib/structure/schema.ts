import { z } from "zod";
import { type OrganizationKind, type OrganizationState, organizationStates } from "@/db/enums";
import { administratorName } from "@/lib/administrator/schema";
import { idNumberSchema } from "@/lib/id-number";
import { searchText } from "@/lib/list";
import { mobile, organizationCode, requiredLine, unitFields } from "@/lib/org/schema";
import { isReadable } from "@/lib/text";
import { type CodeState, codeStates } from "./rules";

/** Which part of the console manages organizations: a bureau's 主管部门, or anybody's 下级单位. */
export type Branch = "authorities" | "units";

export const organizationStateLabels: Record<OrganizationState, string> = {
  active: "启用",
  disabled: "已停用",
};

export const codeStateLabels: Record<CodeState, string> = {
  unused: "未使用",
  pending: "待审核",
  used: "已使用",
  cancelled: "已作废",
};

/** Filters of the lists, as the URL carries them. */
export const organizationFilters = z.object({ q: searchText, state: z.enum(organizationStates).optional() });
export type OrganizationFilters = Partial<z.output<typeof organizationFilters>>;
export const codeFilters = z.object({ q: searchText, state: z.enum(codeStates).optional() });
export type CodeFilters = Partial<z.output<typeof codeFilters>>;

/** What every organization says of itself here, and its superior may change. */
const { name, divisionCode, phone, address } = unitFields;
const basics = { name, divisionCode, phone, address };

const firstAdministrator = {
  administratorName: requiredLine("管理员姓名", 50).refine(
    isReadable,
    "管理员姓名不能含有表情符号或不可见字符，请修改",
  ),
  administratorIdNumber: idNumberSchema,
  administratorPhone: mobile,
};

/**
 * A new organization below the viewer's with its first administrator. A 用人单位 says of itself what it would have
 * to say if it registered, so that nothing required is left out.
 */
export const createOrganizationSchema = z.discriminatedUnion(
  "kind",
  [
    z.object({
      kind: z.enum(["authority", "bureau"]),
      ...basics,
      code: organizationCode,
      ...firstAdministrator,
    }),
    z.object({
      kind: z.literal("employer"),
      ...basics,
      code: organizationCode,
      nature: unitFields.nature,
      level: unitFields.level,
      industry: unitFields.industry,
      legalRepresentative: unitFields.legalRepresentative,
      contactName: unitFields.contactName,
      ...firstAdministrator,
    }),
  ],
  "请选择类型",
);
export type CreateOrganizationValues = z.input<typeof createOrganizationSchema>;
export type CreateOrganizationInput = z.output<typeof createOrganizationSchema>;

const noSuchOrganization = "该单位不存在，或不在您的管理范围内";
export const organizationIdSchema = z.object({ id: z.uuid(noSuchOrganization) });
export type OrganizationIdInput = z.output<typeof organizationIdSchema>;

/** What the superior may change by itself, being the one who reviews such changes. */
export const editOrganizationSchema = organizationIdSchema.extend(basics);
export type EditOrganizationInput = z.output<typeof editOrganizationSchema>;

export const issueCodeSchema = z.object({ unitName: name, divisionCode });
export type IssueCodeInput = z.output<typeof issueCodeSchema>;

export const codeIdSchema = z.object({ id: z.uuid("该临时编码不存在，或不在您的管理范围内") });
export type CodeIdInput = z.output<typeof codeIdSchema>;

/** What an organization is called in a form. */
export const organizationKindLabels: Record<OrganizationKind, string> = {
  bureau: "人社局",
  authority: "主管部门",
  employer: "用人单位",
};

/** What a creation answers: whom to tell what. */
export type CreatedOrganization = {
  id: string;
  name: string;
  administratorName: string;
  /** How long the initial password (last six of the ID number) is good. */
  initialPasswordDays: number;
};

/** Who is made 全权管理员 of an organization directly below: one of its administrators, or somebody new. */
export const appointSchema = z.discriminatedUnion(
  "from",
  [
    z.object({
      from: z.literal("existing"),
      id: z.uuid(noSuchOrganization),
      administratorId: z.uuid("请选择管理员"),
    }),
    z.object({
      from: z.literal("new"),
      id: z.uuid(noSuchOrganization),
      name: administratorName,
      idNumber: idNumberSchema,
      phone: mobile,
    }),
  ],
  "请选择指定方式",
);
export type AppointValues = z.input<typeof appointSchema>;
export type AppointInput = z.output<typeof appointSchema>;

export const resetAdministratorSchema = z.object({
  id: z.uuid(noSuchOrganization),
  administratorId: z.uuid("该管理员不存在，或不在您的管理范围内"),
});
export type ResetAdministratorInput = z.output<typeof resetAdministratorSchema>;

/** Input of an action that needs none. */
export const nothingSchema = z.strictObject({});
