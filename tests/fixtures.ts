import { and, eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import type { Executor } from "@/db/client";
import {
  accountDepartments,
  accountRoles,
  accounts,
  attachments,
  persons,
  reviews,
  roles,
  sessions,
} from "@/db/schema";
import { type Permission, permissionsOf } from "@/lib/access/permissions";
import { loadViewer, type Viewer } from "@/lib/access/viewer";
import { hashPassword } from "@/lib/auth/password";
import { type Ctx, contextOf } from "@/lib/context";
import { currentYear } from "@/lib/date";
import { type DeclarationInput, declarationSchema } from "@/lib/hours/schema";
import { factsOf } from "@/lib/id-number";
import { submitDeclaration } from "@/lib/review/declaration";
import { exampleIdNumber, insertOrganization, type Organization } from "@/scripts/seed/rows";

/* Rows for tests and the bench. Every builder takes the application's rights or the owner's. */

export type Account = typeof accounts.$inferSelect;
export type Person = typeof persons.$inferSelect;
export type Attachment = typeof attachments.$inferSelect;

// Playwright's workers share one database: each counts from a place of its own.
let made = Number(process.env.TEST_WORKER_INDEX ?? 0) * 10_000;
/** Another number at each call, for what must be unique. */
const nextNumber = (): number => ++made;

/** A valid ID number that no other call of this process has got. */
export function nextIdNumber(): string {
  const number = nextNumber();
  const day = new Date(Date.UTC(1970, 0, 1 + Math.floor(number / 1000)));
  return exampleIdNumber("370802", day.toISOString().slice(0, 10), number % 1000);
}

/** An active organization below `parent`; without one it is the root of a tree of its own. */
export async function organization(
  db: Executor,
  kind: Organization["kind"],
  name: string,
  parent?: Organization,
): Promise<Organization> {
  return insertOrganization(db, {
    parent,
    kind,
    name,
    code: `TEST${uuidv7()}`,
    divisionCode: "370800",
    phone: "0537-0000000",
  });
}

/**
 * A bureau with all below it:
 *
 *     bureau ─┬─ authority ──────── unit ── subUnit
 *             ├─ foreignAuthority ─ foreignUnit
 *             └─ countyBureau ───── countyUnit
 *
 * Chains end at the first bureau: three stages from `unit`, four from `subUnit`, two from `countyUnit`.
 */
export async function organizationTree(db: Executor) {
  const bureau = await organization(db, "bureau", "济宁市人社局");
  const authority = await organization(db, "authority", "济宁市教育局", bureau);
  const unit = await organization(db, "employer", "济宁市第一中学", authority);
  const subUnit = await organization(db, "employer", "济宁市第一中学北湖校区", unit);
  const foreignAuthority = await organization(db, "authority", "济宁市卫健委", bureau);
  const foreignUnit = await organization(db, "employer", "济宁市第一人民医院", foreignAuthority);
  const countyBureau = await organization(db, "bureau", "曲阜市人社局", bureau);
  const countyUnit = await organization(db, "employer", "曲阜市文化馆", countyBureau);
  return { bureau, authority, unit, subUnit, foreignAuthority, foreignUnit, countyBureau, countyUnit };
}

/**
 * An administrator of an organization, with all permissions of its portal or just `permissions`, limited to
 * `departments` if there are any. Without `password` nobody can log in as them; `viewerOf` works all the same.
 */
export async function administrator(
  db: Executor,
  { id: organizationId, kind }: Pick<Organization, "id" | "kind">,
  { permissions, password, departments = [], ...overrides }: AdministratorOptions = {},
): Promise<Account> {
  const portal = kind === "employer" ? "employer" : "authority";
  const [account] = await db
    .insert(accounts)
    .values({
      portal,
      organizationId,
      idNumber: nextIdNumber(),
      name: `管理员${nextNumber()}`,
      phone: "13905370000",
      passwordHash: await hashOf(password),
      ...overrides,
    })
    .returning();
  const [role] = await db
    .insert(roles)
    .values({
      organizationId,
      name: `角色${nextNumber()}`,
      permissions: [...(permissions ?? permissionsOf(kind))],
    })
    .returning();
  const { id: accountId } = account as Account;
  await db.insert(accountRoles).values({ accountId, roleId: role?.id as string });
  if (departments.length > 0) {
    await db
      .insert(accountDepartments)
      .values(departments.map((departmentId) => ({ accountId, departmentId })));
  }
  return account as Account;
}

type AdministratorOptions = {
  permissions?: readonly Permission[];
  password?: string;
  departments?: readonly string[];
} & Partial<Pick<Account, "name" | "idNumber" | "phone" | "state" | "mustChangePassword">>;

/** A professional of an organization, with their account. `overrides` are the person's; `password` as above. */
export async function professional(
  db: Executor,
  { id: organizationId }: Pick<Organization, "id">,
  {
    password,
    mustChangePassword,
    ...overrides
  }: Partial<typeof persons.$inferInsert> & { password?: string; mustChangePassword?: boolean } = {},
): Promise<{ account: Account; person: Person }> {
  const idNumber = overrides.idNumber ?? nextIdNumber();
  const [person] = await db
    .insert(persons)
    .values({
      organizationId,
      idNumber,
      name: `王小明${nextNumber()}`,
      ...factsOf(idNumber),
      phone: "13800000000",
      titleSeries: "中小学教师",
      titleLevel: "中级",
      title: "一级教师",
      ...overrides,
    })
    .returning();
  const { id: personId, name } = person as Person;
  const [account] = await db
    .insert(accounts)
    .values({
      portal: "professional",
      personId,
      idNumber,
      name,
      passwordHash: await hashOf(password),
      mustChangePassword,
    })
    .returning();
  return { account: account as Account, person: person as Person };
}

const hashOf = (password: string | undefined) => (password ? hashPassword(password) : "unused");

/**
 * Logs an account in without a password, and reads its viewer as a request does: from the shared database
 * of db/client, so `db` must be on that one.
 */
export async function viewerOf(db: Executor, accountId: string): Promise<Viewer> {
  const [session] = await db
    .insert(sessions)
    .values({ accountId, address: "127.0.0.1", userAgent: "test" })
    .returning({ id: sessions.id });
  const viewer = await loadViewer(session?.id as string);
  if (!viewer) throw new Error(`the account ${accountId} may not log in`);
  return viewer;
}

/** The context of a command that the viewer calls. */
const ctxOf = (db: Executor, viewer: Viewer): Ctx => contextOf(db, viewer, "127.0.0.1");

/** `ctxOf` of `viewerOf`. */
export const ctxFor = async (db: Executor, account: Pick<Account, "id">): Promise<Ctx> =>
  ctxOf(db, await viewerOf(db, account.id));

/** The row of a piece of evidence without its bytes: enough to declare, not to open it. */
export async function evidenceRow(
  db: Executor,
  person: { id: string },
  account: { id: string },
): Promise<Attachment> {
  const [row] = await db
    .insert(attachments)
    .values({
      personId: person.id,
      uploadedBy: account.id,
      fileName: "结业证书.pdf",
      mediaType: "application/pdf",
      size: 1024,
      sha256: "0".repeat(64),
    })
    .returning();
  return row as Attachment;
}

/**
 * What a form sends for a valid training of two hours in last year's June, another item at each call (thirty
 * fill the year's cap). Its evidence are two files, as the form demands.
 */
export function trainingInput(
  personId: string,
  [notice, certificate]: readonly [{ id: string }, { id: string }],
  overrides: TrainingOverrides = {},
): DeclarationInput {
  const year = currentYear() - 1;
  return {
    form: "training",
    personId,
    year,
    category: "professional",
    title: `骨干教师培训班第${nextNumber()}期`,
    startDate: `${year}-06-01`,
    endDate: `${year}-06-03`,
    hours: 2,
    note: "",
    detail: {
      organizer: "济宁市教育局",
      coOrganizer: "",
      level: "市",
      place: "济宁",
      measure: "学时",
      amount: 24,
      certificateNumber: "",
    },
    evidence: { notice: [{ id: notice.id }], certificate: [{ id: certificate.id }] },
    pledge: true,
    ...overrides,
  };
}

type TrainingOverrides = Partial<Omit<DeclarationInput, "form" | "detail">>;

/**
 * Submits a valid training: of the professional whose context it is, or of `personId` by their unit. Needs
 * the reference data of db/seed/reference.
 */
export async function pendingDeclaration(
  db: Executor,
  ctx: Ctx,
  overrides: TrainingOverrides = {},
): Promise<{ declarationId: string; reviewId: string }> {
  const personId = overrides.personId ?? ctx.viewer.person?.id;
  if (!personId) throw new Error("say whose declaration it is");
  const person = { id: personId };
  const account = { id: ctx.viewer.accountId };
  const files = [await evidenceRow(db, person, account), await evidenceRow(db, person, account)] as const;
  const input = declarationSchema.parse(trainingInput(personId, files, overrides));
  const { id: declarationId } = await submitDeclaration(ctx, input);
  const [review] = await db
    .select({ id: reviews.id })
    .from(reviews)
    .where(and(eq(reviews.subjectId, declarationId), eq(reviews.state, "pending")));
  return { declarationId, reviewId: review?.id as string };
}
