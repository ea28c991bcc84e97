import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { departments } from "@/db/schema";
import type { Ctx } from "@/lib/context";
import { deleteDepartment } from "@/lib/department/commands";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { administrator, ctxFor, nextIdNumber, organizationTree } from "@/tests/fixtures";
import { decideChange, personRow, somebody } from "@/tests/person-change";
import { addDepartment, decidePersons, personWith, submitPerson } from "@/tests/person-registration";
import { submitPersonChange } from "./person-change";

/* A department is deleted while a review ends that puts somebody into it. */

let database: TestDatabase;
let tree: Awaited<ReturnType<typeof organizationTree>>;
let unit: Ctx;

beforeAll(async () => {
  database = await testDatabase();
  tree = await organizationTree(database.db);
  unit = await ctxFor(database.db, await administrator(database.db, tree.unit));
});
afterAll(() => database.close());

let names = 0;
const newDepartment = async () => (await addDepartment(database.db, tree.unit.id, `部门${++names}`)).id;

/** Somebody who asks to be in the department: approves it, and answers where they are then. */
const asking = {
  "person-change": async (departmentId: string) => {
    const former = await newDepartment();
    const { person, own } = await somebody(database.db, tree.unit, { departmentId: former });
    await submitPersonChange(own, { departmentId, position: "教研组长", evidence: {} });
    return {
      otherwise: former,
      approve: () => decideChange(unit, person.id),
      put: async () => (await personRow(database.db, person.id)).departmentId,
    };
  },
  "person-registration": async (departmentId: string) => {
    const idNumber = nextIdNumber();
    const { id } = await submitPerson(database.db, tree.unit, { departmentId, idNumber });
    return {
      otherwise: null,
      approve: () => decidePersons(unit, [id]),
      put: async () => (await personWith(database.db, idNumber))?.departmentId,
    };
  },
};
const kinds = Object.entries(asking);

/** Until somebody waits for a lock that somebody else holds. */
async function somebodyWaits(): Promise<void> {
  for (;;) {
    const [row] = await database.owner.execute<{ waiting: boolean }>(sql`
      select exists (select 1 from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock') as waiting`);
    if (row?.waiting) return;
  }
}

test.each(kinds)("%s: deleted while the end waits for it, the department stays unwritten", async (_, ask) => {
  const department = await newDepartment();
  const { approve, put, otherwise } = await ask(department);
  const end = await database.owner.transaction(async (tx) => {
    // As a deletion does that has found nobody in it.
    await tx.execute(sql`select from ${departments} where id = ${department} for update`);
    const approved = approve();
    // Handled below; until then nobody may call it unhandled.
    approved.catch(() => {});
    await somebodyWaits();
    await tx.delete(departments).where(eq(departments.id, department));
    return { approved };
  });
  expect(await end.approved).toEqual({ done: 1, skipped: 0 });
  expect(await put()).toBe(otherwise);
});

test.each(kinds)("%s: both at once, either order, nothing breaks", async (_, ask) => {
  for (let index = 0; index < 8; index++) {
    const department = await newDepartment();
    const { approve, put, otherwise } = await ask(department);
    const remove = () =>
      deleteDepartment(unit, { id: department }).then(
        () => true,
        (error: { code?: string }) => (error.code === "blocked" ? false : Promise.reject(error)),
      );
    const [removed] =
      index % 2 === 0
        ? await Promise.all([remove(), approve()])
        : await Promise.all([approve(), remove()]).then(([end, removed]) => [removed, end] as const);
    expect(await put()).toBe(removed ? otherwise : department);
  }
});
