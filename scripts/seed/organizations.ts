import type { Executor } from "@/db/client";
import type { OrganizationKind } from "@/db/enums";
import { departments } from "@/db/schema";
import { insertOrganization, type Organization } from "./rows";

/** What an organization's people do: decides their titles and what they learn. */
export type Profession = "school" | "hospital" | "design";

type OrganizationPlan = {
  name: string;
  kind: OrganizationKind;
  divisionCode: string;
  parent?: string;
  address: string;
  administrator: string;
  profession?: Profession;
  /** How many professionals work there. */
  people?: number;
  departments?: readonly string[];
};

/** Superiors stand before their inferiors. */
const plans: readonly OrganizationPlan[] = [
  {
    name: "济宁市人力资源和社会保障局",
    kind: "bureau",
    divisionCode: "370800",
    address: "济宁市任城区洸河路（演示地址）",
    administrator: "周敏",
  },
  {
    name: "济宁市教育局",
    kind: "authority",
    divisionCode: "370800",
    parent: "济宁市人力资源和社会保障局",
    address: "济宁市任城区红星中路（演示地址）",
    administrator: "孔凡亮",
  },
  {
    name: "济宁市卫生健康委员会",
    kind: "authority",
    divisionCode: "370800",
    parent: "济宁市人力资源和社会保障局",
    address: "济宁市任城区古槐路（演示地址）",
    administrator: "孟庆华",
  },
  {
    name: "济宁市第一中学",
    kind: "employer",
    divisionCode: "370811",
    parent: "济宁市教育局",
    address: "济宁市任城区运河路（演示地址）",
    administrator: "颜世杰",
    profession: "school",
    people: 14,
    departments: ["语文教研组", "数学教研组", "英语教研组", "理化生教研组"],
  },
  {
    name: "济宁学院附属小学",
    kind: "employer",
    divisionCode: "370811",
    parent: "济宁市教育局",
    address: "济宁市任城区太白楼路（演示地址）",
    administrator: "冉红梅",
    profession: "school",
    people: 9,
    departments: ["低年级组", "高年级组", "科任组"],
  },
  {
    name: "济宁市第一人民医院",
    kind: "employer",
    divisionCode: "370811",
    parent: "济宁市卫生健康委员会",
    address: "济宁市任城区健康路（演示地址）",
    administrator: "曾宪军",
    profession: "hospital",
    people: 12,
    departments: ["内科", "外科", "护理部", "药学部"],
  },
  {
    name: "济宁市第一人民医院东院区",
    kind: "employer",
    divisionCode: "370811",
    parent: "济宁市第一人民医院",
    address: "济宁市任城区火炬路（演示地址）",
    administrator: "仲崇文",
    profession: "hospital",
    people: 8,
    departments: ["急诊科", "康复医学科"],
  },
  {
    name: "济宁市中医院",
    kind: "employer",
    divisionCode: "370811",
    parent: "济宁市卫生健康委员会",
    address: "济宁市任城区环城北路（演示地址）",
    administrator: "闵祥云",
    profession: "hospital",
    people: 8,
    departments: ["针灸推拿科", "中药房"],
  },
  {
    name: "济宁市建筑设计院",
    kind: "employer",
    divisionCode: "370811",
    parent: "济宁市人力资源和社会保障局",
    address: "济宁市任城区建设路（演示地址）",
    administrator: "樊玉林",
    profession: "design",
    people: 9,
    departments: ["建筑所", "结构所", "机电所"],
  },
];

export type DemoOrganization = {
  row: Organization;
  plan: OrganizationPlan;
  departments: (typeof departments.$inferSelect)[];
};

/** Inserts the demo's organizations with their departments, superiors first. */
export async function insertOrganizations(db: Executor): Promise<DemoOrganization[]> {
  const made: DemoOrganization[] = [];
  for (const [index, plan] of plans.entries()) {
    const { name, kind, divisionCode, address } = plan;
    const row = await insertOrganization(db, {
      name,
      kind,
      divisionCode,
      address,
      parent: made.find((other) => other.plan.name === plan.parent)?.row,
      code: `LS${divisionCode}${String(index + 1).padStart(4, "0")}`,
      phone: `0537-000${String(index + 1).padStart(4, "0")}`,
    });
    const rows = plan.departments?.length
      ? await db
          .insert(departments)
          .values(plan.departments.map((department) => ({ organizationId: row.id, name: department })))
          .returning()
      : [];
    made.push({ row, plan, departments: rows });
  }
  return made;
}
