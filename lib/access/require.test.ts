import { afterAll, beforeAll, expect, test } from "vitest";
import { organizationKinds } from "@/db/enums";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { administrator, organizationTree, professional, viewerOf } from "@/tests/fixtures";
import { may, permissions, permissionsOf } from "./permissions";
import { homeOf } from "./require";
import type { Viewer } from "./viewer";

let database: TestDatabase;
let reviewer: Viewer;
let person: Viewer;

beforeAll(async () => {
  database = await testDatabase();
  const tree = await organizationTree(database.db);
  const account = await administrator(database.db, tree.authority, {
    // The first is nothing that an authority can hold, whatever its role says.
    permissions: ["hours.declare", "hours.review"],
  });
  reviewer = await viewerOf(database.db, account.id);
  person = await viewerOf(database.db, (await professional(database.db, tree.unit)).account.id);
});
afterAll(() => database.close());

test("an administrator may what the role says and the portal can hold", () => {
  expect([...reviewer.permissions]).toEqual(["hours.review"]);
  expect(may(reviewer, "hours.review")).toBe(true);
  expect(may(reviewer, "hours.declare")).toBe(false);
  expect(may(reviewer, "console")).toBe(true);
  expect(may(reviewer, "self")).toBe(false);
});

test("a professional is themself and no administrator", () => {
  expect([...person.permissions]).toEqual([]);
  expect(may(person, "self")).toBe(true);
  expect(may(person, "account")).toBe(true);
  expect(may(person, "console")).toBe(false);
  for (const permission of permissionsOf("employer")) expect(may(person, permission)).toBe(false);
});

test("work begins at the own side's home", () => {
  expect([homeOf(reviewer), homeOf(person)]).toEqual(["/home", "/me"]);
});

test("every permission belongs to some kind of organization", () => {
  const held = organizationKinds.flatMap((kind) => permissionsOf(kind));
  expect(Object.keys(permissions).filter((key) => !(held as string[]).includes(key))).toEqual([]);
});
