import { randomUUID } from "node:crypto";
import { baseUrl, type Request } from "../isolation/http";
import type { Need } from "./columns";

/*
 * Every page, route handler and action, with what it asks of who comes; columns.ts says what that means for each kind
 * of session. A new one needs its row here: rights.spec.ts compares the table with the sources and the build.
 */

/** One way to ask a route: what it needs, and the status that says that one is in. */
export type Door = { request: Request; needs: Need; status: number; handler: boolean };

/** An id that nothing has: who is let in is told that there is no such thing. */
const unknown = randomUUID();

const page = (needs: Need, path?: string, status?: number): Asked => ({
  ...{ needs, path, status, handler: false, request: {} },
});
/** A route handler, which answers who isn't let in by a status. */
const handler = (needs: Need, status: number, path?: string, request: Partial<Request> = {}): Asked => ({
  ...{ needs, path, status, handler: true, request },
});
type Asked = { needs: Need; path?: string; status?: number; handler: boolean; request: Partial<Request> };
type Row = Need | Asked;

const eitherSide = (...modules: Extract<Need, object>["modules"]): Need => ({ professional: true, modules });

const table: Record<string, Row | readonly Row[]> = {
  // For everybody.
  "GET /": "anybody",
  "GET /icon.svg": "anybody",
  "GET /login": "visitor",
  "GET /register": "anybody",
  "GET /register/person": "anybody",
  "GET /register/progress": "anybody",
  "GET /register/unit": "anybody",
  "GET /verify": "anybody",
  "GET /verify/[code]": page("anybody", `/verify/${"0".repeat(26)}`, 404),
  "GET /api/health": handler("anybody", 200),
  "GET /api/auth/[...nextauth]": handler("anybody", 200, "/api/auth/csrf"),
  "POST /api/auth/[...nextauth]": handler("anybody", 200, "/api/auth/_log", {
    ...{ headers: { "Content-Type": "application/json" }, body: "{}" },
  }),
  "POST /captcha": handler("anybody", 200),
  "GET /password": "account",
  // Leads on: to the own list, because there is no such message.
  "GET /messages/[id]": page("account", undefined, 307),
  "GET /messages/unread": handler("account", 200),

  // For professionals.
  "GET /me": "self",
  "GET /me/certificate": "self",
  "GET /me/declarations": "self",
  "GET /me/declarations/[id]": "self",
  "GET /me/declarations/[id]/edit": "self",
  "GET /me/declarations/new": "self",
  "GET /me/login-records": "self",
  "GET /me/messages": "self",
  "GET /me/profile": "self",
  "GET /me/profile/change": "self",
  "GET /me/profile/contact": "self",
  "GET /me/profile/title": "self",
  "GET /me/transfer": "self",

  // For both sides.
  "GET /attachments/[id]": handler(
    eitherSide(
      ...(["unit.profile", "hours.declare", "hours.progress", "hours.review", "persons.read"] as const),
      ...(["registrations.review", "person-changes.review", "units.review", "unit-changes.review"] as const),
    ),
    404,
  ),
  "POST /attachments": [
    handler(eitherSide("hours.declare"), 404, `/attachments?person=${unknown}`, { body: "x" }),
    // Let in, and told that this is no file.
    handler("unit.profile", 415, "/attachments?organization=own", { body: "x" }),
    handler("anybody", 415, "/attachments?registration=person", { body: "x" }),
  ],
  "GET /certificates/[id]": handler(eitherSide("certificates.print"), 404),

  // For administrators, by the modules of the menu.
  "GET /home": "console",
  "GET /messages": "console",
  "GET /login-records": "console",
  "GET /reviews/counts": handler("console", 200),
  "GET /profile": "unit.profile",
  "GET /profile/superior": "unit.profile",
  "GET /structure/departments": "departments.manage",
  "GET /structure/departments/[id]": "departments.manage",
  "GET /structure/administrators": "administrators.manage",
  "GET /structure/administrators/new": "administrators.manage",
  "GET /structure/administrators/[id]": "administrators.manage",
  "GET /structure/administrators/[id]/edit": "administrators.manage",
  "GET /structure/administrators/hand-over": "administrators.manage",
  "GET /structure/units": "units.manage",
  "GET /structure/units/new": "units.manage",
  "GET /structure/units/[id]": "units.manage",
  "GET /structure/units/[id]/edit": "units.manage",
  "GET /structure/authorities": "authorities.manage",
  "GET /structure/authorities/new": "authorities.manage",
  "GET /structure/authorities/[id]": "authorities.manage",
  "GET /structure/authorities/[id]/edit": "authorities.manage",
  "GET /structure/temporary-codes": "temporary-codes.manage",
  "GET /structure/roles": "roles.manage",
  "GET /structure/roles/new": "roles.manage",
  "GET /structure/roles/[id]": "roles.manage",
  "GET /reviews/[kind]": [
    page("registrations.review", "/reviews/persons"),
    page("person-changes.review", "/reviews/person-changes"),
    page("units.review", "/reviews/units"),
    page("transfers.review", "/reviews/transfers"),
    page("unit-changes.review", "/reviews/unit-changes"),
  ],
  "GET /reviews/[kind]/[id]": [
    page("registrations.review", `/reviews/persons/${unknown}`),
    page("person-changes.review", `/reviews/person-changes/${unknown}`),
    page("units.review", `/reviews/units/${unknown}`),
    page("transfers.review", `/reviews/transfers/${unknown}`),
    page("unit-changes.review", `/reviews/unit-changes/${unknown}`),
  ],
  "GET /reviews/transfers-out": "transfers.review",
  "GET /hours/declare": "hours.declare",
  "GET /hours/declare/[id]": "hours.declare",
  "GET /hours/declare/new": page("hours.declare", `/hours/declare/new?person=${unknown}`, 404),
  "GET /hours/progress": "hours.progress",
  "GET /hours/progress/[id]": "hours.progress",
  "GET /hours/review": "hours.review",
  "GET /hours/review/[id]": "hours.review",
  "GET /statistics/persons": "persons.read",
  "GET /statistics/persons/[id]": "persons.read",
  "GET /audit": "audit.read",
  "GET /audit/export": handler("audit.read", 200),
};

/** The table's routes, with the doors of each. */
export const routes = new Map(
  Object.entries(table).map(([key, rows]) => [key, [rows].flat().map((row) => doorOf(key, row as Row))]),
);

function doorOf(key: string, row: Row): Door {
  const [method, address = ""] = key.split(" ") as ["GET" | "POST", string];
  const { path, needs, status, handler, request } =
    typeof row === "object" && "needs" in row ? row : page(row);
  const headers = { ...(method === "POST" ? { Origin: baseUrl() } : {}), ...request.headers };
  const asked = path ?? address.replace(/\[\w+\]/, unknown);
  return {
    request: { ...request, method, path: asked, headers },
    ...{ needs, handler },
    status: status ?? (asked.includes(unknown) ? 404 : 200),
  };
}

/** Actions, by the file that they are in. */
const actionTable: Record<string, Record<string, Need>> = {
  // For everybody.
  "app/(entrance)/register/actions.ts": { searchOrganizations: "anybody" },
  "app/(entrance)/register/person/actions.ts": { findDepartments: "anybody", submit: "anybody" },
  "app/(entrance)/register/unit/actions.ts": { submitUnit: "anybody" },
  "app/(entrance)/register/progress/actions.ts": {
    ...{ lookUp: "anybody", withdraw: "anybody", remind: "anybody", leave: "anybody" },
  },
  "app/(entrance)/password/actions.ts": { changePassword: "account" },
  "app/(console)/messages/actions.ts": { markRead: "account", markAllRead: "account" },
  "app/(console)/login-records/actions.ts": { endOneSession: "account", endAllOtherSessions: "account" },

  // For professionals.
  "app/(personal)/me/certificate/actions.ts": { issueOwnCertificate: "self" },
  "app/(personal)/me/declarations/actions.ts": {
    saveOwnDraft: "self",
    submitOwnDeclaration: "self",
    withdrawOwnDeclaration: "self",
    remindOwnDeclaration: "self",
    deleteOwnDraft: "self",
  },
  "app/(personal)/me/profile/actions.ts": {
    saveContact: "self",
    saveOwnPhoto: "self",
    submitOwnChange: "self",
    submitOwnTitle: "self",
    withdrawOwnChange: "self",
    remindOwnChange: "self",
  },
  "app/(personal)/me/transfer/actions.ts": {
    submitOwnTransfer: "self",
    withdrawOwnTransfer: "self",
    remindOwnTransfer: "self",
  },

  // For administrators, by the modules of the menu.
  "app/(console)/profile/actions.ts": {
    saveUnitBasics: "unit.profile",
    submitUnitChange: "unit.profile",
    submitSuperiorChange: "unit.profile",
    withdrawUnitChange: "unit.profile",
    remindUnitChange: "unit.profile",
  },
  "app/(console)/structure/departments/actions.ts": {
    addDepartment: "departments.manage",
    renameDepartment: "departments.manage",
    moveDepartment: "departments.manage",
    sortDepartment: "departments.manage",
    deleteDepartment: "departments.manage",
    assignDepartment: "persons.manage",
  },
  "app/(console)/structure/administrators/actions.ts": {
    createAdministrator: "administrators.manage",
    editAdministrator: "administrators.manage",
    disableAdministrator: "administrators.manage",
    enableAdministrator: "administrators.manage",
    deleteAdministrator: "administrators.manage",
    resetAdministratorPassword: "administrators.manage",
    handOver: "administrators.manage",
  },
  "app/(console)/structure/units/actions.ts": {
    createUnit: "units.manage",
    editUnit: "units.manage",
    disableUnit: "units.manage",
    enableUnit: "units.manage",
    detachUnit: "units.manage",
    createUnitInvitation: "units.manage",
    endUnitInvitation: "units.manage",
    appointUnitAdministrator: "units.manage",
    resetUnitAdministrator: "units.manage",
  },
  "app/(console)/structure/authorities/actions.ts": {
    createAuthority: "authorities.manage",
    editAuthority: "authorities.manage",
    disableAuthority: "authorities.manage",
    enableAuthority: "authorities.manage",
    appointAuthorityAdministrator: "authorities.manage",
    resetAuthorityAdministrator: "authorities.manage",
  },
  "app/(console)/structure/temporary-codes/actions.ts": {
    issueCode: "temporary-codes.manage",
    cancelCode: "temporary-codes.manage",
  },
  "app/(console)/structure/roles/actions.ts": {
    createRole: "roles.manage",
    editRole: "roles.manage",
    deleteRole: "roles.manage",
  },
  "app/(console)/reviews/actions.ts": {
    decidePersonRegistrations: "registrations.review",
    countPersonRegistrations: "registrations.review",
    decidePersonChanges: "person-changes.review",
    countPersonChanges: "person-changes.review",
    decideUnitRegistrations: "units.review",
    countUnitRegistrations: "units.review",
    decideTransfers: "transfers.review",
    countTransfers: "transfers.review",
    decideUnitChanges: "unit-changes.review",
    countUnitChanges: "unit-changes.review",
  },
  "app/(console)/hours/declare/actions.ts": {
    saveDraftForPerson: "hours.declare",
    submitForPerson: "hours.declare",
    withdrawForPerson: "hours.declare",
    remindForPerson: "hours.declare",
    deleteDraftForPerson: "hours.declare",
  },
  "app/(console)/hours/review/actions.ts": {
    decideDeclarations: "hours.review",
    countDeclarations: "hours.review",
  },
  "app/(console)/statistics/persons/actions.ts": {
    setState: "persons.manage",
    closePersonAccount: "persons.manage",
    reopenPersonAccount: "persons.manage",
    revealPersonIdNumber: "persons.id-number",
    resetPersonPassword: "persons.reset-password",
    issuePersonCertificate: "certificates.print",
  },
};

/** The table's actions as `file#name`, with what each needs. */
export const actions = new Map(
  Object.entries(actionTable).flatMap(([file, names]) =>
    Object.entries(names).map(([name, needs]) => [`${file}#${name}`, needs] as const),
  ),
);
