import { currentYear } from "@/lib/date";
import {
  type ActionCase,
  chain,
  loggedIn,
  loggedOut,
  oneOfPeopleConsole,
  oneOfPeopleUnits,
  oneOfProfessionals,
  otherProfessionals,
  page,
  peopleOthers,
  peopleUnits,
  post,
  type RouteCase,
  superiors,
  toAnybody,
  toPeopleConsole,
  toPeopleUnits,
  toProfessionals,
} from "./case";
import { lastActions, matterActions } from "./matter-actions";
import { matterRoutes } from "./matter-routes";
import { runningActions, runningLastActions } from "./running-actions";
import { runningRoutes } from "./running-routes";
import { type SessionName, sessionNames, type VictimIds, type World } from "./world";

/*
 * How each route and each action is asked for the victim's data, and what each session is to get. The sweep
 * compares the keys with the sources and the build: a new route or action needs its case here.
 */

const evidence = "%PDF-1.4\n% 通知\n%%EOF\n";

export const routes: Record<string, RouteCase[]> = {
  ...matterRoutes,
  ...runningRoutes,
  "GET /": [page(() => "/", toAnybody)],
  "GET /icon.svg": [page(() => "/icon.svg", toAnybody)],
  "GET /login": [page(() => "/login", { empty: loggedOut })],
  "GET /password": [page(() => "/password", { empty: loggedIn })],
  "GET /verify": [page(() => "/verify", toAnybody), page(({ code }) => `/verify?code=${code}`, {})],
  "GET /verify/[code]": [
    page(({ code }) => `/verify/${code}`, { shown: sessionNames }, [
      ...(["unitMark", "maskedIdNumber", "certificateNumber", "code"] as const),
    ]),
  ],
  "GET /home": [page(() => "/home", { empty: ["withoutRole", ...peopleOthers], shown: chain })],
  "GET /hours/declare": [
    page(() => "/hours/declare", toPeopleUnits),
    page((_, { idNumber }) => `/hours/declare?q=${idNumber}`, toPeopleUnits),
  ],
  "GET /hours/declare/new": [page(({ person }) => `/hours/declare/new?person=${person}`, oneOfPeopleUnits)],
  "GET /hours/declare/[id]": [
    page(({ unitDraft }) => `/hours/declare/${unitDraft}`, oneOfPeopleUnits),
    page(({ draft }) => `/hours/declare/${draft}`, { missing: [...peopleUnits, "unit"] }),
  ],
  "GET /hours/progress": [
    page(() => "/hours/progress", toPeopleConsole),
    page((_, { idNumber }) => `/hours/progress?q=${idNumber}&state=approved`, toPeopleConsole),
    page(() => "/hours/progress?state=draft", { empty: [...peopleOthers, ...superiors], shown: ["unit"] }),
  ],
  "GET /hours/progress/[id]": [
    page(({ rejected }) => `/hours/progress/${rejected}`, oneOfPeopleConsole),
    page(({ approved }) => `/hours/progress/${approved}`, oneOfPeopleConsole),
    page(({ unitDraft }) => `/hours/progress/${unitDraft}`, {
      missing: [...peopleOthers, ...superiors],
      shown: ["unit"],
    }),
    page(({ draft }) => `/hours/progress/${draft}`, { missing: [...peopleOthers, ...chain] }),
  ],
  "GET /hours/review": [
    page(() => "/hours/review", toPeopleConsole),
    page((_, { idNumber }) => `/hours/review?status=decided&q=${idNumber}`, toPeopleConsole),
  ],
  "GET /hours/review/[id]": [
    page(({ atBureau }) => `/hours/review/${atBureau}`, oneOfPeopleConsole),
    page(({ approved }) => `/hours/review/${approved}?status=decided`, oneOfPeopleConsole),
  ],
  "GET /statistics/persons": [
    page(() => "/statistics/persons", toPeopleConsole),
    page((_, { idNumber }) => `/statistics/persons?q=${idNumber}`, toPeopleConsole),
    page(({ department }) => `/statistics/persons?department=${department}&fulfilled=no`, toPeopleConsole),
  ],
  "GET /statistics/persons/[id]": [page(({ person }) => `/statistics/persons/${person}`, oneOfPeopleConsole)],
  "GET /me": [page(() => "/me", toProfessionals)],
  "GET /me/certificate": [page(() => "/me/certificate", toProfessionals)],
  "GET /me/declarations": [
    page(() => "/me/declarations", toProfessionals),
    page(() => "/me/declarations?state=approved", toProfessionals),
  ],
  "GET /me/declarations/new": [
    page(({ person }) => `/me/declarations/new?person=${person}`, {
      empty: [...otherProfessionals, "professional"],
    }),
  ],
  "GET /me/declarations/[id]": [
    page(({ rejected }) => `/me/declarations/${rejected}`, oneOfProfessionals),
    page(({ draft }) => `/me/declarations/${draft}`, oneOfProfessionals),
    page(({ unitDraft }) => `/me/declarations/${unitDraft}`, {
      missing: [...otherProfessionals, "professional"],
    }),
  ],
  "GET /me/declarations/[id]/edit": [
    page(({ draft }) => `/me/declarations/${draft}/edit`, oneOfProfessionals),
    page(({ rejected }) => `/me/declarations/${rejected}/edit`, oneOfProfessionals),
  ],
  "GET /attachments/[id]": [
    page(({ attachment }) => `/attachments/${attachment}`, {
      missing: [...peopleOthers, ...otherProfessionals],
      shown: [...chain, "professional"],
    }),
    page(({ secondAttachment }) => `/attachments/${secondAttachment}?inline=1`, {
      missing: [...peopleOthers, ...otherProfessionals],
      shown: [...chain, "professional"],
    }),
    page(({ photo }) => `/attachments/${photo}?inline=1`, {
      missing: [...peopleOthers, ...otherProfessionals],
      shown: [...chain, "professional"],
    }),
  ],
  "POST /attachments": [
    post(
      ({ person }) => `/attachments?person=${person}`,
      { missing: [...peopleUnits, ...otherProfessionals], shown: ["unit", "professional"] },
      { headers: { "X-File-Name": "evidence.pdf" }, body: evidence },
    ),
  ],
  "GET /certificates/[id]": [
    page(({ certificate }) => `/certificates/${certificate}`, {
      missing: [...peopleOthers, ...otherProfessionals],
      shown: [...chain, "professional"],
    }),
  ],
  "POST /captcha": [post(() => "/captcha", toAnybody, {})],
  "GET /api/health": [page(() => "/api/health", toAnybody)],
  "GET /api/auth/[...nextauth]": ["session", "csrf", "providers"].map((name) =>
    page(() => `/api/auth/${name}`, toAnybody),
  ),
  "POST /api/auth/[...nextauth]": [
    post(() => "/api/auth/_log", toAnybody, { headers: { "Content-Type": "application/json" }, body: "{}" }),
  ],
};

const training = (
  personId: string,
  title: string,
  files: { notice: string; certificate: string },
  id?: string,
) => {
  const year = currentYear() - 1;
  return {
    ...{ form: "training", id, personId, year, category: "professional", title, note: "" },
    ...{ startDate: `${year}-03-01`, endDate: `${year}-03-02`, hours: 1, pledge: true },
    detail: { organizer: "主办单位", level: "市", place: "", measure: "学时", amount: 8 },
    evidence: { notice: [{ id: files.notice }], certificate: [{ id: files.certificate }] },
  };
};

const filesOf = ({ attachment, secondAttachment }: VictimIds) => ({
  notice: attachment,
  certificate: secondAttachment,
});

/** Every way to write into a declaration: of the victim, into one of theirs, with one of their files. */
function writing(
  drafts: { mine: keyof VictimIds; notMine: keyof VictimIds },
  { foreign, rightful }: { foreign: readonly SessionName[]; rightful: SessionName },
): ActionCase[] {
  return [
    {
      argument: (ids) => training(ids.person, `${rightful}的新申报`, filesOf(ids)),
      to: { missing: foreign, done: [rightful] },
    },
    {
      argument: (ids) => training(ids.person, `${rightful}的草稿`, filesOf(ids), ids[drafts.mine]),
      to: { missing: foreign, done: [rightful] },
    },
    {
      argument: (ids) => training(ids.person, "不是自己的草稿", filesOf(ids), ids[drafts.notMine]),
      to: { missing: [...foreign, rightful] },
    },
    {
      argument: (ids, own) => training(own.person, "自己的人", own, ids[drafts.mine]),
      to: { missing: foreign },
    },
    {
      argument: (ids, own) => training(own.person, "别人的材料", filesOf(ids), own.draft),
      to: { missing: foreign },
    },
    {
      argument: (ids, own) => training(own.person, "掺入的材料", { ...own, notice: ids.attachment }),
      to: { missing: foreign },
    },
  ];
}

const byUnits = { foreign: peopleUnits, rightful: "unit" } as const;
const byProfessionals = { foreign: otherProfessionals, rightful: "professional" } as const;

const decision = (ids: string[]) => ({ target: { ids }, decision: "approve", opinion: "" });
const allOf = ({ secrets, asOf }: World) => ({ all: { q: secrets.idNumber }, asOf });
const ofPerson = (to: ActionCase["to"]): ActionCase[] => [
  { argument: ({ person }) => ({ personId: person }), to },
];
const certificateOf = (to: ActionCase["to"]): ActionCase[] => [
  {
    argument: ({ person }) => ({ personId: person, fromYear: currentYear() - 1, toYear: currentYear() - 1 }),
    to,
  },
  {
    argument: ({ person }) => ({ personId: person, fromYear: currentYear() - 4, toYear: currentYear() }),
    to,
  },
];

const passwordOf = ({ account, person }: VictimIds, oldPassword: string) => ({
  ...{ accountId: account, personId: person, oldPassword },
  ...{ newPassword: "another-good-password", confirmation: "another-good-password" },
});

const declaring = "app/(console)/hours/declare/actions.ts";
const reviewing = "app/(console)/hours/review/actions.ts";
const looking = "app/(console)/statistics/persons/actions.ts";
const own = "app/(personal)/me/declarations/actions.ts";

/** In the order in which those may act that have a right to: what ends the victim's session comes last. */
export const actions: Record<string, ActionCase[]> = {
  [`${declaring}#saveDraftForPerson`]: writing({ mine: "unitDraft", notMine: "draft" }, byUnits),
  [`${declaring}#submitForPerson`]: writing({ mine: "unitDraft", notMine: "draft" }, byUnits).slice(1),
  [`${declaring}#withdrawForPerson`]: [
    { argument: ({ unitPending }) => ({ id: unitPending }), to: { missing: peopleUnits, done: ["unit"] } },
    { argument: ({ atUnit }) => ({ id: atUnit }), to: { missing: [...peopleUnits, "unit"] } },
  ],
  [`${declaring}#deleteDraftForPerson`]: [
    {
      argument: ({ unitSpareDraft }) => ({ id: unitSpareDraft }),
      to: { missing: peopleUnits, done: ["unit"] },
    },
    { argument: ({ draft }) => ({ id: draft }), to: { missing: [...peopleUnits, "unit"] } },
  ],
  [`${own}#saveOwnDraft`]: writing({ mine: "draft", notMine: "unitDraft" }, byProfessionals),
  [`${own}#submitOwnDeclaration`]: writing({ mine: "draft", notMine: "unitDraft" }, byProfessionals).slice(1),
  [`${own}#withdrawOwnDeclaration`]: [
    {
      argument: ({ pending }) => ({ id: pending }),
      to: { missing: otherProfessionals, done: ["professional"] },
    },
  ],
  [`${declaring}#remindForPerson`]: [
    { argument: ({ atUnit }) => ({ id: atUnit }), to: { missing: [...peopleUnits, "unit"] } },
  ],
  [`${own}#remindOwnDeclaration`]: [
    {
      argument: ({ atUnit }) => ({ id: atUnit }),
      to: { missing: otherProfessionals, done: ["professional"] },
    },
  ],
  [`${own}#deleteOwnDraft`]: [
    {
      argument: ({ spareDraft }) => ({ id: spareDraft }),
      to: { missing: otherProfessionals, done: ["professional"] },
    },
  ],
  [`${reviewing}#countDeclarations`]: [
    {
      argument: (_, __, world) => allOf(world),
      to: { nothing: peopleOthers, done: chain },
      data: { total: 0 },
    },
  ],
  [`${reviewing}#decideDeclarations`]: [
    {
      argument: (ids) => decision([ids.reviewAtUnit]),
      to: { missing: [...peopleOthers, ...superiors], done: ["unit"] },
    },
    {
      argument: (ids) => decision([ids.reviewAtAuthority]),
      to: { missing: [...peopleOthers, "bureau"], done: ["authority"] },
    },
    { argument: (ids) => decision([ids.reviewAtBureau]), to: { missing: peopleOthers, done: ["bureau"] } },
    { argument: (ids, { review }) => decision([review, ids.reviewAtUnit]), to: { missing: peopleOthers } },
    {
      argument: (ids, { review }) => ({
        target: { ids: [ids.reviewAtBureau, review, ids.reviewAtAuthority] },
        ...{ decision: "reject", opinion: "证书不清晰，请重新上传" },
      }),
      to: { missing: peopleOthers },
    },
    {
      argument: (_, __, world) => ({
        target: { ...allOf(world), expected: 1 },
        ...{ decision: "reject", opinion: "证书不清晰，请重新上传" },
      }),
      to: { nothing: peopleOthers },
      data: { done: 0, skipped: 1 },
    },
  ],
  [`${looking}#revealPersonIdNumber`]: ofPerson({ missing: peopleOthers, done: chain }),
  [`${looking}#issuePersonCertificate`]: certificateOf({ missing: peopleOthers, done: chain }),
  "app/(personal)/me/certificate/actions.ts#issueOwnCertificate": certificateOf({
    missing: otherProfessionals,
    done: ["professional"],
  }),
  ...runningActions,
  ...matterActions,
  // It knows no account but one's own: whose right password it is says nothing of the account sent along.
  "app/(entrance)/password/actions.ts#changePassword": [
    { argument: (ids, _, { password }) => passwordOf(ids, password), to: { done: loggedIn } },
    { argument: (ids) => passwordOf(ids, "not-the-old-one"), to: { missing: loggedIn } },
  ],
  [`${looking}#resetPersonPassword`]: ofPerson({ missing: peopleUnits, done: ["unit"] }),
  ...runningLastActions,
  ...lastActions,
};
