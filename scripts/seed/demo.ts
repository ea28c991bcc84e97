import type { Executor } from "@/db/client";
import type { builtInRoles } from "@/db/seed/roles";
import { portalLabels } from "@/lib/auth/schema";
import { createRole } from "@/lib/role/commands";
import { type DemoPerson, insertAdministrator, insertProfessional } from "./accounts";
import { administratorOf, type Cast, named } from "./cast";
import { inviteUnits, issueCodes } from "./codes";
import { playMatters } from "./matters";
import { type DemoOrganization, insertOrganizations } from "./organizations";
import { playPhotos } from "./photos";
import { playRegistrations } from "./registrations";
import { hurry } from "./reminders";
import { setStates } from "./states";
import { playStories } from "./stories";
import { spreadTimes } from "./times";

export type DemoAccount = { portal: string; name: string; idNumber: string; password: string; note: string };

/**
 * Loads the demo into a database that has reference data and nothing else, with the owner's rights; evidence
 * files go to FILES_DIR. Answers the accounts to print, with the only copy of their passwords.
 */
export async function seedDemo(db: Executor): Promise<{ accounts: DemoAccount[] }> {
  const organizations = await insertOrganizations(db);
  const administrators: DemoPerson[] = [];
  for (const [serial, organization] of organizations.entries()) {
    const { administrator: name, kind } = organization.plan;
    const role = administratorRoles[kind];
    administrators.push(await insertAdministrator(db, organization, { name, role, serial }));
  }
  const hospital = named(organizations, "济宁市第一人民医院");
  const reviewer = await insertAdministrator(db, hospital, {
    name: "亓丽华",
    role: "hoursReviewer",
    serial: organizations.length,
  });
  const limited = await insertAdministrator(db, hospital, {
    name: "逄晓东",
    role: "enquirer",
    serial: organizations.length + 1,
    limits: ["内科"],
  });

  const professionals: DemoPerson[] = [];
  for (const organization of organizations) {
    for (let person = 0; person < (organization.plan.people ?? 0); person++) {
      const index = professionals.length;
      const withPassword = index in shownProfessionals;
      professionals.push(await insertProfessional(db, organization, { index, withPassword }));
    }
  }
  const cast: Cast = {
    professionals,
    organizations,
    administrators: new Map(administrators.map((person) => [person.organization.row.id, person])),
  };
  await playStories(db, cast);
  await playPhotos(cast);
  const registrations = await playRegistrations(db, cast, await issueCodes(db, cast));
  await inviteUnits(cast);
  const played = [...registrations.played, ...(await playMatters(db, cast))];
  await spreadTimes(db, played);
  await hurry(db, cast, played);
  await setStates(db, cast);
  await createRole(administratorOf(cast, hospital.row.id), {
    name: "人事专员",
    description: "管理内设部门和人员，审核人员注册和信息修改",
    permissions: ["departments.manage", "persons.manage", "registrations.review", "person-changes.review"],
  });

  const imported = professionals.at(-1) as DemoPerson;
  return {
    accounts: [
      ...administrators.map((person) => account(person, "管理员")),
      account(reviewer, "学时审核员"),
      account(limited, "查询员，限定内科"),
      ...Object.entries(shownProfessionals).map(([index, note]) =>
        account(professionals[Number(index)] as DemoPerson, note),
      ),
      account(imported, "初始密码，登录后须修改"),
      ...registrations.accounts,
    ],
  };
}

const administratorRoles = {
  bureau: "bureauAdministrator",
  authority: "authorityAdministrator",
  employer: "employerAdministrator",
} as const satisfies Record<DemoOrganization["row"]["kind"], keyof typeof builtInRoles>;

/** Professionals whose passwords are told, by their number; which story they have is in stories.ts. */
const shownProfessionals: Record<number, string> = {
  0: "近两个年度达标，可打印学时证明",
  19: "人员调转待审核",
  27: "有驳回与重新提交的申报，职称变更待审核",
  40: "有单位代报与已撤回的申报，职称变更已驳回",
};

const account = ({ ctx, name, idNumber, password, organization }: DemoPerson, note: string): DemoAccount => ({
  portal: portalLabels[ctx.viewer.portal],
  name,
  idNumber,
  password: password ?? idNumber.slice(-6),
  note: `${organization.row.name}，${note}`,
});
