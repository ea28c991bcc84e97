import type { Permission } from "@/lib/access/permissions";

/*
 * Who asks, and what each is answered by what a row of the table needs. Written out here and not asked of the
 * catalogue: a module that the catalogue gives to somebody new by mistake is seen.
 */

export const columns = [
  // Nobody: no session, that of a disabled administrator, that of a professional whose state is 停用.
  "nobody",
  "disabled",
  "suspended",
  // Administrators of a unit: with everything but the initial password, ...
  "initialPassword",
  "noModule",
  "otherModules",
  "module",
  // ... with the module, for the people of some departments only, ...
  "limited",
  "foreignUnit",
  // ... and above it: with the module, and with all the others.
  "superior",
  "superiorOthers",
  "bureau",
  "bureauOthers",
  "professional",
] as const;
export type Column = (typeof columns)[number];

/**
 * `in`: let in; `login`: asked to log in (a handler: 401); `password`: asked to change the password first; `home`: sent
 * to the own home (a handler: 403; an action: told that it is not theirs).
 */
export type Answer = "in" | "login" | "password" | "home";

/** What a door asks of who comes. `modules`: of administrators any one of them; `professional`: they come in as well. */
export type Need =
  | "anybody"
  /** Who isn't logged in. */
  | "visitor"
  | "account"
  | "console"
  | "self"
  | Permission
  | { professional: true; modules: readonly Permission[] };

type Grid = Record<Column, Answer>;

const nobody = { nobody: "login", disabled: "login", suspended: "login" } as const;
const someone = { ...nobody, initialPassword: "password" } as const;
const administrators = (answer: Answer) => ({
  ...{ noModule: answer, otherModules: answer, module: answer, limited: answer, foreignUnit: answer },
  ...{ superior: answer, superiorOthers: answer, bureau: answer, bureauOthers: answer },
});
const everybody = (answer: Answer) => ({ ...administrators(answer), professional: answer });

const grid: Record<"anybody" | "visitor" | "account" | "console" | "self", Grid> = {
  anybody: { nobody: "in", disabled: "in", suspended: "in", initialPassword: "in", ...everybody("in") },
  visitor: {
    ...{ nobody: "in", disabled: "in", suspended: "in", initialPassword: "password" },
    ...everybody("home"),
  },
  account: { ...nobody, initialPassword: "in", ...everybody("in") },
  console: { ...someone, ...administrators("in"), professional: "home" },
  self: { ...someone, ...administrators("home"), professional: "in" },
};

const unit = ["module", "foreignUnit"] as const;
const above = ["superior", "bureau"] as const;

/** Who of those that have been given a module holds it. */
const holders: Record<Permission, readonly Column[]> = {
  "unit.profile": [...unit, ...above],
  "departments.manage": unit,
  "persons.manage": [...unit, "limited"],
  "administrators.manage": [...unit, ...above],
  "units.manage": [...unit, ...above],
  "authorities.manage": ["bureau"],
  "temporary-codes.manage": ["bureau"],
  "roles.manage": [...unit, ...above],
  "registrations.review": [...unit, "limited", ...above],
  "person-changes.review": [...unit, "limited", ...above],
  "units.review": [...unit, ...above],
  "transfers.review": unit,
  "unit-changes.review": [...unit, ...above],
  "hours.declare": [...unit, "limited"],
  "hours.progress": [...unit, "limited", ...above],
  "hours.review": [...unit, "limited", ...above],
  "persons.read": [...unit, "limited", ...above],
  "persons.id-number": [...unit, "limited", ...above],
  "persons.reset-password": [...unit, "limited"],
  "certificates.print": [...unit, "limited", ...above],
  "audit.read": [...unit, ...above],
};

/** The modules with any one of which administrators come in. */
export function modulesOf(need: Need): readonly Permission[] {
  if (typeof need === "object") return need.modules;
  return need in grid ? [] : [need as Permission];
}

/** What a session is answered where `need` is asked, an administrator who has been given the modules `given`. */
export function answerTo(column: Column, need: Need, given: readonly Permission[]): Answer {
  if (typeof need === "string" && need in grid) return grid[need as keyof typeof grid][column];
  if (column === "professional") return typeof need === "object" ? "in" : "home";
  if (column in someone) return someone[column as keyof typeof someone];
  const as = alike[column] ?? column;
  return modulesOf(need).some((module) => given.includes(module) && holders[module].includes(as))
    ? "in"
    : "home";
}

/** Who has been given all the other modules, as who has been given the one. */
const alike: Partial<Record<Column, Column>> = {
  otherModules: "module",
  superiorOthers: "superior",
  bureauOthers: "bureau",
};
