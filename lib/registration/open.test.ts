import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { type RegistrationKind, registrationKinds } from "@/db/enums";
import { registrations, throttles } from "@/db/schema";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { nextIdNumber, organizationTree } from "@/tests/fixtures";
import { openRegistration } from "./commands";
import { anyTicket, writeTicket } from "./ticket";

/** The browser's cookies. */
const jar = new Map<string, string>();
vi.mock("next/headers", () => ({
  cookies: async () => ({
    get: (name: string) => (jar.has(name) ? { value: jar.get(name) } : undefined),
    set: (name: string, value: string) => void jar.set(name, value),
  }),
}));

let database: TestDatabase;
let organizationId: string;

beforeAll(async () => {
  database = await testDatabase();
  organizationId = (await organizationTree(database.db)).unit.id;
});
afterAll(() => database.close());
beforeEach(async () => {
  jar.clear();
  await database.owner.delete(throttles);
});

const open = (kind: RegistrationKind, resume: boolean) =>
  openRegistration({ db: database.db, address: "10.0.0.1" }, kind, { resume });

/** A registration in this state, whose ticket the browser holds. */
async function held(kind: RegistrationKind, state: "draft" | "pending" | "rejected" | "withdrawn") {
  const idNumber = nextIdNumber();
  const submitted = { idNumber, name: "王芳", code: kind === "unit" ? idNumber : null, organizationId };
  const [row] = await database.owner
    .insert(registrations)
    .values({
      kind,
      state,
      ...(state !== "draft" && {
        ...submitted,
        passwordHash: "unused",
        values: {},
        submittedAt: sql`now()`,
      }),
    })
    .returning();
  const { id } = row as typeof registrations.$inferSelect;
  await writeTicket(id, kind);
  return id;
}

describe.each(registrationKinds)("the first file of a %s", (kind) => {
  test("of a browser without a ticket opens a draft and hands out its ticket; the next goes into the same", async () => {
    const id = await open(kind, false);
    expect(await anyTicket()).toEqual({ id, kind });
    expect(await open(kind, false)).toBe(id);
  });

  test.each(["rejected", "withdrawn"] as const)(
    "filled in anew goes into another than the %s one, which is left as it was; corrected it goes into that one",
    async (state) => {
      const id = await held(kind, state);
      expect(await open(kind, true)).toBe(id);
      expect(await anyTicket()).toEqual({ id, kind });
      const rowOf = () => database.owner.select().from(registrations).where(eq(registrations.id, id));
      const before = await rowOf();
      const fresh = await open(kind, false);
      expect(fresh).not.toBe(id);
      expect(await anyTicket()).toEqual({ id: fresh, kind });
      expect(await rowOf()).toEqual(before);
      const [made] = await database.owner.select().from(registrations).where(eq(registrations.id, fresh));
      expect(made).toMatchObject({ kind, state: "draft", idNumber: null });
    },
  );

  test("goes into none that is under review, and a draft is not corrected", async () => {
    const pending = await held(kind, "pending");
    expect(await open(kind, false)).not.toBe(pending);
    const draft = await held(kind, "draft");
    expect(await open(kind, false)).toBe(draft);
    expect(await open(kind, true)).not.toBe(draft);
  });
});

test("the ticket of a unit's registration opens none of a professional's", async () => {
  const unit = await held("unit", "draft");
  const person = await open("person", false);
  expect(person).not.toBe(unit);
  expect(await anyTicket()).toEqual({ id: person, kind: "person" });
});
