import { sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { accountDepartments, accountRoles, accounts, persons } from "@/db/schema";
import { builtInRoles } from "@/db/seed/roles";
import { permissionsOf } from "@/lib/access/permissions";
import { hashPassword } from "@/lib/auth/password";
import { type Ctx, contextOf } from "@/lib/context";
import { currentYear } from "@/lib/date";
import { factsOf } from "@/lib/id-number";
import type { DemoOrganization } from "./organizations";
import { freshPassword } from "./passwords";
import { makeProfile } from "./profiles";
import { exampleIdNumber } from "./rows";

/** Somebody of the demo. `password` null: the initial one, not told. */
export type DemoPerson = {
  ctx: Ctx;
  idNumber: string;
  name: string;
  password: string | null;
  organization: DemoOrganization;
};

const women =
  "王芳 李静 张丽 刘敏 陈娟 杨雪 赵琳 黄燕 周慧 吴倩 徐璐 孙悦 胡颖 朱婷 高洁 林晓梅 何佳 郭瑞雪 马玉兰 罗文静 梁思雨 宋雅琴 郑秀英 谢春霞 韩冰 唐淑贞 冯晓燕 于海霞 董月华 程静怡".split(
    " ",
  );
const men =
  "李强 王磊 张伟 刘洋 陈杰 杨军 赵鹏 黄涛 周斌 吴昊 徐明 孙志远 胡建国 朱宏 高峰 林海 何勇 郭振华 马文博 罗成 梁栋 宋立新 郑国栋 谢永刚 韩东升 唐志强 冯建军 于洪涛 董文彬 程远航".split(
    " ",
  );

/** An account of an administrator, or of whatever else `role` lets its holder do; `limits`: names of departments. */
export async function insertAdministrator(
  db: Executor,
  organization: DemoOrganization,
  {
    name,
    role,
    serial,
    limits = [],
  }: { name: string; role: keyof typeof builtInRoles; serial: number; limits?: readonly string[] },
): Promise<DemoPerson> {
  const { row } = organization;
  const portal = row.kind === "employer" ? "employer" : "authority";
  const idNumber = exampleIdNumber("370802", "1980-01-01", serial);
  const password = freshPassword();
  const [account] = await db
    .insert(accounts)
    .values({
      portal,
      idNumber,
      name,
      organizationId: row.id,
      phone: `1390000${String(serial).padStart(4, "0")}`,
      position: role.endsWith("Administrator") ? "办公室主任" : "继续教育专员",
      passwordHash: await hashPassword(password),
    })
    .returning();
  const { id: accountId } = account as typeof accounts.$inferSelect;
  await db.insert(accountRoles).values({ accountId, roleId: builtInRoles[role].id });
  const limited = organization.departments.filter((department) => limits.includes(department.name));
  if (limited.length > 0) {
    await db
      .insert(accountDepartments)
      .values(limited.map((department) => ({ accountId, departmentId: department.id })));
  }
  const ctx = contextOf(
    db,
    {
      accountId,
      sessionId: accountId,
      portal,
      name,
      mustChangePassword: false,
      permissions: new Set(permissionsOf(row.kind)),
      organization: row,
      person: null,
      departments: limited.length > 0 ? limited.map((department) => department.id) : null,
    },
    "127.0.0.1",
  );
  return { ctx, idNumber, name, password, organization };
}

/**
 * The `index`-th professional of the demo. All but those `withPassword` still have their initial password,
 * as after an import: the last six of the ID number, to be changed at the first login.
 */
export async function insertProfessional(
  db: Executor,
  organization: DemoOrganization,
  { index, withPassword }: { index: number; withPassword: boolean },
): Promise<DemoPerson> {
  const { row, plan, departments } = organization;
  const male = index % 2;
  const name = (male ? men : women)[Math.floor(index / 2)] as string;
  const birthYear = currentYear() - 27 - ((index * 7) % 31);
  const birthDate = `${birthYear}-${pad(1 + ((index * 5) % 12))}-${pad(1 + ((index * 11) % 28))}`;
  const idNumber = exampleIdNumber(plan.divisionCode, birthDate, index);
  const phone = `1380000${String(index).padStart(4, "0")}`;
  const profile = makeProfile({ index, birthYear, profession: plan.profession ?? "school" });
  const [person] = await db
    .insert(persons)
    .values({
      organizationId: row.id,
      departmentId: departments[index % departments.length]?.id,
      name,
      idNumber,
      ...factsOf(idNumber),
      phone,
      ...profile,
    })
    .returning();
  const { id: personId } = person as typeof persons.$inferSelect;
  const password = withPassword ? freshPassword() : null;
  const [account] = await db
    .insert(accounts)
    .values({
      portal: "professional",
      personId,
      idNumber,
      name,
      phone,
      email: profile.email,
      ...(password
        ? { passwordHash: await hashPassword(password) }
        : { initialPasswordUntil: sql`now() + interval '90 days'`, mustChangePassword: true }),
    })
    .returning();
  const { id: accountId } = account as typeof accounts.$inferSelect;
  const ctx = contextOf(
    db,
    {
      accountId,
      sessionId: accountId,
      portal: "professional",
      name,
      mustChangePassword: false,
      permissions: new Set(),
      organization: row,
      person: { id: personId, name },
      departments: null,
    },
    "127.0.0.1",
  );
  return { ctx, idNumber, name, password, organization };
}

const pad = (number: number) => String(number).padStart(2, "0");
