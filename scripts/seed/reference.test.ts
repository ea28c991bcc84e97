import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { annualStandards, conversionRules, roles } from "@/db/schema";
import { seedReference } from "@/db/seed/reference";
import { builtInRoles } from "@/db/seed/roles";
import { permissions, permissionsOf } from "@/lib/access/permissions";
import { listConversionRules } from "@/lib/hours/ledger/queries";
import { ruleFor } from "@/lib/hours/rules";
import { type TestDatabase, testDatabase } from "@/tests/database";

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  await seedReference(database.owner);
});
afterAll(() => database.close());

test("built-in roles hold known permissions, the administrators' all of their kind of organization", () => {
  for (const role of Object.values(builtInRoles)) {
    expect(Object.keys(permissions), role.name).toEqual(expect.arrayContaining([...role.permissions]));
  }
  const sorted = (keys: readonly string[]) => [...keys].sort();
  const { employerAdministrator, authorityAdministrator, bureauAdministrator } = builtInRoles;
  expect(sorted(employerAdministrator.permissions)).toEqual(sorted(permissionsOf("employer")));
  expect(sorted(authorityAdministrator.permissions)).toEqual(sorted(permissionsOf("authority")));
  expect(sorted(bureauAdministrator.permissions)).toEqual(sorted(permissionsOf("bureau")));
});

test("every example rule says so, and each form has one for each of its units and levels", async () => {
  const rules = await listConversionRules(database.db, [2026]);
  for (const rule of rules) expect(rule.source).toMatch(/^示例/);
  const measures = [
    ["degree", "本科", "course", 15],
    ["training", "市", "day", 8],
    ["training", "国家", "hour", 1],
    ["paper", "国家级", "thousand-characters", 5],
    ["paper", "省级", "thousand-characters", 3],
    ["paper", "市级", "thousand-characters", 2],
  ] as const;
  for (const [form, level, unit, hours] of measures) {
    expect(ruleFor(rules, form, 2026, { level, unit })?.hoursPerUnit).toBe(hours);
  }
});

test("a second start keeps what the bureau has edited and puts built-in roles right", async () => {
  const { owner } = database;
  const { id } = builtInRoles.enquirer;
  await owner.update(annualStandards).set({ total: 100 }).where(eq(annualStandards.year, 2026));
  await owner.update(conversionRules).set({ hoursPerUnit: 10 }).where(eq(conversionRules.form, "degree"));
  await owner.update(roles).set({ permissions: [] }).where(eq(roles.id, id));
  const before = await owner.$count(conversionRules);
  await seedReference(owner);
  const [standard] = await owner.select().from(annualStandards).where(eq(annualStandards.year, 2026));
  expect(standard?.total).toBe(100);
  const [rule] = await owner.select().from(conversionRules).where(eq(conversionRules.form, "degree"));
  expect(rule?.hoursPerUnit).toBe(10);
  expect(await owner.$count(conversionRules)).toBe(before);
  const [role] = await owner.select().from(roles).where(eq(roles.id, id));
  expect(role?.permissions).toEqual([...builtInRoles.enquirer.permissions]);
});
