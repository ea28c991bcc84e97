import {
  chain,
  loggedIn,
  otherProfessionals,
  others,
  otherUnits,
  page,
  type RouteCase,
  superiors,
  toAnybody,
  toProfessionals,
} from "./case";
import { sessionNames } from "./world";

/* The routes of registrations, changes, transfers, messages and the tree. */

const authorityPortal = ["foreignAuthority", "foreignBureau", ...superiors] as const;
const console = ["withoutRole", ...others, ...chain] as const;
const units = [...otherUnits, "unit"] as const;
const professionals = [...otherProfessionals, "professional"] as const;

export const matterRoutes: Record<string, RouteCase[]> = {
  "GET /register": [page(() => "/register", toAnybody)],
  "GET /register/unit": [
    page(() => "/register/unit", toAnybody),
    page((_, { invitation }) => `/register/unit?under=${invitation}`, { shown: sessionNames }, [
      ...(["unitMark", "unitPhone", "organization", "invitation"] as const),
    ]),
  ],
  "GET /register/person": [page(() => "/register/person", toAnybody)],
  "GET /register/progress": [page(() => "/register/progress", toAnybody)],
  "GET /messages": [page(() => "/messages", { empty: console })],
  "GET /messages/unread": [page(() => "/messages/unread", { empty: loggedIn })],
  // Leads on, to the matter or to the viewer's own list: "away" for everybody.
  "GET /messages/[id]": [page(({ readMessage }) => `/messages/${readMessage}`, {})],
  "GET /me/messages": [page(() => "/me/messages", toProfessionals)],
  "GET /me/profile": [page(() => "/me/profile", toProfessionals)],
  "GET /me/profile/change": [page(() => "/me/profile/change?again", { empty: professionals })],
  "GET /me/profile/contact": [page(() => "/me/profile/contact", toProfessionals)],
  "GET /me/profile/title": [page(() => "/me/profile/title?again", { empty: professionals })],
  "GET /me/transfer": [page(() => "/me/transfer", toProfessionals)],
  "GET /profile": [page(() => "/profile", { empty: [...others, ...superiors], shown: ["unit"] })],
  "GET /profile/basic": [page(() => "/profile/basic", { empty: [...others, ...superiors], shown: ["unit"] })],
  "GET /profile/change": [
    // While a change is under review there is none to write: the unit is led back.
    page(() => "/profile/change", { empty: [...others, ...superiors] }),
  ],
  "GET /profile/superior": [page(() => "/profile/superior", { empty: [...others, "authority", "unit"] })],
  "GET /reviews/counts": [page(() => "/reviews/counts", { empty: console })],
  "GET /reviews/[kind]": [
    page(() => "/reviews/persons", { empty: [...others, ...superiors], shown: ["unit"] }),
    page(() => "/reviews/person-changes", { empty: [...others, ...superiors], shown: ["unit"] }),
    page(() => "/reviews/units", { empty: [...others, ...superiors], shown: ["unit"] }),
    page(() => "/reviews/transfers", { empty: otherUnits, shown: ["unit"] }),
    page(() => "/reviews/unit-changes", { empty: [...others, "unit", "bureau"], shown: ["authority"] }),
    page((_, { mark }) => `/reviews/persons?q=${mark}`, {
      empty: [...others, ...superiors],
      shown: ["unit"],
    }),
    page((_, { idNumber }) => `/reviews/person-changes?q=${idNumber}`, {
      empty: [...others, ...superiors],
      shown: ["unit"],
    }),
  ],
  "GET /reviews/[kind]/[id]": [
    page((ids) => `/reviews/persons/${ids.personRegistration}`, {
      missing: [...others, ...superiors],
      shown: ["unit"],
    }),
    page((ids) => `/reviews/person-changes/${ids.person}`, {
      missing: [...others, ...superiors],
      shown: ["unit"],
    }),
    page((ids) => `/reviews/units/${ids.unitRegistration}`, {
      missing: [...others, ...superiors],
      shown: ["unit"],
    }),
    page((ids) => `/reviews/transfers/${ids.transfer}`, { missing: otherUnits, shown: ["unit"] }),
    page((ids) => `/reviews/unit-changes/${ids.organization}`, {
      missing: [...others, "unit", "bureau"],
      shown: ["authority"],
    }),
  ],
  "GET /reviews/transfers-out": [page(() => "/reviews/transfers-out", { empty: units })],
  "GET /structure/authorities": [page(() => "/structure/authorities", { empty: authorityPortal })],
  "GET /structure/authorities/new": [page(() => "/structure/authorities/new", { empty: authorityPortal })],
  "GET /structure/authorities/[id]": [
    page(({ spareAuthority }) => `/structure/authorities/${spareAuthority}`, {
      missing: ["foreignBureau"],
      empty: ["foreignAuthority", "authority", "bureau"],
    }),
  ],
  "GET /structure/authorities/[id]/edit": [
    page(({ spareAuthority }) => `/structure/authorities/${spareAuthority}/edit`, {
      missing: ["foreignBureau"],
      empty: ["foreignAuthority", "authority", "bureau"],
    }),
  ],
  "GET /structure/temporary-codes": [
    page(() => "/structure/temporary-codes", {
      empty: ["foreignAuthority", "foreignBureau", "authority"],
      shown: ["bureau"],
    }),
  ],
  "GET /structure/units": [page(() => "/structure/units", { empty: otherUnits, shown: ["unit"] })],
  "GET /structure/units/new": [page(() => "/structure/units/new", { empty: units })],
  "GET /structure/units/[id]": [
    page(({ organization }) => `/structure/units/${organization}`, { missing: units }),
    page(({ spareUnit }) => `/structure/units/${spareUnit}`, { missing: otherUnits, empty: ["unit"] }),
  ],
  "GET /structure/units/[id]/edit": [
    page(({ organization }) => `/structure/units/${organization}/edit`, { missing: units }),
    page(({ spareUnit }) => `/structure/units/${spareUnit}/edit`, { missing: otherUnits, empty: ["unit"] }),
  ],
};
