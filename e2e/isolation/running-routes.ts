import {
  chain,
  oneOfUnits,
  others,
  page,
  peopleOthers,
  type RouteCase,
  superiors,
  toConsole,
  toProfessionals,
  toUnits,
} from "./case";

/* The routes with which an organization is run. Each sees its own: a superior nothing of its units' either. */

const toOwn = { empty: [...others, ...superiors], shown: ["unit"] } as const;
const oneOfOwn = { missing: [...others, ...superiors], shown: ["unit"] } as const;

export const runningRoutes: Record<string, RouteCase[]> = {
  "GET /structure/departments": [page(() => "/structure/departments", toUnits)],
  "GET /structure/departments/[id]": [
    page(({ department }) => `/structure/departments/${department}`, oneOfUnits),
    page(({ department }, { idNumber }) => `/structure/departments/${department}?q=${idNumber}`, oneOfUnits),
  ],
  "GET /structure/administrators": [
    page(() => "/structure/administrators", toOwn),
    page((_, { mark }) => `/structure/administrators?q=${mark}`, toOwn),
  ],
  "GET /structure/administrators/new": [page(() => "/structure/administrators/new", toOwn)],
  "GET /structure/administrators/hand-over": [
    page(({ administrator }) => `/structure/administrators/hand-over?to=${administrator}`, toOwn),
  ],
  "GET /structure/administrators/[id]": [
    page(({ administrator }) => `/structure/administrators/${administrator}`, oneOfOwn),
    // A professional is none.
    page(({ account }) => `/structure/administrators/${account}`, {
      missing: [...others, ...chain],
    }),
  ],
  "GET /structure/administrators/[id]/edit": [
    page(({ administrator }) => `/structure/administrators/${administrator}/edit`, oneOfOwn),
  ],
  "GET /structure/roles": [
    page(() => "/structure/roles", toOwn),
    page((_, { mark }) => `/structure/roles?q=${mark}`, toOwn),
  ],
  "GET /structure/roles/new": [page(({ role }) => `/structure/roles/new?from=${role}`, toOwn)],
  "GET /structure/roles/[id]": [page(({ role }) => `/structure/roles/${role}`, oneOfOwn)],
  "GET /login-records": [
    page(() => "/login-records", {
      empty: ["withoutRole", ...peopleOthers, ...superiors],
      shown: ["unit"],
    }),
  ],
  "GET /me/login-records": [page(() => "/me/login-records", toProfessionals)],
  "GET /audit": [
    page(() => "/audit", toConsole),
    page((_, { mark }) => `/audit?subject=${mark}`, toConsole),
    page((_, { mark }) => `/audit?operator=${mark}`, toConsole),
  ],
  "GET /audit/export": [page(() => "/audit/export", toConsole)],
};
