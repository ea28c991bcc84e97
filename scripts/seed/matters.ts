import type { Executor } from "@/db/client";
import { uploadAttachment, uploadForOrganization } from "@/lib/attachment/commands";
import { today } from "@/lib/date";
import { type SensitiveInput, sensitiveSchema, superiorSchema } from "@/lib/org/change-schema";
import { licenseEvidence } from "@/lib/org/schema";
import {
  type ChangeField,
  type ChangeGroup,
  changeEvidence,
  changeFields,
  changeFormValues,
  personChangeSchema,
  titleChangeSchema,
} from "@/lib/person/change";
import { titleFields } from "@/lib/person/profile";
import { findOwnProfile } from "@/lib/person/queries";
import {
  personChangeKind,
  remindPersonChange,
  submitPersonChange,
  withdrawPersonChange,
} from "@/lib/review/person-change";
import { remindTransfer, submitTransfer, transferKind, withdrawTransfer } from "@/lib/review/transfer";
import {
  remindUnitChange,
  submitSuperiorChange,
  submitUnitChange,
  unitChangeKind,
} from "@/lib/review/unit-change";
import { transferSchema } from "@/lib/transfer/schema";
import type { DemoPerson } from "./accounts";
import { administratorOf, type Cast, named } from "./cast";
import { incomingEvidence } from "./evidence";
import { shift } from "./items";
import { type Played, playRounds, type Round } from "./rounds";
import { exampleCode } from "./rows";

type PersonChange = {
  /** The professional's number. */
  person: number;
  /** A promotion is 职称变更; anything else is proposed with the long form. */
  change: "promotion" | Partial<Record<ChangeField, string>>;
  proof?: Exclude<ChangeGroup, "title">;
  rounds: readonly Round[];
};

const unclear = { reject: "上传的证书照片不清晰，看不到编号，请重新上传" };

const personChanges: readonly PersonChange[] = [
  {
    person: 0,
    change: {
      education: "硕士研究生毕业",
      degree: "硕士",
      graduatedOn: `${shift(today(), -150).slice(0, 4)}-01-10`,
    },
    proof: "education",
    rounds: [{ daysAgo: 21, end: "approve" }],
  },
  { person: 2, change: "promotion", rounds: [{ daysAgo: 2 }] },
  {
    person: 4,
    change: { position: "年级组长" },
    rounds: [{ daysAgo: 6, hurried: true }],
  },
  {
    person: 5,
    change: { name: "张玮" },
    proof: "identity",
    rounds: [{ daysAgo: 9, end: { reject: "姓名与证件不一致，请上传公安机关出具的更名证明" } }],
  },
  { person: 9, change: { position: "备课组长" }, rounds: [{ daysAgo: 5, end: "withdraw" }] },
  { person: 16, change: "promotion", rounds: [{ daysAgo: 3 }] },
  { person: 27, change: "promotion", rounds: [{ daysAgo: 8, end: unclear }, { daysAgo: 4 }] },
  { person: 28, change: "promotion", rounds: [{ daysAgo: 17, end: "approve" }] },
  {
    person: 30,
    change: { education: "硕士研究生毕业", degree: "硕士", school: "山东大学" },
    proof: "education",
    rounds: [{ daysAgo: 1 }],
  },
  { person: 40, change: "promotion", rounds: [{ daysAgo: 7, end: unclear }] },
  {
    person: 45,
    change: { position: "科室副主任" },
    proof: "work",
    rounds: [{ daysAgo: 13, end: "approve" }],
  },
  { person: 53, change: "promotion", rounds: [{ daysAgo: 5, hurried: true }] },
];

/** The next title of a career: series, level, title. */
const promotions: Readonly<Record<string, readonly [string, string, string]>> = {
  二级教师: ["中小学教师", "中级", "一级教师"],
  一级教师: ["中小学教师", "副高级", "高级教师"],
  高级教师: ["中小学教师", "正高级", "正高级教师"],
  药师: ["卫生技术人员", "中级", "主管药师"],
  主管护师: ["卫生技术人员", "副高级", "副主任护师"],
  主治医师: ["卫生技术人员", "副高级", "副主任医师"],
  副主任医师: ["卫生技术人员", "正高级", "主任医师"],
  助理工程师: ["工程技术人员", "中级", "工程师"],
  工程师: ["工程技术人员", "副高级", "高级工程师"],
  高级工程师: ["工程技术人员", "正高级", "正高级工程师"],
};

type Transfer = { person: number; to: string; reason: string; rounds: readonly Round[] };

/*
 * Only people whose declarations are all decided (the second story) can move, and submitted after the last decision:
 * at most eight days ago, see spreadTimes.
 */
const transfers: readonly Transfer[] = [
  {
    person: 7,
    to: "济宁学院附属小学",
    reason: "经两校协商同意，调任小学数学教师",
    rounds: [{ daysAgo: 8, end: "approve" }],
  },
  { person: 13, to: "济宁学院附属小学", reason: "家庭住址变动，申请就近工作", rounds: [{ daysAgo: 2 }] },
  {
    person: 19,
    to: "济宁市第一中学",
    reason: "通过公开选调，调入高中部任教",
    rounds: [{ daysAgo: 6, hurried: true }],
  },
  { person: 25, to: "济宁市中医院", reason: "人才引进，调入针灸推拿科", rounds: [{ daysAgo: 3 }] },
  {
    person: 31,
    to: "济宁市第一人民医院东院区",
    reason: "院区间人员调配",
    rounds: [{ daysAgo: 7, end: { reject: "本院区该专业暂无空编，请与人事科联系" } }],
  },
  {
    person: 37,
    to: "济宁市第一人民医院",
    reason: "院区间人员调配",
    rounds: [{ daysAgo: 6, end: "withdraw" }],
  },
  {
    person: 43,
    to: "济宁市第一人民医院",
    reason: "专业方向调整，经双方单位同意调入",
    rounds: [{ daysAgo: 8, end: "approve" }],
  },
  {
    person: 49,
    to: "济宁市第一人民医院",
    reason: "夫妻两地工作，申请调入；已补充原单位同意意见",
    rounds: [{ daysAgo: 8, end: { reject: "请先取得原单位的同意" } }, { daysAgo: 4 }],
  },
];

type UnitChange = {
  unit: string;
  change: Partial<Omit<SensitiveInput, "evidence">> | { superior: string; reason: string };
  rounds: readonly Round[];
};

const unitChanges: readonly UnitChange[] = [
  {
    unit: "济宁学院附属小学",
    change: { name: "济宁学院第一附属小学" },
    rounds: [{ daysAgo: 6, hurried: true }],
  },
  {
    unit: "济宁市建筑设计院",
    change: {
      name: "济宁市建筑设计研究院有限公司",
      nature: "国有企业",
      code: exampleCode("国有企业", "370811", 101),
    },
    rounds: [{ daysAgo: 2 }],
  },
  {
    unit: "济宁市中医院",
    change: { legalRepresentative: "闵祥云" },
    rounds: [{ daysAgo: 15, end: "approve" }],
  },
  {
    unit: "济宁市第一人民医院东院区",
    change: { legalRepresentative: "仲崇武" },
    rounds: [{ daysAgo: 6, end: { reject: "法人证书仍是原法定代表人，请先办理变更登记" } }],
  },
  {
    unit: "任城区公共就业和人才服务中心",
    change: { superior: "济宁市任城区人力资源和社会保障局", reason: "按属地管理，改由任城区人社局主管" },
    rounds: [{ daysAgo: 18, end: "approve" }],
  },
  {
    unit: "济宁市卫生学校",
    change: { superior: "济宁市教育局", reason: "办学管理职能划转到教育部门" },
    rounds: [{ daysAgo: 4 }],
  },
];

/** Lets people and units change their data and people move, through the commands that the screens call. */
export async function playMatters(db: Executor, cast: Cast): Promise<Played[]> {
  const played: Played[] = [];
  for (const change of personChanges) played.push(await playPersonChange(db, cast, change));
  for (const transfer of transfers) played.push(await playTransfer(db, cast, transfer));
  for (const change of unitChanges) played.push(await playUnitChange(db, cast, change));
  return played;
}

function playPersonChange(db: Executor, cast: Cast, { person: number, change, proof, rounds }: PersonChange) {
  const person = professional(cast, number);
  const { ctx } = person;
  const upload = (group: ChangeGroup) =>
    uploadAttachment(ctx, {
      personId: ctx.viewer.person?.id ?? "",
      ...incomingEvidence({ type: "png", heading: changeEvidence[group].label, text: person.name }),
    });
  const submit = async () => {
    const profile = await findOwnProfile(db, ctx.scope);
    if (!profile) throw new Error(`${person.name} has no profile`);
    if (change !== "promotion") {
      const evidence = proof ? { [proof]: [await upload(proof)] } : {};
      const values = { ...changeFormValues(changeFields, profile), ...change, evidence };
      return submitPersonChange(ctx, personChangeSchema.parse(values));
    }
    const [titleSeries, titleLevel, title] = promotions[profile.title ?? ""] ?? [];
    if (!titleSeries) throw new Error(`${person.name} can't be promoted from ${profile.title}`);
    const obtained = shift(today(), -80);
    const values = {
      ...changeFormValues(titleFields, profile),
      ...{ titleSeries, titleLevel, title },
      titleObtainedOn: obtained,
      titleAppointedOn: shift(obtained, 31),
      titleCertificateNumber: `YS${obtained.slice(0, 4)}${String(number + 501).padStart(6, "0")}`,
      evidence: { title: [await upload("title")] },
    };
    return submitPersonChange(ctx, titleChangeSchema.parse(values));
  };
  return playRounds(db, cast, personChangeKind, rounds, {
    submit: async () => (await submit()).id,
    withdraw: (id) => withdrawPersonChange(ctx, { id }),
    remind: (id) => remindPersonChange(ctx, { id }),
  });
}

function playTransfer(db: Executor, cast: Cast, { person, to, reason, rounds }: Transfer) {
  const { ctx } = professional(cast, person);
  const { row } = named(cast.organizations, to);
  return playRounds(db, cast, transferKind, rounds, {
    submit: async (id) => {
      const unit = { id: row.id, name: row.name };
      return (await submitTransfer(ctx, transferSchema.parse({ id, unit, reason }))).id;
    },
    withdraw: (id) => withdrawTransfer(ctx, { id }),
    remind: (id) => remindTransfer(ctx, { id }),
  });
}

function playUnitChange(db: Executor, cast: Cast, { unit, change, rounds }: UnitChange) {
  const { row } = named(cast.organizations, unit);
  const ctx = administratorOf(cast, row.id);
  const submit = async () => {
    const heading = licenseEvidence.label;
    const evidence = [
      await uploadForOrganization(ctx, incomingEvidence({ type: "pdf", heading, text: row.name })),
    ];
    if ("reason" in change) {
      const { id, name } = named(cast.organizations, change.superior).row;
      const { reason } = change;
      return submitSuperiorChange(ctx, superiorSchema.parse({ superior: { id, name }, reason, evidence }));
    }
    const { name, code, nature, divisionCode, streetCode, legalRepresentative } = row;
    const present = { name, code, nature, divisionCode, streetCode, legalRepresentative };
    return submitUnitChange(ctx, sensitiveSchema.parse({ ...present, ...change, evidence }));
  };
  return playRounds(db, cast, unitChangeKind, rounds, {
    submit: async () => {
      await submit();
      return row.id;
    },
    remind: (id) => remindUnitChange(ctx, { id }),
  });
}

function professional({ professionals }: Cast, number: number): DemoPerson {
  const person = professionals[number];
  if (!person) throw new Error(`the demo has no professional ${number}`);
  return person;
}
