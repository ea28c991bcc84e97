import { expect, test } from "@playwright/test";
import { and, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { accountRoles, auditLog, departments, roles } from "@/db/schema";
import { builtInRoles } from "@/db/seed/roles";
import { type Permission, permissionsOf } from "@/lib/access/permissions";
import { administrator, nextIdNumber, organizationTree } from "@/tests/fixtures";
import { cookieOf } from "../isolation/arrange";
import { actionIds } from "../isolation/enumerate";
import { callAction } from "../isolation/http";
import { openSnapshots } from "../isolation/snapshot";

/*
 * Forged form data: an administrator who may manage administrators and roles, and little else, sends what no page of
 * theirs offers, to get more for themself or for somebody else. It is refused, nothing changes, and what would have
 * been beyond their rights stands in the audit log.
 */

const password = "大明湖畔-Lake-2031";
const little: Permission[] = ["administrators.manage", "roles.manage", "hours.review"];
const full = builtInRoles.employerAdministrator.id;

let world: Awaited<ReturnType<typeof arrange>>;
let ids: Map<string, string>;
let snapshots: ReturnType<typeof openSnapshots>;

test.beforeAll(async () => {
  world = await arrange();
  ids = await actionIds();
  snapshots = openSnapshots();
});
test.afterAll(() => snapshots.close());

async function arrange() {
  const { bureau, unit, foreignUnit } = await organizationTree(db);
  /** An administrator with these modules, by a role of their own. */
  const made = async (at: typeof unit, permissions: readonly Permission[]) => {
    const { id } = await administrator(db, at, { permissions, password });
    const [held] = await db
      .select({ id: accountRoles.roleId })
      .from(accountRoles)
      .where(eq(accountRoles.accountId, id));
    return { id, role: held?.id ?? "" };
  };
  const chief = async () => {
    const account = await made(unit, []);
    await db.update(accountRoles).set({ roleId: full }).where(eq(accountRoles.accountId, account.id));
    return account.id;
  };
  const departmentAt = async (organizationId: string) => {
    const [row] = await db
      .insert(departments)
      .values({ organizationId, name: "教务处" })
      .returning({ id: departments.id });
    return row?.id ?? "";
  };
  const clerk = await made(unit, little);
  const stronger = await made(unit, ["hours.review", "persons.read"]);
  // Nothing in this role is beyond the clerk; what else one who has it may do is.
  const shared = await made(unit, ["hours.review"]);
  await db.insert(accountRoles).values({ accountId: shared.id, roleId: stronger.role });
  return {
    ...{ root: bureau.path, unit, foreignUnit, clerk, cookie: await cookieOf(clerk) },
    // The only one.
    chief: await chief(),
    ...{ stronger, shared },
    peer: await made(unit, ["hours.review"]),
    foreign: await made(foreignUnit, ["hours.review"]),
    ...{ department: await departmentAt(unit.id), foreignDepartment: await departmentAt(foreignUnit.id) },
  };
}
type World = typeof world;

const role = (permissions: readonly Permission[]) => ({ name: "学时专员", description: "", permissions });
const basics = { name: "某管理员", phone: "13800000000", email: "", position: "" };
const rights = (roleIds: string[], departmentIds: string[] = []) => ({
  ...{ roleIds, departmentIds, scope: departmentIds.length > 0 ? "departments" : "all" },
});
const newAdministrator = (...given: Parameters<typeof rights>) => ({
  ...{ ...basics, idNumber: nextIdNumber(), rights: rights(...given) },
});
const edited = (target: { id: string; role: string }, ...given: Parameters<typeof rights>) => ({
  ...{ ...basics, id: target.id, rights: rights(...given) },
  seen: { roleIds: [target.role], departmentIds: [] },
});
const handedOver = (successorId: string) => ({ successorId, own: "keep", roleIds: [full], password });

type Attempt = {
  action: string;
  argument: (world: World) => unknown;
  /** Whom or what the audit names; undefined: it is only not there for them, and no attempt at anything. */
  audited?: (world: World) => string | null;
};

const onRoles: Record<string, Attempt> = {
  "a new role with a module that they don't have": {
    action: "createRole",
    argument: () => role(["hours.review", "persons.read"]),
    audited: () => null,
  },
  "a new role with everything": {
    action: "createRole",
    argument: () => role(permissionsOf("employer")),
    audited: () => null,
  },
  "a new role with a module of bureaus": {
    action: "createRole",
    argument: () => role(["authorities.manage"]),
    audited: () => null,
  },
  "more modules in their own role": {
    action: "editRole",
    argument: ({ clerk }) => ({ ...role([...little, "audit.read"]), id: clerk.role, seen: little }),
    audited: ({ clerk }) => clerk.role,
  },
  "a role with more than they have, made smaller": {
    action: "editRole",
    argument: ({ stronger }) => ({
      ...{ ...role(["hours.review"]), id: stronger.role, seen: ["hours.review", "persons.read"] },
    }),
    audited: ({ stronger }) => stronger.role,
  },
  "the modules of a role that somebody has who may more": {
    action: "editRole",
    argument: ({ shared }) => ({ ...role(["roles.manage"]), id: shared.role, seen: ["hours.review"] }),
    audited: ({ shared }) => shared.role,
  },
  "a built-in role": {
    action: "editRole",
    argument: () => ({
      ...{ ...role(little), id: builtInRoles.hoursReviewer.id, seen: ["hours.progress", "hours.review"] },
    }),
    audited: () => builtInRoles.hoursReviewer.id,
  },
  "a role with more than they have, deleted": {
    action: "deleteRole",
    argument: ({ stronger }) => ({ id: stronger.role }),
    audited: ({ stronger }) => stronger.role,
  },
  "a built-in role, deleted": {
    action: "deleteRole",
    argument: () => ({ id: builtInRoles.enquirer.id }),
    audited: () => builtInRoles.enquirer.id,
  },
  "another unit's role": {
    action: "editRole",
    argument: ({ foreign }) => ({ ...role(["hours.review"]), id: foreign.role, seen: ["hours.review"] }),
  },
};

const self = ({ clerk }: World) => clerk.id;

const onAdministrators: Record<string, Attempt> = {
  "the full role for themself": {
    action: "editAdministrator",
    argument: ({ clerk }) => edited(clerk, [clerk.role, full]),
    audited: self,
  },
  "a stronger role for themself": {
    action: "editAdministrator",
    argument: ({ clerk, stronger }) => edited(clerk, [clerk.role, stronger.role]),
    audited: self,
  },
  "their own rights as they are": {
    action: "editAdministrator",
    argument: ({ clerk }) => edited(clerk, [clerk.role]),
    audited: self,
  },
  "the full role for a colleague": {
    action: "editAdministrator",
    argument: ({ peer }) => edited(peer, [full]),
    audited: ({ peer }) => peer.id,
  },
  "a stronger role for a colleague": {
    action: "editAdministrator",
    argument: ({ peer, stronger }) => edited(peer, [peer.role, stronger.role]),
    audited: ({ peer }) => peer.id,
  },
  "a stronger role for a colleague, limited to a department": {
    action: "editAdministrator",
    argument: ({ peer, stronger, department }) => edited(peer, [stronger.role], [department]),
    audited: ({ peer }) => peer.id,
  },
  "a new administrator with the full role": {
    action: "createAdministrator",
    argument: () => newAdministrator([full]),
    audited: () => null,
  },
  "a new administrator with a stronger role": {
    action: "createAdministrator",
    argument: ({ stronger }) => newAdministrator([stronger.role]),
    audited: () => null,
  },
  "less for who has more": {
    action: "editAdministrator",
    argument: ({ stronger, peer }) => edited(stronger, [peer.role]),
    audited: ({ stronger }) => stronger.id,
  },
  "less for a 全权管理员": {
    action: "editAdministrator",
    argument: ({ chief, peer }) => edited({ id: chief, role: full }, [peer.role]),
    audited: ({ chief }) => chief,
  },
  "the full rights, handed over to a colleague": {
    action: "handOver",
    argument: ({ peer }) => handedOver(peer.id),
    audited: ({ peer }) => peer.id,
  },
  "the full rights, handed over to themself": {
    action: "handOver",
    argument: ({ clerk }) => handedOver(clerk.id),
    audited: self,
  },
  ...Object.fromEntries(
    ["disable", "enable", "delete"].flatMap((verb) =>
      (["stronger", "chief", "clerk"] as const).map((whom): [string, Attempt] => {
        const target = (from: World) => (whom === "chief" ? from.chief : from[whom].id);
        return [
          `${verb} ${whom}`,
          {
            action: `${verb}Administrator`,
            argument: (from) => ({ id: target(from) }),
            audited: target,
          },
        ];
      }),
    ),
  ),
  "a 全权管理员 whose password they would know": {
    action: "resetAdministratorPassword",
    argument: ({ chief }) => ({ id: chief }),
    audited: ({ chief }) => chief,
  },
  "their own password, set to the initial one": {
    action: "resetAdministratorPassword",
    argument: ({ clerk }) => ({ id: clerk.id }),
    audited: self,
  },
  "another unit's role": {
    action: "editAdministrator",
    argument: ({ peer, foreign }) => edited(peer, [peer.role, foreign.role]),
    audited: ({ peer }) => peer.id,
  },
  "another unit's role for a new administrator": {
    action: "createAdministrator",
    argument: ({ foreign }) => newAdministrator([foreign.role]),
    audited: () => null,
  },
  "another kind's full role": {
    action: "editAdministrator",
    argument: ({ peer }) => edited(peer, [builtInRoles.bureauAdministrator.id]),
    audited: ({ peer }) => peer.id,
  },
  "another unit's department": {
    action: "editAdministrator",
    argument: ({ peer, department, foreignDepartment }) =>
      edited(peer, [peer.role], [department, foreignDepartment]),
  },
  "another unit's department for a new administrator": {
    action: "createAdministrator",
    argument: ({ peer, foreignDepartment }) => newAdministrator([peer.role], [foreignDepartment]),
  },
  "another unit's administrator": {
    action: "disableAdministrator",
    argument: ({ foreign }) => ({ id: foreign.id }),
  },
};

for (const [kind, attempts] of Object.entries({ role: onRoles, administrator: onAdministrators })) {
  test.describe(`${kind}s`, () => {
    for (const [name, attempt] of Object.entries(attempts)) {
      test(name, () => expectRefused(`${kind}.refused`, attempt));
    }
  });
}

const send = async (action: string, argument: unknown) => {
  const file = action.includes("Role") ? "roles" : "administrators";
  const id = ids.get(`app/(console)/structure/${file}/actions.ts#${action}`);
  const { result } = await callAction(world.cookie, id ?? "", argument);
  return result as { ok: boolean; message?: string; fields?: Record<string, string> };
};

/** What the clerk did or tried, the newest last. */
const auditOf = (action: string) =>
  db
    .select({ subjectId: auditLog.subjectId, organizationId: auditLog.actorOrganizationId })
    .from(auditLog)
    .where(and(eq(auditLog.actorId, world.clerk.id), eq(auditLog.action, action)))
    .orderBy(auditLog.id);

async function expectRefused(verb: string, { action, argument, audited }: Attempt): Promise<void> {
  const before = await auditOf(verb);
  const changed = await snapshots.changes(world.root, async () => {
    const result = await send(action, argument(world));
    expect(result).toMatchObject({ ok: false, message: expect.stringMatching(/\p{Script=Han}/u) });
    // Neither the gate nor the schema: it is the command that refuses.
    expect(result.message).not.toMatch(/^填写的内容|没有进行此项操作的权限|登录已失效/);
  });
  expect(changed).toEqual([]);
  const added = (await auditOf(verb)).slice(before.length);
  expect(added).toEqual(audited ? [{ subjectId: audited(world), organizationId: world.unit.id }] : []);
}

/* Last, because it changes the world: refusing everything would pass all of the above. */
test("what is theirs to give is given, and nothing else that is sent along", async () => {
  const { peer, foreignUnit, department, unit } = world;
  const made = await send("createRole", {
    ...{ ...role(["hours.review"]), organizationId: foreignUnit.id, id: peer.role },
  });
  expect(made).toMatchObject({ ok: true });
  const [own] = await db
    .select()
    .from(roles)
    .where(and(eq(roles.organizationId, unit.id), eq(roles.name, "学时专员")));
  expect(own?.permissions).toEqual(["hours.review"]);
  expect(own?.id).not.toBe(peer.role);

  const given = edited(peer, [own?.id ?? ""], [department]);
  const more = { ...given, permissions: permissionsOf("employer"), state: "closed", portal: "authority" };
  const account = await snapshots.account(peer.id);
  expect(await send("editAdministrator", { ...more, organizationId: foreignUnit.id })).toMatchObject({
    ok: true,
  });
  const after = JSON.parse(await snapshots.account(peer.id));
  expect(after).toEqual({ ...JSON.parse(account), name: basics.name, phone: basics.phone });
  const held = await db
    .select({ roleId: accountRoles.roleId })
    .from(accountRoles)
    .where(eq(accountRoles.accountId, peer.id));
  expect(held).toEqual([{ roleId: own?.id }]);
});
