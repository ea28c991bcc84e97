import { baseUrl, type Request } from "./http";
import {
  type OwnIds,
  type Secrets,
  type SessionName,
  sessionNames,
  type VictimIds,
  type World,
} from "./world";

/* What a case of the sweep is made of: whom to ask as, and what each is to get. */

export const loggedOut = ["nobody", "disabled"] as const;
export const otherProfessionals = ["foreignProfessional", "colleague"] as const;
export const otherUnits = ["foreignUnit", "siblingUnit", "subUnit"] as const;
export const others = [...otherUnits, "foreignAuthority", "foreignBureau"] as const;
/** These and who is limited to another department, where it is about people one by one: they hold no other module. */
export const peopleUnits = [...otherUnits, "otherDepartment"] as const;
export const peopleOthers = [...others, "otherDepartment"] as const;
export const superiors = ["authority", "bureau"] as const;
export const chain = ["unit", ...superiors] as const;
export const loggedIn = sessionNames.filter((name) => name !== "nobody" && name !== "disabled");

/**
 * `shown`: the victim's data; `empty`: an answer without them; `missing`: what an id gets that nothing has. To
 * the sessions that are not named it is not even a question: a page sends them to their own door, a handler
 * answers 401 or 403.
 */
export type RouteOutcome = "shown" | "empty" | "missing" | "away";

export type RouteCase = {
  request(ids: VictimIds, secrets: Secrets): Request;
  to: Partial<Record<Exclude<RouteOutcome, "away">, readonly SessionName[]>>;
  /** Secrets that this answer may tell anybody. */
  open?: readonly (keyof Secrets | keyof VictimIds)[];
};

export const page = (
  path: (ids: VictimIds, secrets: Secrets) => string,
  to: RouteCase["to"],
  open?: RouteCase["open"],
): RouteCase => ({ request: (ids, secrets) => ({ path: path(ids, secrets) }), to, open });

export const post = (
  path: (ids: VictimIds) => string,
  to: RouteCase["to"],
  request: Partial<Request>,
): RouteCase => ({
  request: (ids) => ({
    ...{ method: "POST", path: path(ids), ...request },
    headers: { Origin: baseUrl(), ...request.headers },
  }),
  to,
});

export const toAnybody = { empty: sessionNames };
export const toConsole = { empty: others, shown: chain };
export const toUnits = { empty: otherUnits, shown: ["unit"] } as const;
export const toPeopleConsole = { empty: peopleOthers, shown: chain };
export const toPeopleUnits = { empty: peopleUnits, shown: ["unit"] } as const;
export const toProfessionals = { empty: otherProfessionals, shown: ["professional"] } as const;
export const oneOfUnits = { missing: otherUnits, shown: ["unit"] } as const;
export const oneOfPeopleUnits = { missing: peopleUnits, shown: ["unit"] } as const;
export const oneOfPeopleConsole = { missing: peopleOthers, shown: chain } as const;
export const oneOfProfessionals = { missing: otherProfessionals, shown: ["professional"] } as const;

/**
 * `done`: it works, and changes the victim's data, a foreign session's own if it is one's; `missing`: what ids get that nothing has; `nothing`: a yes
 * that says `data`. To the sessions that are not named: the refusal of the gate.
 */
export type ActionOutcome = "done" | "missing" | "nothing" | "refused";

export type ActionCase = {
  argument(ids: VictimIds, own: OwnIds, world: World): unknown;
  to: Partial<Record<Exclude<ActionOutcome, "refused">, readonly SessionName[]>>;
  data?: unknown;
};
