import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { accountRoles, departments, roles, sessions } from "@/db/schema";
import type { Organization } from "@/scripts/seed/rows";
import { administrator } from "@/tests/fixtures";

/* What the victim's unit is run with: departments, roles, administrators, and the victim's logins. */

type Parts = {
  unit: Organization;
  spareUnit: Organization;
  spareAuthority: Organization;
  accountId: string;
  mark: string;
  unitMark: string;
  idNumber: () => string;
};

export async function arrangeRunning({ unit, accountId, mark, unitMark, idNumber, ...spare }: Parts) {
  const organizationId = unit.id;
  const named = (name: string) => ({ name: `${name}${mark}`, idNumber: idNumber() });
  const [spareDepartment] = await db
    .insert(departments)
    .values({ organizationId, name: `备用科室${unitMark}`, position: 1 })
    .returning({ id: departments.id });
  const colleague = await administrator(db, unit, {
    ...{ ...named("管理员"), permissions: ["hours.review"] },
  });
  const [held] = await db
    .select({ id: accountRoles.roleId })
    .from(accountRoles)
    .where(eq(accountRoles.accountId, colleague.id));
  const role = held?.id ?? "";
  await db
    .update(roles)
    .set({ name: `角色${mark}` })
    .where(eq(roles.id, role));
  const [spareRole] = await db
    .insert(roles)
    .values({ organizationId, name: `备用角色${mark}`, permissions: ["hours.review"] })
    .returning({ id: roles.id });
  const [session] = await db
    .insert(sessions)
    .values({ accountId, address: "127.0.0.1", userAgent: `浏览器${mark}` })
    .returning({ id: sessions.id });
  // Neither has the built-in role: whoever is above may appoint them.
  const subordinate = await administrator(db, spare.spareUnit, named("下级管理员"));
  const ofAuthority = await administrator(db, spare.spareAuthority, named("主管管理员"));
  return {
    ...{ spareUnitAdministrator: subordinate.id, spareAuthorityAdministrator: ofAuthority.id },
    ...{ administrator: colleague.id, role, session: session?.id ?? "" },
    ...{ spareDepartment: spareDepartment?.id ?? "", spareRole: spareRole?.id ?? "" },
  };
}
