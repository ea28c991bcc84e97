import type { Executor } from "@/db/client";
import type { OrganizationKind } from "@/db/enums";
import { departments } from "@/db/schema";
import { exampleCode, insertOrganization, type Organization } from "./rows";

/** What an organization's people do: decides their titles and what they learn. */
export type Profession = "school" | "hospital" | "design";

type OrganizationPlan = {
  name: string;
  kind: OrganizationKind;
  divisionCode: string;
  parent?: string;
  address: string;
  streetCode?: string;
  /** As lib/org/categories lists them. */
  nature: string;
  level: string;
  industry: string;
  legalRepresentative: string;
  introduction: string;
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
    nature: "机关",
    level: "市属",
    industry: "公共管理、社会保障和社会组织",
    legalRepresentative: "祝正民",
    introduction: "主管全市专业技术人员继续教育工作。",
    administrator: "周敏",
  },
  {
    name: "济宁市教育局",
    kind: "authority",
    divisionCode: "370800",
    parent: "济宁市人力资源和社会保障局",
    address: "济宁市任城区红星中路（演示地址）",
    nature: "机关",
    level: "市属",
    industry: "公共管理、社会保障和社会组织",
    legalRepresentative: "展鸿飞",
    introduction: "主管全市教育系统专业技术人员继续教育工作。",
    administrator: "孔凡亮",
  },
  {
    name: "济宁市卫生健康委员会",
    kind: "authority",
    divisionCode: "370800",
    parent: "济宁市人力资源和社会保障局",
    address: "济宁市任城区古槐路（演示地址）",
    nature: "机关",
    level: "市属",
    industry: "公共管理、社会保障和社会组织",
    legalRepresentative: "步云亭",
    introduction: "主管全市卫生健康系统专业技术人员继续教育工作。",
    administrator: "孟庆华",
  },
  {
    name: "济宁市第一中学",
    kind: "employer",
    divisionCode: "370811",
    parent: "济宁市教育局",
    address: "济宁市任城区运河路（演示地址）",
    streetCode: "370811011",
    nature: "事业单位（全额）",
    level: "市属",
    industry: "教育",
    legalRepresentative: "颜世杰",
    introduction: "市属普通高级中学。",
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
    streetCode: "370811013",
    nature: "事业单位（全额）",
    level: "市属",
    industry: "教育",
    legalRepresentative: "冉红梅",
    introduction: "市属公办小学。",
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
    streetCode: "370811011",
    nature: "事业单位（差额）",
    level: "市属",
    industry: "卫生和社会工作",
    legalRepresentative: "曾宪军",
    introduction: "市属综合性公立医院。",
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
    streetCode: "370811007",
    nature: "事业单位（差额）",
    level: "市属",
    industry: "卫生和社会工作",
    legalRepresentative: "仲崇文",
    introduction: "济宁市第一人民医院的分院区。",
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
    streetCode: "370811012",
    nature: "事业单位（差额）",
    level: "市属",
    industry: "卫生和社会工作",
    legalRepresentative: "屈海清",
    introduction: "市属中医医院。",
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
    streetCode: "370811008",
    nature: "事业单位（自收自支）",
    level: "市属",
    industry: "科学研究和技术服务业",
    legalRepresentative: "樊玉林",
    introduction: "从事建筑、结构与机电设计。",
    administrator: "樊玉林",
    profession: "design",
    people: 9,
    departments: ["建筑所", "结构所", "机电所"],
  },
  {
    name: "济宁市任城区人力资源和社会保障局",
    kind: "bureau",
    divisionCode: "370811",
    parent: "济宁市人力资源和社会保障局",
    address: "济宁市任城区供销路（演示地址）",
    streetCode: "370811006",
    nature: "机关",
    level: "县（市、区）属",
    industry: "公共管理、社会保障和社会组织",
    legalRepresentative: "蔺长河",
    introduction: "主管任城区专业技术人员继续教育工作。",
    administrator: "岳明辉",
  },
  {
    name: "济宁市卫生学校",
    kind: "employer",
    divisionCode: "370811",
    parent: "济宁市卫生健康委员会",
    address: "济宁市任城区共青团路（演示地址）",
    streetCode: "370811015",
    nature: "事业单位（全额）",
    level: "市属",
    industry: "教育",
    legalRepresentative: "柴秀兰",
    introduction: "市属中等卫生职业学校。",
    administrator: "柴秀兰",
  },
  {
    name: "任城区公共就业和人才服务中心",
    kind: "employer",
    divisionCode: "370811",
    parent: "济宁市人力资源和社会保障局",
    address: "济宁市任城区供销路（演示地址）",
    streetCode: "370811006",
    nature: "事业单位（全额）",
    level: "县（市、区）属",
    industry: "公共管理、社会保障和社会组织",
    legalRepresentative: "邵长青",
    introduction: "承担任城区公共就业与人才服务。",
    administrator: "邵长青",
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
    const { parent, administrator, profession, people, departments: names, ...values } = plan;
    const serial = index + 1;
    const row = await insertOrganization(db, {
      ...values,
      parent: made.find((other) => other.plan.name === parent)?.row,
      code: exampleCode(values.nature, values.divisionCode, serial),
      phone: `0537-${String(serial).padStart(7, "0")}`,
      fax: `0537-${String(serial + 500).padStart(7, "0")}`,
      email: `unit${serial}@example.com`,
      postcode: "272000",
      contactName: administrator,
    });
    const rows = names?.length
      ? await db
          .insert(departments)
          .values(names.map((department) => ({ organizationId: row.id, name: department })))
          .returning()
      : [];
    made.push({ row, plan, departments: rows });
  }
  return made;
}
