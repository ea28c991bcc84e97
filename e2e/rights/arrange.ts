import { and, inArray, isNotNull } from "drizzle-orm";
import { db } from "@/db/client";
import { accountRoles, departments, roles } from "@/db/schema";
import { type Permission, permissionKeys, permissionsOf } from "@/lib/access/permissions";
import { administrator, organizationTree, professional } from "@/tests/fixtures";
import { cookieOf } from "../isolation/arrange";
import { type Column, columns } from "./columns";

/** Who has been given one module, and who all the others. */
const withModule = ["module", "limited", "foreignUnit", "superior", "bureau"] as const;
const withOthers = ["otherModules", "superiorOthers", "bureauOthers"] as const;

type Given = Record<Column, readonly Permission[]>;

/**
 * A session for each column, in organizations of their own. `give` says by their roles who holds what from the next
 * request on: `one` has this one module (null: none), `others` all but `those`.
 */
export async function arrangeColumns() {
  const tree = await organizationTree(db);
  const [department] = await db
    .insert(departments)
    .values({ organizationId: tree.unit.id, name: "教务处" })
    .returning({ id: departments.id });
  // The lower bureau, so that it has a superior as all the others have.
  const { unit, foreignUnit, authority, countyBureau } = tree;
  const everything = { permissions: permissionsOf("employer") };
  const none = { permissions: [] };
  const accounts = {
    disabled: await administrator(db, unit, { ...everything, state: "disabled" }),
    suspended: (await professional(db, unit, { state: "suspended" })).account,
    initialPassword: await administrator(db, unit, { ...everything, mustChangePassword: true }),
    noModule: await administrator(db, unit, none),
    otherModules: await administrator(db, unit, none),
    module: await administrator(db, unit, none),
    limited: await administrator(db, unit, { ...none, departments: [department?.id ?? ""] }),
    foreignUnit: await administrator(db, foreignUnit, none),
    superior: await administrator(db, authority, none),
    superiorOthers: await administrator(db, authority, none),
    bureau: await administrator(db, countyBureau, none),
    bureauOthers: await administrator(db, countyBureau, none),
    professional: (await professional(db, unit)).account,
  };
  const cookies = { nobody: "" } as Record<Column, string>;
  for (const [column, account] of Object.entries(accounts))
    cookies[column as Column] = await cookieOf(account);

  async function write(who: readonly (keyof typeof accounts)[], permissions: Permission[]) {
    const held = db
      .select({ id: accountRoles.roleId })
      .from(accountRoles)
      .where(
        inArray(
          accountRoles.accountId,
          who.map((column) => accounts[column].id),
        ),
      );
    await db
      .update(roles)
      .set({ permissions })
      .where(and(inArray(roles.id, held), isNotNull(roles.organizationId)));
  }
  /** What has been given to each, as `answerTo` asks. */
  const given = Object.fromEntries(columns.map((column) => [column, []])) as unknown as Given;
  async function give(one: Permission | null, those: readonly Permission[]) {
    const mine = one ? [one] : [];
    const others = permissionKeys.filter((key) => !those.includes(key));
    await write(withModule, mine);
    await write(withOthers, others);
    for (const column of withModule) given[column] = mine;
    for (const column of withOthers) given[column] = others;
  }
  return { cookies, given, give, accounts };
}
export type Columns = Awaited<ReturnType<typeof arrangeColumns>>;
