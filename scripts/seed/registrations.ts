import { sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import type { RegistrationKind } from "@/db/enums";
import { captchas } from "@/db/schema";
import { uploadForRegistration } from "@/lib/attachment/commands";
import { portalLabels } from "@/lib/auth/schema";
import type { VisitorCtx } from "@/lib/context";
import { currentYear } from "@/lib/date";
import { licenseEvidence } from "@/lib/org/schema";
import { createDraft, requireOpen } from "@/lib/registration/commands";
import { personEvidence, personRegistrationSchema } from "@/lib/registration/person/schema";
import { portalOfRegistration } from "@/lib/registration/progress/schema";
import { unitRegistrationSchema } from "@/lib/registration/unit/schema";
import { personRegistrationKind, submitPersonRegistration } from "@/lib/review/person-registration";
import { remindRegistration, withdrawRegistration } from "@/lib/review/registration-progress";
import { submitUnitRegistration, unitRegistrationKind } from "@/lib/review/unit-registration";
import { type Cast, named } from "./cast";
import type { DemoAccount } from "./demo";
import { incomingEvidence } from "./evidence";
import { freshPassword } from "./passwords";
import { makeProfile } from "./profiles";
import { type Played, playRounds, type Round } from "./rounds";
import { exampleCode, exampleIdNumber } from "./rows";

type Story = {
  rounds: readonly Round[];
  /** The account is printed with this; the password is told. */
  note?: string;
};
type PersonStory = Story & { name: string; sex: "男" | "女"; unit: string };
type UnitStory = Story & {
  name: string;
  superior: string;
  administrator: string;
  nature: string;
  level: string;
  industry: string;
  divisionCode: string;
  streetCode: string;
  /** Without a 统一社会信用代码: with the 临时编码 that was issued under this name. */
  temporary?: boolean;
};

const people: readonly PersonStory[] = [
  { name: "姜雨桐", sex: "女", unit: "济宁市第一中学", rounds: [{ daysAgo: 6, hurried: true }] },
  { name: "范家豪", sex: "男", unit: "济宁市第一中学", rounds: [{ daysAgo: 1 }] },
  {
    name: "邹雅楠",
    sex: "女",
    unit: "济宁市第一中学",
    rounds: [{ daysAgo: 3, end: { reject: "学位证书与所填学位不一致，请核对后重新提交" } }],
    note: "注册已驳回，可在注册审核进度查询中修改",
  },
  { name: "石磊", sex: "男", unit: "济宁市第一中学", rounds: [{ daysAgo: 16, end: "approve" }] },
  { name: "侯佩瑶", sex: "女", unit: "济宁市第一人民医院", rounds: [{ daysAgo: 2 }] },
  {
    name: "白晓峰",
    sex: "男",
    unit: "济宁市第一人民医院",
    rounds: [{ daysAgo: 8, end: { reject: "请补充职称证书的编号页" } }, { daysAgo: 4 }],
  },
  { name: "秦雪梅", sex: "女", unit: "济宁市第一人民医院", rounds: [{ daysAgo: 12, end: "approve" }] },
  { name: "邵文杰", sex: "男", unit: "济宁市第一人民医院", rounds: [{ daysAgo: 5, end: "withdraw" }] },
];

const school = { level: "市属", industry: "教育", divisionCode: "370811", streetCode: "370811011" };
const clinic = { ...school, industry: "卫生和社会工作", streetCode: "370811012", nature: "事业单位（差额）" };

const units: readonly UnitStory[] = [
  {
    ...school,
    name: "济宁市运河实验幼儿园",
    superior: "济宁市教育局",
    administrator: "康秀云",
    nature: "事业单位（全额）",
    rounds: [{ daysAgo: 6, hurried: true }],
    note: "注册待审核，可在注册审核进度查询中查看",
  },
  {
    ...school,
    name: "济宁市明德双语学校",
    superior: "济宁市教育局",
    administrator: "邱志刚",
    nature: "民办非企业单位",
    temporary: true,
    rounds: [{ daysAgo: 2 }],
  },
  {
    ...school,
    name: "济宁市运河实验小学",
    superior: "济宁市教育局",
    administrator: "葛玉琴",
    nature: "事业单位（全额）",
    temporary: true,
    rounds: [
      { daysAgo: 20, end: { reject: "法人证书已过有效期，请上传换发后的证书" } },
      { daysAgo: 14, end: "approve" },
    ],
  },
  {
    ...school,
    name: "济宁市启航艺术培训中心",
    superior: "济宁市教育局",
    administrator: "尹俊峰",
    nature: "民营企业",
    rounds: [{ daysAgo: 7, end: { reject: "培训机构由所在县区主管，请改选任城区的主管部门" } }],
  },
  {
    ...clinic,
    name: "济宁市第一人民医院济阳社区卫生服务中心",
    superior: "济宁市第一人民医院",
    administrator: "常淑芬",
    rounds: [{ daysAgo: 3 }],
  },
  {
    ...clinic,
    name: "济宁市第一人民医院体检中心",
    superior: "济宁市第一人民医院",
    administrator: "武建平",
    rounds: [{ daysAgo: 19, end: "approve" }],
  },
  {
    ...school,
    name: "任城区仙营街道便民服务中心",
    superior: "济宁市任城区人力资源和社会保障局",
    administrator: "贺春燕",
    nature: "事业单位（全额）",
    level: "乡镇（街道）属",
    industry: "公共管理、社会保障和社会组织",
    streetCode: "370811007",
    rounds: [{ daysAgo: 1 }],
  },
];

/** Lets professionals and units register; `codes`: the 临时编码 by the name that each was issued under. */
export async function playRegistrations(
  db: Executor,
  cast: Cast,
  codes: ReadonlyMap<string, string>,
): Promise<{ played: Played[]; accounts: DemoAccount[] }> {
  const played: Played[] = [];
  const accounts: DemoAccount[] = [];
  const tell = (kind: RegistrationKind, { name, idNumber, password, organization, note }: Applicant) => {
    const portal = portalLabels[portalOfRegistration[kind]];
    if (note) accounts.push({ portal, name, idNumber, password, note: `${organization}，${note}` });
  };
  for (const [index, story] of people.entries()) {
    const applicant = { ...applicantOf(index, story), organization: story.unit, note: story.note };
    played.push(await playPerson(db, cast, { ...story, ...applicant, index }));
    tell("person", applicant);
  }
  for (const [index, story] of units.entries()) {
    const name = story.administrator;
    const applicant = {
      ...applicantOf(people.length + index, { name }),
      organization: story.name,
      note: story.note,
    };
    const code = story.temporary
      ? (codes.get(story.name) ?? "")
      : exampleCode(story.nature, story.divisionCode, 201 + index);
    played.push(await playUnit(db, cast, { ...story, applicant, code, index }));
    tell("unit", applicant);
  }
  return { played, accounts };
}

type Applicant = {
  name: string;
  idNumber: string;
  birthYear: number;
  password: string;
  organization: string;
  note: string | undefined;
};

function applicantOf(serial: number, { name, sex = "女" }: { name: string; sex?: "男" | "女" }) {
  const birthYear = currentYear() - 28 - ((serial * 5) % 17);
  const order = 700 + 2 * serial + (sex === "男" ? 1 : 0);
  const birthDate = `${birthYear}-0${1 + (serial % 9)}-1${serial % 10}`;
  return {
    name,
    birthYear,
    idNumber: exampleIdNumber("370811", birthDate, order),
    password: freshPassword(),
  };
}

/** A visitor; addresses of documentation, so that nobody's own is throttled by the demo. */
const visitorOf = (db: Executor, serial: number): VisitorCtx => ({ db, address: `192.0.2.${serial + 10}` });

async function solvedCaptcha(db: Executor) {
  const captchaAnswer = "DEMO";
  const [row] = await db
    .insert(captchas)
    .values({ answer: captchaAnswer, expiresAt: sql`now() + interval '5 minutes'` })
    .returning({ id: captchas.id });
  return { captchaId: row?.id ?? "", captchaAnswer };
}

const upload = (ctx: VisitorCtx, kind: RegistrationKind, id: string, heading: string, text: string) =>
  uploadForRegistration(ctx, {
    registrationId: id,
    requireOpen: (tx) => requireOpen(tx, id, kind),
    ...incomingEvidence({ type: kind === "unit" ? "pdf" : "png", heading, text }),
  });

/** The password is chosen once; another round keeps it. */
const loginOf = (resume: boolean, password: string) =>
  resume ? { resume, password: "", confirmation: "" } : { resume, password, confirmation: password };

function playPerson(
  db: Executor,
  cast: Cast,
  { name, idNumber, birthYear, password, unit, rounds, index }: PersonStory & ApplicantOf & { index: number },
) {
  const ctx = visitorOf(db, index);
  const { row, plan, departments } = named(cast.organizations, unit);
  const profile = makeProfile({ index, birthYear, profession: plan.profession ?? "school" });
  const typed = Object.fromEntries(Object.entries(profile).map(([field, value]) => [field, value ?? ""]));
  return playRounds(db, cast, personRegistrationKind, rounds, {
    submit: async (former) => {
      const ticket = former ?? (await createDraft(ctx, "person"));
      const file = (key: keyof typeof personEvidence) =>
        upload(ctx, "person", ticket, personEvidence[key], name);
      const input = personRegistrationSchema.parse({
        ...typed,
        ...{ idType: "resident", idNumber, name, sex: "", birthDate: "" },
        phone: `1370000${String(index).padStart(4, "0")}`,
        departmentId: departments[index % departments.length]?.id,
        organization: { id: row.id, name: row.name },
        evidence: { title: [await file("title")], education: [await file("education")] },
        ...loginOf(former !== undefined, password),
        ...(await solvedCaptcha(db)),
      });
      return (await submitPersonRegistration(ctx, input, ticket)).id;
    },
    withdraw: (id) => withdrawRegistration(ctx, { id, kind: "person" }),
    remind: (id) => remindRegistration(ctx, { id, kind: "person" }),
  });
}

type ApplicantOf = Pick<Applicant, "name" | "idNumber" | "birthYear" | "password">;

function playUnit(
  db: Executor,
  cast: Cast,
  { applicant, code, index, ...story }: UnitStory & { applicant: ApplicantOf; code: string; index: number },
) {
  const { superior, administrator, temporary, rounds, note, ...facts } = story;
  const ctx = visitorOf(db, people.length + index);
  const { row } = named(cast.organizations, superior);
  const phone = `1360000${String(index).padStart(4, "0")}`;
  return playRounds(db, cast, unitRegistrationKind, rounds, {
    submit: async (former) => {
      const id = former ?? (await createDraft(ctx, "unit"));
      const input = unitRegistrationSchema.parse({
        unit: {
          ...facts,
          code,
          address: "济宁市任城区（演示地址）",
          postcode: "272000",
          legalRepresentative: administrator,
          contactName: administrator,
          phone: `0537-${String(601 + index).padStart(7, "0")}`,
        },
        superior: { id: row.id, name: row.name },
        license: [await upload(ctx, "unit", id, licenseEvidence.label, facts.name)],
        administrator: { name: administrator, idNumber: applicant.idNumber, phone, position: "办公室主任" },
        login: loginOf(former !== undefined, applicant.password),
        ...(await solvedCaptcha(db)),
      });
      await submitUnitRegistration(ctx, id, input);
      return id;
    },
    remind: (id) => remindRegistration(ctx, { id, kind: "unit" }),
  });
}
