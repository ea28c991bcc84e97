import { currentYear } from "@/lib/date";
import {
  type ActionCase,
  chain,
  loggedIn,
  loggedOut,
  oneOfConsole,
  oneOfProfessionals,
  oneOfUnits,
  otherProfessionals,
  others,
  otherUnits,
  page,
  post,
  type RouteCase,
  superiors,
  toAnybody,
  toConsole,
  toProfessionals,
  toUnits,
} from "./case";
import { lastActions, matterActions } from "./matter-actions";
import { matterRoutes } from "./matter-routes";
import { type SessionName, sessionNames, type VictimIds, type World } from "./world";

/*
 * How each route and each action is asked for the victim's data, and what each session is to get. The sweep
 * compares the keys with the sources and the build: a new route or action needs its case here.
 */

const evidence = "%PDF-1.4\n% 通知\n%%EOF\n";

export const routes: Record<string, RouteCase[]> = {
  ...matterRoutes,
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
  "GET /home": [page(() => "/home", { empty: ["withoutRole", ...others], shown: chain })],
  "GET /hours/declare": [
    page(() => "/hours/declare", toUnits),
    page((_, { idNumber }) => `/hours/declare?q=${idNumber}`, toUnits),
  ],
  "GET /hours/declare/new": [page(({ person }) => `/hours/declare/new?person=${person}`, oneOfUnits)],
  "GET /hours/declare/[id]": [
    page(({ unitDraft }) => `/hours/declare/${unitDraft}`, oneOfUnits),
    page(({ draft }) => `/hours/declare/${draft}`, { missing: [...otherUnits, "unit"] }),
  ],
  "GET /hours/progress": [
    page(() => "/hours/progress", toConsole),
    page((_, { idNumber }) => `/hours/progress?q=${idNumber}&state=approved`, toConsole),
    page(() => "/hours/progress?state=draft", { empty: [...others, ...superiors], shown: ["unit"] }),
  ],
  "GET /hours/progress/[id]": [
    page(({ rejected }) => `/hours/progress/${rejected}`, oneOfConsole),
    page(({ approved }) => `/hours/progress/${approved}`, oneOfConsole),
    page(({ unitDraft }) => `/hours/progress/${unitDraft}`, {
      missing: [...others, ...superiors],
      shown: ["unit"],
    }),
    page(({ draft }) => `/hours/progress/${draft}`, { missing: [...others, ...chain] }),
  ],
  "GET /hours/review": [
    page(() => "/hours/review", toConsole),
    page((_, { idNumber }) => `/hours/review?status=decided&q=${idNumber}`, toConsole),
  ],
  "GET /hours/review/[id]": [
    page(({ atBureau }) => `/hours/review/${atBureau}`, oneOfConsole),
    page(({ approved }) => `/hours/review/${approved}?status=decided`, oneOfConsole),
  ],
  "GET /statistics/persons": [
    page(() => "/statistics/persons", toConsole),
    page((_, { idNumber }) => `/statistics/persons?q=${idNumber}`, toConsole),
    page(({ department }) => `/statistics/persons?department=${department}&fulfilled=no`, toConsole),
  ],
  "GET /statistics/persons/[id]": [page(({ person }) => `/statistics/persons/${person}`, oneOfConsole)],
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
      missing: [...others, ...otherProfessionals],
      shown: [...chain, "professional"],
    }),
    page(({ secondAttachment }) => `/attachments/${secondAttachment}?inline=1`, {
      missing: [...others, ...otherProfessionals],
      shown: [...chain, "professional"],
    }),
    page(({ photo }) => `/attachments/${photo}?inline=1`, {
      missing: [...others, ...otherProfessionals],
      shown: [...chain, "professional"],
    }),
  ],
  "POST /attachments": [
    post(
      ({ person }) => `/attachments?person=${person}`,
      { missing: [...otherUnits, ...otherProfessionals], shown: ["unit", "professional"] },
      { headers: { "X-File-Name": "evidence.pdf" }, body: evidence },
    ),
  ],
  "GET /certificates/[id]": [
    page(({ certificate }) => `/certificates/${certificate}`, {
      missing: [...others, ...otherProfessionals],
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

const byUnits = { foreign: otherUnits, rightful: "unit" } as const;
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
    { argument: ({ unitPending }) => ({ id: unitPending }), to: { missing: otherUnits, done: ["unit"] } },
    { argument: ({ atUnit }) => ({ id: atUnit }), to: { missing: [...otherUnits, "unit"] } },
  ],
  [`${declaring}#deleteDraftForPerson`]: [
    {
      argument: ({ unitSpareDraft }) => ({ id: unitSpareDraft }),
      to: { missing: otherUnits, done: ["unit"] },
    },
    { argument: ({ draft }) => ({ id: draft }), to: { missing: [...otherUnits, "unit"] } },
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
    { argument: ({ atUnit }) => ({ id: atUnit }), to: { missing: [...otherUnits, "unit"] } },
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
      to: { nothing: others, done: chain },
      data: { total: 0 },
    },
  ],
  [`${reviewing}#decideDeclarations`]: [
    {
      argument: (ids) => decision([ids.reviewAtUnit]),
      to: { missing: [...others, ...superiors], done: ["unit"] },
    },
    {
      argument: (ids) => decision([ids.reviewAtAuthority]),
      to: { missing: [...others, "bureau"], done: ["authority"] },
    },
    { argument: (ids) => decision([ids.reviewAtBureau]), to: { missing: others, done: ["bureau"] } },
    { argument: (ids, { review }) => decision([review, ids.reviewAtUnit]), to: { missing: others } },
    {
      argument: (ids, { review }) => ({
        target: { ids: [ids.reviewAtBureau, review, ids.reviewAtAuthority] },
        ...{ decision: "reject", opinion: "证书不清晰，请重新上传" },
      }),
      to: { missing: others },
    },
    {
      argument: (_, __, world) => ({
        target: { ...allOf(world), expected: 1 },
        ...{ decision: "reject", opinion: "证书不清晰，请重新上传" },
      }),
      to: { nothing: others },
      data: { done: 0, skipped: 1 },
    },
  ],
  [`${looking}#revealPersonIdNumber`]: ofPerson({ missing: others, done: chain }),
  [`${looking}#issuePersonCertificate`]: certificateOf({ missing: others, done: chain }),
  "app/(personal)/me/certificate/actions.ts#issueOwnCertificate": certificateOf({
    missing: otherProfessionals,
    done: ["professional"],
  }),
  ...matterActions,
  // It knows no account but one's own: whose right password it is says nothing of the account sent along.
  "app/(entrance)/password/actions.ts#changePassword": [
    { argument: (ids, _, { password }) => passwordOf(ids, password), to: { done: loggedIn } },
    { argument: (ids) => passwordOf(ids, "not-the-old-one"), to: { missing: loggedIn } },
  ],
  [`${looking}#resetPersonPassword`]: ofPerson({ missing: otherUnits, done: ["unit"] }),
  ...lastActions,
};
