import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { Portal, ReviewKind } from "@/db/enums";
import { matterHref } from "./links";

const id = randomUUID();

test.each<[ReviewKind, Portal, string]>([
  ["declaration", "professional", `/me/declarations/${id}`],
  ["declaration", "employer", `/hours/progress/${id}`],
  ["declaration", "authority", `/hours/progress/${id}`],
  ["person-change", "professional", "/me/profile"],
  ["transfer", "professional", "/me/transfer"],
  ["unit-change", "employer", "/profile"],
  ["unit-change", "authority", "/profile"],
  ["person-registration", "professional", "/me"],
  ["unit-registration", "employer", "/home"],
  ["unit-registration", "authority", "/home"],
])("who proposed a %s at the portal %s follows it at %s", (kind, portal, href) => {
  expect(matterHref(kind, id, portal)).toBe(href);
});
