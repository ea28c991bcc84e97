import { randomInt } from "node:crypto";
import { checkCharacter } from "@/lib/org/code";
import { exampleIdNumber } from "@/scripts/seed/rows";
import {
  type ActionCase,
  chain,
  loggedIn,
  otherProfessionals,
  others,
  otherUnits,
  peopleOthers,
  superiors,
} from "./case";
import { type SessionName, sessionNames, type VictimIds, type World } from "./world";

/* The actions of registrations, changes, transfers, messages and the tree. */

const _console = ["withoutRole", ...others, ...chain] as const;
const units = [...otherUnits, "unit"] as const;
const bureaus = ["foreignBureau", "bureau"] as const;
const professionals = [...otherProfessionals, "professional"] as const;

const captcha = { captchaId: "00000000-0000-7000-8000-000000000000", captchaAnswer: "不对" };
const basics = { divisionCode: "370811", phone: "0537-2967000", address: "红星中路 1 号" };

/** An organization code that nothing has. */
function freshCode(): string {
  const body = `12370811${String(randomInt(1e9)).padStart(9, "0")}`;
  return body + checkCharacter(body);
}
const freshIdNumber = () =>
  exampleIdNumber("370811", `19${randomInt(50, 99)}-0${randomInt(1, 9)}-11`, randomInt(999));
const newOrganization = (kind: string) => ({
  ...{ kind, name: `新单位${randomInt(1e6)}`, code: freshCode(), ...basics },
  ...{
    administratorName: "新管理员",
    administratorIdNumber: freshIdNumber(),
    administratorPhone: "13800000000",
  },
  ...(kind === "employer"
    ? {
        ...{ nature: "国有企业", level: "市属", industry: "教育" },
        ...{ legalRepresentative: "法人", contactName: "联系人" },
      }
    : {}),
});

/** The two actions of a kind's inbox: only who has the open step decides, and counts it under 全部. */
function reviewing(
  [decide, count]: readonly [string, string],
  review: keyof VictimIds,
  { portal, decider }: { portal: readonly SessionName[]; decider: SessionName },
): Record<string, ActionCase[]> {
  const foreign = portal.filter((name) => name !== decider);
  const file = "app/(console)/reviews/actions.ts";
  const all = ({ secrets, asOf }: World) => ({ all: { q: secrets.mark }, asOf });
  const rejection = { decision: "reject", opinion: "材料不清晰，请重新上传" };
  return {
    [`${file}#${count}`]: [
      {
        argument: (_, __, world) => all(world),
        to: { nothing: foreign, done: [decider] },
        data: { total: 0 },
      },
    ],
    [`${file}#${decide}`]: [
      {
        argument: (_, __, world) => ({ target: { ...all(world), expected: 1 }, ...rejection }),
        to: { nothing: foreign },
        data: { done: 0, skipped: 1 },
      },
      {
        argument: (ids) => ({ target: { ids: [ids[review]] }, decision: "approve", opinion: "" }),
        to: { missing: foreign, done: [decider] },
      },
    ],
  };
}

const byUnit = { portal: units, decider: "unit" } as const;
const ofPeople = { portal: [...peopleOthers, ...chain] as readonly SessionName[], decider: "unit" } as const;
const byEverybody = { portal: [...others, ...chain] as readonly SessionName[], decider: "unit" } as const;

const structure = "app/(console)/structure";
const profile = "app/(console)/profile/actions.ts";
const ownProfile = "app/(personal)/me/profile/actions.ts";
const ownTransfer = "app/(personal)/me/transfer/actions.ts";
const register = "app/(entrance)/register";

const ofBranch = (
  id: keyof VictimIds,
  foreign: readonly SessionName[],
  rightful: SessionName,
  values: Record<string, unknown> = {},
): ActionCase[] => [
  { argument: (ids) => ({ id: ids[id], ...values }), to: { missing: foreign, done: [rightful] } },
];
const ofAuthority = (values?: Record<string, unknown>) =>
  ofBranch("spareAuthority", ["foreignBureau"], "bureau", values);
const ofSubUnit = (values?: Record<string, unknown>) =>
  ofBranch("spareUnit", [...others, ...superiors], "unit", values);

const title = {
  ...{ titleSeries: "中小学教师", titleLevel: "副高级", title: "高级教师", titleObtainedOn: "2024-12-01" },
  ...{ titleAppointedOn: "", titleCertificateNumber: "" },
};
const profileOf = {
  ...{ name: "改名", sex: "male", birthDate: "1980-01-01", departmentId: "", position: "", degree: "" },
  ...{ education: "", school: "", major: "", graduatedOn: "", ...title },
};

/** Visitors' actions answer everybody alike; whoever is logged in is nobody special there. */
const everybody = sessionNames;

export const matterActions: Record<string, ActionCase[]> = {
  [`${register}/actions.ts#searchOrganizations`]: [
    { argument: () => ({ purpose: "unit", q: "没有这样的单位" }), to: { missing: [], done: everybody } },
  ],
  [`${register}/person/actions.ts#findDepartments`]: [
    { argument: ({ department }) => ({ organizationId: department }), to: { done: everybody } },
  ],
  [`${register}/person/actions.ts#submit`]: [
    {
      argument: ({ organization }) => ({
        ...{
          ...profileOf,
          ...captcha,
          idType: "resident",
          idNumber: exampleIdNumber("370811", "1971-01-01", 7),
        },
        ...{ sex: "male", birthDate: "1971-01-01", phone: "13800000000", education: "大学本科毕业" },
        ...{ email: "", ethnicity: "", politicalStatus: "", workStartedOn: "", specialty: "" },
        ...{ organization: { id: organization, name: "单位" }, evidence: { title: [], education: [] } },
        ...{ resume: false, password: "大明湖畔-Lake-2031", confirmation: "大明湖畔-Lake-2031" },
      }),
      to: { missing: everybody },
    },
  ],
  [`${register}/unit/actions.ts#submitUnit`]: [
    {
      argument: ({ organization, attachment }) => ({
        unit: {
          ...{ ...basics, name: "某单位", code: "123708114567890123", nature: "国有企业", level: "市属" },
          ...{
            industry: "教育",
            legalRepresentative: "法人",
            contactName: "联系人",
            code: freshCodeOf("456789012"),
          },
        },
        superior: { id: organization, name: "单位" },
        license: [{ id: attachment, fileName: "执照.pdf", mediaType: "application/pdf", size: 100 }],
        administrator: {
          ...{ name: "某人", idNumber: exampleIdNumber("370811", "1972-01-01", 7), phone: "13800000000" },
          ...{ email: "", position: "" },
        },
        login: { resume: false, password: "大明湖畔-Lake-2031", confirmation: "大明湖畔-Lake-2031" },
        ...captcha,
      }),
      to: { missing: everybody },
    },
  ],
  [`${register}/progress/actions.ts#lookUp`]: [
    {
      argument: () => ({
        ...{
          kind: "person",
          idNumber: exampleIdNumber("370811", "1971-01-01", 7),
          password: "x",
          ...captcha,
        },
      }),
      to: { missing: everybody },
    },
  ],
  [`${register}/progress/actions.ts#withdraw`]: [{ argument: () => ({}), to: { missing: everybody } }],
  [`${register}/progress/actions.ts#remind`]: [{ argument: () => ({}), to: { missing: everybody } }],
  [`${register}/progress/actions.ts#leave`]: [{ argument: () => ({}), to: { done: everybody } }],
  "app/(console)/messages/actions.ts#markRead": [
    {
      argument: ({ message }) => ({ id: message }),
      to: { missing: loggedIn.filter((name) => name !== "professional"), done: ["professional"] },
    },
  ],
  "app/(console)/messages/actions.ts#markAllRead": [
    {
      argument: ({ message }) => ({ upTo: message }),
      to: { missing: loggedIn.filter((name) => name !== "professional"), done: ["professional"] },
    },
  ],
  [`${ownProfile}#remindOwnChange`]: [
    {
      argument: ({ person }) => ({ id: person }),
      to: { missing: otherProfessionals, done: ["professional"] },
    },
  ],
  [`${ownTransfer}#remindOwnTransfer`]: [
    { argument: ({ transfer }) => ({ id: transfer }), to: { missing: professionals } },
  ],
  [`${profile}#remindUnitChange`]: [
    {
      argument: ({ organization }) => ({ id: organization }),
      to: { missing: [...others, ...superiors], done: ["unit"] },
    },
  ],
  ...reviewing(["decideTransfers", "countTransfers"], "reviewTransfer", byUnit),
  ...reviewing(
    ["decidePersonRegistrations", "countPersonRegistrations"],
    "reviewPersonRegistration",
    ofPeople,
  ),
  ...reviewing(["decidePersonChanges", "countPersonChanges"], "reviewPersonChange", ofPeople),
  ...reviewing(["decideUnitRegistrations", "countUnitRegistrations"], "reviewUnitRegistration", byEverybody),
  [`${ownTransfer}#withdrawOwnTransfer`]: [
    { argument: ({ transfer }) => ({ id: transfer }), to: { missing: professionals } },
  ],
  [`${ownTransfer}#submitOwnTransfer`]: [
    // One's own transfer under the id of another's.
    {
      argument: ({ transfer, spareAuthority }) => ({
        ...{ id: transfer, unit: { id: spareAuthority, name: "单位" }, reason: "工作调动" },
      }),
      to: { missing: otherProfessionals },
    },
  ],
  [`${ownProfile}#saveContact`]: [
    {
      argument: () => ({
        ...{ phone: "13900000000", email: "", ethnicity: "", politicalStatus: "", workStartedOn: "" },
        specialty: "",
      }),
      to: { done: otherProfessionals },
    },
  ],
  [`${ownProfile}#saveOwnPhoto`]: [
    {
      argument: ({ photo }) => ({ attachmentId: photo }),
      to: { missing: otherProfessionals, done: ["professional"] },
    },
    {
      argument: () => ({ attachmentId: null }),
      to: { done: otherProfessionals },
    },
  ],
  [`${ownProfile}#submitOwnChange`]: [
    {
      argument: ({ attachment }) => ({
        ...{ ...profileOf, name: "改名" },
        evidence: { identity: [{ id: attachment }], work: [], education: [], title: [{ id: attachment }] },
      }),
      to: { missing: otherProfessionals },
    },
  ],
  [`${ownProfile}#submitOwnTitle`]: [
    {
      argument: ({ attachment }) => ({ ...title, evidence: { title: [{ id: attachment }] } }),
      to: { missing: otherProfessionals },
    },
  ],
  [`${ownProfile}#withdrawOwnChange`]: [
    { argument: ({ person }) => ({ id: person }), to: { missing: otherProfessionals } },
  ],
  [`${profile}#submitUnitChange`]: [
    {
      argument: ({ attachment }) => ({
        ...{
          ...basics,
          name: "改名单位",
          code: freshCodeOf("111111111"),
          nature: "国有企业",
          streetCode: "",
        },
        ...{ legalRepresentative: "新法人", evidence: [{ id: attachment }] },
      }),
      to: { missing: others },
    },
  ],
  [`${profile}#submitSuperiorChange`]: [
    {
      // No organization has this id: whatever else is sent is not looked at.
      argument: ({ attachment }, own) => ({
        ...{
          superior: { id: own.person, name: "教育局" },
          reason: "隶属关系调整",
          evidence: [{ id: attachment }],
        },
      }),
      to: { missing: others },
    },
  ],
  [`${profile}#saveUnitBasics`]: [
    {
      argument: () => ({
        ...{
          ...basics,
          level: "市属",
          industry: "教育",
          streetCode: "",
          postcode: "",
          contactName: "联系人",
        },
        ...{ fax: "", email: "", introduction: "" },
      }),
      to: { done: [...others, ...chain] },
    },
  ],
  ...reviewing(["decideUnitChanges", "countUnitChanges"], "reviewUnitChange", {
    ...{ portal: byEverybody.portal, decider: "authority" },
  }),
  [`${profile}#withdrawUnitChange`]: [
    { argument: ({ organization }) => ({ id: organization }), to: { missing: [...others, ...superiors] } },
  ],
  [`${structure}/temporary-codes/actions.ts#issueCode`]: [
    {
      argument: () => ({ unitName: "待建单位", divisionCode: "370811" }),
      to: { done: bureaus },
    },
  ],
  [`${structure}/temporary-codes/actions.ts#cancelCode`]: [
    {
      argument: ({ temporaryCode }) => ({ id: temporaryCode }),
      to: { missing: ["foreignBureau"], done: ["bureau"] },
    },
  ],
  [`${structure}/authorities/actions.ts#createAuthority`]: [
    { argument: () => newOrganization("authority"), to: { done: bureaus } },
  ],
  [`${structure}/authorities/actions.ts#editAuthority`]: ofAuthority({ name: "教育局", ...basics }),
  [`${structure}/units/actions.ts#createUnit`]: [
    { argument: () => newOrganization("employer"), to: { done: [...others, ...chain] } },
  ],
  [`${structure}/units/actions.ts#createUnitInvitation`]: [
    { argument: () => ({}), to: { done: [...others, ...chain] } },
  ],
  [`${structure}/units/actions.ts#endUnitInvitation`]: [
    { argument: () => ({}), to: { done: [...others, ...chain] } },
  ],
  [`${structure}/units/actions.ts#editUnit`]: ofSubUnit({ name: "下级单位", ...basics }),
  [`${structure}/units/actions.ts#disableUnit`]: ofSubUnit(),
  [`${structure}/units/actions.ts#enableUnit`]: ofSubUnit(),
  [`${structure}/units/actions.ts#detachUnit`]: ofSubUnit(),
};

/** What comes after all others: a disabled authority's administrators are nobody any more. */
export const lastActions: Record<string, ActionCase[]> = {
  [`${structure}/authorities/actions.ts#disableAuthority`]: ofAuthority(),
  [`${structure}/authorities/actions.ts#enableAuthority`]: ofAuthority(),
};

function freshCodeOf(nine: string): string {
  const body = `12370811${nine}`;
  return body + checkCharacter(body);
}
