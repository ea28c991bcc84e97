import {
  chain,
  loggedIn,
  otherProfessionals,
  others,
  otherUnits,
  page,
  peopleOthers,
  type RouteCase,
  superiors,
  toAnybody,
  toProfessionals,
} from "./case";
import { sessionNames } from "./world";

/* The routes of registrations, changes, transfers, messages and the tree. */

const bureaus = ["foreignBureau", "bureau"] as const;
/** What a bureau has below it, what the victim's authority has, and what the victim's unit has. */
const oneOfBureaus = { missing: ["foreignBureau"], empty: ["bureau"] } as const;
const oneOfUnitsAuthority = { missing: [...others, "unit", "bureau"], shown: ["authority"] } as const;
const oneOfUnitsOwn = { missing: [...others, ...superiors], empty: ["unit"] } as const;
const console = ["withoutRole", ...peopleOthers, ...chain] as const;
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
  "GET /profile/superior": [page(() => "/profile/superior", { empty: [...others, "authority", "unit"] })],
  "GET /reviews/counts": [page(() => "/reviews/counts", { empty: console })],
  "GET /reviews/[kind]": [
    page(() => "/reviews/persons", { empty: [...peopleOthers, ...superiors], shown: ["unit"] }),
    page(() => "/reviews/person-changes", { empty: [...peopleOthers, ...superiors], shown: ["unit"] }),
    page(() => "/reviews/units", { empty: [...others, ...superiors], shown: ["unit"] }),
    page(() => "/reviews/transfers", { empty: otherUnits, shown: ["unit"] }),
    page(() => "/reviews/unit-changes", { empty: [...others, "unit", "bureau"], shown: ["authority"] }),
    page((_, { mark }) => `/reviews/persons?q=${mark}`, {
      empty: [...peopleOthers, ...superiors],
      shown: ["unit"],
    }),
    page((_, { idNumber }) => `/reviews/person-changes?q=${idNumber}`, {
      empty: [...peopleOthers, ...superiors],
      shown: ["unit"],
    }),
  ],
  "GET /reviews/[kind]/[id]": [
    page((ids) => `/reviews/persons/${ids.personRegistration}`, {
      missing: [...peopleOthers, ...superiors],
      shown: ["unit"],
    }),
    page((ids) => `/reviews/person-changes/${ids.person}`, {
      missing: [...peopleOthers, ...superiors],
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
  "GET /structure/authorities": [page(() => "/structure/authorities", { empty: bureaus })],
  "GET /structure/authorities/new": [page(() => "/structure/authorities/new", { empty: bureaus })],
  "GET /structure/authorities/[id]": [
    page(({ spareAuthority }) => `/structure/authorities/${spareAuthority}`, oneOfBureaus),
    // It has a unit of that id, and no authority.
    page(({ organization }) => `/structure/authorities/${organization}`, { missing: bureaus }),
  ],
  "GET /structure/authorities/[id]/edit": [
    page(({ spareAuthority }) => `/structure/authorities/${spareAuthority}/edit`, oneOfBureaus),
  ],
  "GET /structure/temporary-codes": [
    page(() => "/structure/temporary-codes", { empty: ["foreignBureau"], shown: ["bureau"] }),
  ],
  "GET /structure/units": [
    page(() => "/structure/units", { empty: [...others, "bureau"], shown: ["unit", "authority"] }),
  ],
  "GET /structure/units/new": [page(() => "/structure/units/new", { empty: [...others, ...chain] })],
  "GET /structure/units/[id]": [
    page(({ organization }) => `/structure/units/${organization}`, oneOfUnitsAuthority),
    page(({ spareUnit }) => `/structure/units/${spareUnit}`, oneOfUnitsOwn),
  ],
  "GET /structure/units/[id]/edit": [
    page(({ organization }) => `/structure/units/${organization}/edit`, oneOfUnitsAuthority),
    page(({ spareUnit }) => `/structure/units/${spareUnit}/edit`, oneOfUnitsOwn),
  ],
};
