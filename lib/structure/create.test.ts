import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accountRoles, accounts, auditLog, registrations, temporaryCodes } from "@/db/schema";
import { builtInRoles } from "@/db/seed/roles";
import { login } from "@/lib/auth/login";
import { loginInput } from "@/lib/auth/test-accounts";
import type { Ctx } from "@/lib/context";
import { checkCharacter } from "@/lib/org/code";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { nextIdNumber } from "@/tests/fixtures";
import { organizationById, refusal, type StructureWorld, structureWorld } from "@/tests/structure";
import { createOrganization } from "./create";
import { type CreateOrganizationValues, createOrganizationSchema } from "./schema";

let database: TestDatabase;
let tree: StructureWorld["tree"];
let bureau: Ctx;
let authority: Ctx;
let unit: Ctx;

beforeAll(async () => {
  database = await testDatabase();
  ({ tree, bureau, authority, unit } = await structureWorld(database.db));
});
afterAll(() => database.close());

let made = 0;
function nextCode(): string {
  made += 1;
  const body = `12370800MB${String(made).padStart(7, "0")}`;
  return body + checkCharacter(body);
}

const common = () => ({
  name: "济宁市文化和旅游局",
  divisionCode: "370800",
  phone: "0537-2345678",
  address: "济宁市任城区红星中路 1 号",
  code: nextCode(),
  administratorName: "王小芳",
  administratorIdNumber: nextIdNumber(),
  administratorPhone: "13800001234",
});
const authorityInput = (values: Partial<ReturnType<typeof common>> = {}): CreateOrganizationValues => ({
  kind: "authority",
  ...common(),
  ...values,
});
const unitInput = (values: Partial<ReturnType<typeof common>> = {}): CreateOrganizationValues => ({
  kind: "employer",
  ...common(),
  name: "济宁市第一中学东校区",
  nature: "事业单位（全额）",
  level: "市属",
  industry: "教育",
  legalRepresentative: "李明",
  contactName: "赵强",
  ...values,
});
const create = (ctx: Ctx, branch: "authorities" | "units", values: CreateOrganizationValues) =>
  createOrganization(ctx, branch, createOrganizationSchema.parse(values));

test("a bureau's new authority is active at once, and its administrator logs in with the last six and must change", async () => {
  const values = authorityInput();
  const { id, name, initialPasswordDays } = await create(bureau, "authorities", values);
  const row = await organizationById(database.db, id);
  expect(row).toMatchObject({ name, kind: "authority", state: "active", parentId: tree.bureau.id });
  expect(row?.path).toBe(`${tree.bureau.path}${row?.number}/`);
  const [account] = await database.db
    .select({
      id: accounts.id,
      portal: accounts.portal,
      mustChangePassword: accounts.mustChangePassword,
      passwordHash: accounts.passwordHash,
      until: accounts.initialPasswordUntil,
      roleId: accountRoles.roleId,
    })
    .from(accounts)
    .innerJoin(accountRoles, eq(accountRoles.accountId, accounts.id))
    .where(eq(accounts.organizationId, id));
  expect(account).toMatchObject({
    portal: "authority",
    mustChangePassword: true,
    passwordHash: null,
    roleId: builtInRoles.authorityAdministrator.id,
  });
  const days = ((account?.until?.getTime() ?? 0) - Date.now()) / 86_400_000;
  expect(days).toBeGreaterThan(initialPasswordDays - 1);
  expect(days).toBeLessThan(initialPasswordDays + 1);
  const input = await loginInput(database.db, {
    portal: "authority",
    idNumber: values.administratorIdNumber,
    password: values.administratorIdNumber.slice(-6),
  });
  await expect(login(database.db, input)).resolves.toEqual(expect.any(String));
  const audit = await database.owner.select().from(auditLog).where(eq(auditLog.subjectId, id));
  expect(audit).toMatchObject([{ action: "organization.create", actorId: bureau.viewer.accountId }]);
  expect(JSON.stringify(audit)).not.toContain(values.administratorIdNumber);
});

test("a unit's new sub-unit stands below it with all it says of itself, its administrator in the employers' portal", async () => {
  const { id } = await create(unit, "units", unitInput());
  const row = await organizationById(database.db, id);
  expect(row).toMatchObject({
    kind: "employer",
    parentId: tree.unit.id,
    nature: "事业单位（全额）",
    legalRepresentative: "李明",
    contactName: "赵强",
  });
  expect(row?.path.startsWith(tree.unit.path)).toBe(true);
  const [account] = await database.db
    .select({ portal: accounts.portal, roleId: accountRoles.roleId })
    .from(accounts)
    .innerJoin(accountRoles, eq(accountRoles.accountId, accounts.id))
    .where(eq(accounts.organizationId, id));
  expect(account).toEqual({ portal: "employer", roleId: builtInRoles.employerAdministrator.id });
});

test("what is typed full-width, in lower case or with spaces is stored as it is meant", async () => {
  const values = authorityInput();
  const typed = (text: string) =>
    text
      .toLowerCase()
      .replaceAll("1", "１")
      .replace(/^(.{6})/, "$1 ");
  const { id } = await create(bureau, "authorities", {
    ...values,
    code: typed(values.code),
    administratorIdNumber: typed(values.administratorIdNumber),
    name: "  济宁市　水务局 ",
  });
  const row = await organizationById(database.db, id);
  expect(row).toMatchObject({ code: values.code, name: "济宁市 水务局" });
  const [account] = await database.db.select().from(accounts).where(eq(accounts.organizationId, id));
  expect(account?.idNumber).toBe(values.administratorIdNumber);
});

test("who isn't a bureau creates no authority, and nobody what the branch doesn't have; units are anybody's", async () => {
  for (const ctx of [authority, unit]) {
    const error = await refusal(create(ctx, "authorities", authorityInput()));
    expect(error).toMatchObject({ code: "forbidden", message: "只有人社局可以管理主管部门和临时编码" });
  }
  for (const ctx of [bureau, authority]) {
    const { id } = await create(ctx, "units", unitInput());
    expect(await organizationById(database.db, id)).toMatchObject({
      kind: "employer",
      parentId: ctx.viewer.organization.id,
    });
  }
  expect(await refusal(create(unit, "units", authorityInput()))).toMatchObject({ code: "invalid" });
  expect(await refusal(create(bureau, "authorities", unitInput()))).toMatchObject({ code: "invalid" });
});

test("a code and an ID number in use are told at their fields, both at once, and of neither whose it is", async () => {
  const values = authorityInput();
  await create(bureau, "authorities", values);
  const error = await refusal(create(bureau, "authorities", values));
  expect(error.code).toBe("conflict");
  expect(Object.keys(error.fields ?? {}).sort()).toEqual(["administratorIdNumber", "code"]);
  expect(JSON.stringify(error.fields)).not.toContain(values.name);
  // The other portal is another account.
  await create(unit, "units", unitInput({ administratorIdNumber: values.administratorIdNumber }));
});

test("a code or an ID number of a registration under review is in use; once it is rejected it is free", async () => {
  const values = unitInput();
  const [registration] = await database.db
    .insert(registrations)
    .values({
      kind: "unit",
      state: "pending",
      idNumber: values.administratorIdNumber,
      name: "张三",
      code: values.code,
      organizationId: tree.authority.id,
      passwordHash: "x",
      values: {},
      submittedAt: new Date(),
    })
    .returning();
  const error = await refusal(create(unit, "units", values));
  expect(Object.keys(error.fields ?? {}).sort()).toEqual(["administratorIdNumber", "code"]);
  await database.db
    .update(registrations)
    .set({ state: "rejected" })
    .where(eq(registrations.id, registration?.id as string));
  await create(unit, "units", values);
});

test("a 临时编码 must have been issued and not cancelled", async () => {
  const codes = ["LS370800000001", "LS370800000002"];
  await database.db.insert(temporaryCodes).values(
    codes.map((code, index) => ({
      code,
      organizationId: tree.bureau.id,
      unitName: "济宁市文物局",
      issuedBy: "周敏",
      cancelledAt: index === 1 ? new Date() : null,
    })),
  );
  await create(bureau, "authorities", authorityInput({ code: "LS370800000001" }));
  for (const code of ["LS370800000002", "LS370800000003"]) {
    const error = await refusal(create(bureau, "authorities", authorityInput({ code })));
    expect(error.fields?.code).toBe("该临时编码不存在或已作废，请向人社局核实");
  }
});

test("of two at the same moment with one code, or one ID number, one wins and the other is told at the field", async () => {
  for (const field of ["code", "administratorIdNumber"] as const) {
    const first = authorityInput();
    const second = authorityInput({ [field]: first[field] });
    const results = await Promise.allSettled(
      [first, second].map((values) => create(bureau, "authorities", values)),
    );
    const lost = results.filter((result) => result.status === "rejected");
    expect(lost.length, field).toBe(1);
    expect(lost[0]?.reason).toMatchObject({ code: "conflict", fields: { [field]: expect.any(String) } });
  }
});
