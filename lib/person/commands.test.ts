import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Executor } from "@/db/client";
import { accounts, auditLog, persons } from "@/db/schema";
import type { Ctx } from "@/lib/context";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { administrator, ctxFor, organizationTree, type Person, professional } from "@/tests/fixtures";
import { contactSchema } from "./change";
import { editContact } from "./commands";

let database: TestDatabase;
let db: Executor;
let tree: Awaited<ReturnType<typeof organizationTree>>;
let unit: Ctx;
let own: Ctx;
let person: Person;

beforeAll(async () => {
  database = await testDatabase();
  db = database.db;
  tree = await organizationTree(db);
  unit = await ctxFor(db, await administrator(db, tree.unit));
});
afterAll(() => database.close());
beforeEach(async () => {
  const made = await professional(db, tree.unit);
  person = made.person;
  own = await ctxFor(db, made.account);
});

async function stored(id: string) {
  const [row] = await db.select().from(persons).where(eq(persons.id, id));
  return row as Person;
}

describe("contact data", () => {
  const contact = (edits: Record<string, string>) =>
    contactSchema.parse({
      phone: "13800000000",
      email: "",
      ethnicity: "",
      politicalStatus: "",
      workStartedOn: "",
      specialty: "",
      ...edits,
    });
  const audited = () =>
    db
      .select()
      .from(auditLog)
      .where(and(eq(auditLog.action, "person.edit"), eq(auditLog.subjectId, person.id)));

  test("is changed at once, and audited by the names of the fields", async () => {
    const result = await editContact(own, contact({ phone: "139 1111 2222", specialty: "语文教学" }));
    expect(result).toEqual({ fields: ["phone", "specialty"] });
    expect(await stored(person.id)).toEqual({ ...person, phone: "13911112222", specialty: "语文教学" });
    expect((await audited()).map(({ detail }) => detail)).toEqual([{ fields: ["phone", "specialty"] }]);
    const [account] = await db.select().from(accounts).where(eq(accounts.personId, person.id));
    expect(account?.phone).toBe("13911112222");
  });

  test("writes and audits nothing where nothing differs", async () => {
    expect(await editContact(own, contact({}))).toEqual({ fields: [] });
    expect(await audited()).toEqual([]);
  });

  test("is refused with its field, and to administrators", async () => {
    await expect(editContact(own, contact({ workStartedOn: "1950-01-01" }))).rejects.toMatchObject({
      fields: { workStartedOn: "参加工作时间不能早于出生日期" },
    });
    await expect(editContact(unit, contact({}))).rejects.toMatchObject({ code: "missing" });
  });
});
