import { randomInt } from "node:crypto";
import { builtInRoles } from "@/db/seed/roles";
import { today } from "@/lib/date";
import { exampleIdNumber } from "@/scripts/seed/rows";
import { type ActionCase, chain, loggedIn, others, otherUnits, peopleUnits, superiors } from "./case";
import type { SessionName, VictimIds } from "./world";

/* The actions with which an organization is run: its own only, a superior's are refused as a stranger's. */

const structure = "app/(console)/structure";
const departments = `${structure}/departments/actions.ts`;
const administrators = `${structure}/administrators/actions.ts`;
const roles = `${structure}/roles/actions.ts`;
const persons = "app/(console)/statistics/persons/actions.ts";
const logins = "app/(console)/login-records/actions.ts";

const strangers = [...others, ...superiors] as const;
const byUnit = { missing: otherUnits, done: ["unit"] } as const;
const byUnitOfPeople = { missing: peopleUnits, done: ["unit"] } as const;
const byOwn = { missing: strangers, done: ["unit"] } as const;

const some = (argument: (ids: VictimIds) => unknown, to: ActionCase["to"]): ActionCase[] => [
  { argument, to },
];
/** A name that nothing has. */
const fresh = (text: string) => `${text}${randomInt(1e9)}`;

const basics = { name: "某管理员", phone: "13800000000", email: "", position: "" };
const rights = (roleIds: string[], departmentIds: string[] = []) => ({
  ...{ roleIds, departmentIds, scope: departmentIds.length > 0 ? "departments" : "all" },
});
const newAdministrator = (given: ReturnType<typeof rights>) => ({
  ...basics,
  idNumber: exampleIdNumber("370811", `19${randomInt(50, 99)}-0${randomInt(1, 9)}-13`, randomInt(999)),
  rights: given,
});
const given = { description: "", permissions: ["hours.review"] };

/**
 * What a superior does with an administrator directly below: not with a stranger's, nor with their own, nor with another
 * organization's under the id of one that is below.
 */
function appointing(
  [folder, name]: readonly [string, string],
  below: "spareUnit" | "spareAuthority",
  { foreign, rightful }: { foreign: readonly SessionName[]; rightful: SessionName },
): Record<string, ActionCase[]> {
  const to = { missing: foreign, done: [rightful] };
  const everybody = { missing: [...foreign, rightful] };
  const from = "existing";
  return {
    [`${structure}/${folder}/actions.ts#appoint${name}Administrator`]: [
      // Whose organization it is hears that the administrator does not exist: in other words.
      ...some((ids) => ({ from, id: ids[below], administratorId: ids.administrator }), { missing: foreign }),
      ...some((ids) => ({ from, id: ids.organization, administratorId: ids.administrator }), {
        missing: everybody.missing.filter((session) => session !== "authority"),
      }),
      ...some((ids) => ({ from, id: ids[below], administratorId: ids[`${below}Administrator`] }), to),
    ],
    [`${structure}/${folder}/actions.ts#reset${name}Administrator`]: [
      ...some((ids) => ({ id: ids[below], administratorId: ids.administrator }), everybody),
      ...some((ids) => ({ id: ids[below], administratorId: ids[`${below}Administrator`] }), to),
    ],
  };
}

/** Before the victim's sessions are ended; each after what it needs. */
export const runningActions: Record<string, ActionCase[]> = {
  [`${departments}#addDepartment`]: some(
    ({ department }) => ({ name: fresh("部门"), parentId: department }),
    byUnit,
  ),
  [`${departments}#renameDepartment`]: some(
    ({ spareDepartment }) => ({ id: spareDepartment, name: fresh("部门") }),
    byUnit,
  ),
  [`${departments}#sortDepartment`]: some(
    ({ department, spareDepartment }) => ({ id: department, place: "after", beside: spareDepartment }),
    byUnit,
  ),
  [`${departments}#moveDepartment`]: some(
    ({ spareDepartment, department }) => ({ id: spareDepartment, parentId: department }),
    byUnit,
  ),
  [`${departments}#assignDepartment`]: [
    ...some(
      ({ person, department, spareDepartment }) => ({ ids: [person], from: department, to: spareDepartment }),
      byUnitOfPeople,
    ),
    ...some(
      ({ person, department, spareDepartment }) => ({ ids: [person], from: spareDepartment, to: department }),
      byUnitOfPeople,
    ),
    {
      argument: ({ department }, own) => ({ ids: [own.person], from: null, to: department }),
      to: { missing: peopleUnits },
    },
  ],
  [`${departments}#deleteDepartment`]: some(({ spareDepartment }) => ({ id: spareDepartment }), byUnit),
  [`${administrators}#createAdministrator`]: [
    ...some(({ role }) => newAdministrator(rights([role])), byOwn),
    ...some(
      ({ department }) => newAdministrator(rights([builtInRoles.hoursReviewer.id], [department])),
      byOwn,
    ),
  ],
  [`${administrators}#editAdministrator`]: some(
    ({ administrator, role, department }) => ({
      ...{ ...basics, id: administrator, rights: rights([role], [department]) },
      seen: { roleIds: [role], departmentIds: [] },
    }),
    byOwn,
  ),
  [`${administrators}#resetAdministratorPassword`]: some(({ administrator: id }) => ({ id }), byOwn),
  [`${administrators}#disableAdministrator`]: some(({ administrator: id }) => ({ id }), byOwn),
  [`${administrators}#enableAdministrator`]: some(({ administrator: id }) => ({ id }), byOwn),
  [`${administrators}#handOver`]: [
    {
      // The unit's is no 全权管理员 and refused as well, in other words.
      argument: ({ administrator, role }, _, { password }) => ({
        ...{ successorId: administrator, own: "keep", roleIds: [role], password },
      }),
      to: { missing: strangers },
    },
  ],
  [`${administrators}#deleteAdministrator`]: some(({ administrator: id }) => ({ id }), byOwn),
  ...appointing(["units", "Unit"], "spareUnit", { foreign: strangers, rightful: "unit" }),
  ...appointing(["authorities", "Authority"], "spareAuthority", {
    ...{ foreign: ["foreignBureau"], rightful: "bureau" },
  }),
  [`${roles}#createRole`]: [
    // It knows no organization but one's own.
    {
      argument: ({ organization }) => ({ ...given, name: fresh("角色"), organizationId: organization }),
      to: { done: [...others, ...chain] },
    },
  ],
  [`${roles}#editRole`]: some(
    ({ spareRole }) => ({ ...given, id: spareRole, name: fresh("角色"), seen: ["hours.review"] }),
    byOwn,
  ),
  [`${roles}#deleteRole`]: some(({ spareRole }) => ({ id: spareRole }), byOwn),
  [`${logins}#endOneSession`]: some(({ session }) => ({ sessionId: session }), {
    ...{ missing: loggedIn.filter((name) => name !== "professional"), done: ["professional"] },
  }),
  // It knows no account but one's own.
  [`${logins}#endAllOtherSessions`]: some(() => ({}), { done: loggedIn }),
};

const state = { effectiveOn: today(), reason: "工作变动" };

/** What ends the victim's sessions, and takes it back. */
export const runningLastActions: Record<string, ActionCase[]> = {
  [`${persons}#setState`]: [
    ...some(({ person }) => ({ ...state, ids: [person], state: "suspended" }), byUnitOfPeople),
    ...some(({ person }) => ({ ...state, ids: [person], state: "employed" }), byUnitOfPeople),
  ],
  [`${persons}#closePersonAccount`]: some(
    ({ person }) => ({ personId: person, reason: "不再使用" }),
    byUnitOfPeople,
  ),
  [`${persons}#reopenPersonAccount`]: some(
    ({ person }) => ({ personId: person, reason: "继续使用" }),
    byUnitOfPeople,
  ),
};
