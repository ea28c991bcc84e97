import type { ActionCase, ActionOutcome, RouteCase, RouteOutcome } from "./case";
import type { Answer, Request } from "./http";
import { isForeign, type SessionName, type World } from "./world";

/* What is to be said against an answer; nothing when it is what the case wants. */

/** What a session is to get. */
export const routeOutcome = ({ to }: RouteCase, name: SessionName): RouteOutcome =>
  (["shown", "empty", "missing"] as const).find((outcome) => to[outcome]?.includes(name)) ?? "away";
export const actionOutcome = ({ to }: ActionCase, name: SessionName): ActionOutcome =>
  (["done", "nothing", "missing"] as const).find((outcome) => to[outcome]?.includes(name)) ?? "refused";

/** Sessions that know the victim's unit: it is their own, or the one that reviews what they declare. */
const insiders: readonly SessionName[] = ["withoutRole", "colleague", "subUnit"];

/** The victim's data in an answer to a foreign session, by name; what the request itself said is no news. */
export function leaks(
  world: World,
  name: SessionName,
  answer: Answer,
  request: Request,
  open: RouteCase["open"] = [],
): string[] {
  if (!isForeign(name)) return [];
  const said = `${request.path}\n${request.body ?? ""}`;
  const known = [
    ...open,
    ...(insiders.includes(name)
      ? ["unitMark", "unitPhone", "organization", "department", "spareDepartment"]
      : []),
    // Of departments they are told their own alone; the mark is in the names of the others too.
    ...(name === "otherDepartment" ? ["unitMark", "unitPhone", "organization"] : []),
  ];
  return Object.entries({ ...world.victim, ...world.secrets })
    .filter(([kind, text]) => !known.some((each) => each === kind) && !said.includes(text))
    .filter(([, text]) => answer.readable.includes(text))
    .map(([kind]) => `tells the victim's ${kind}`);
}

/** Objections to a route's answer; `unknown` is the answer to the same request with ids that nothing has. */
export function objectionsToRoute(
  outcome: RouteOutcome,
  { secrets, victim }: World,
  { method }: Request,
  answer: Answer,
  unknown?: Answer,
): string[] {
  const { status, location, mediaType, readable } = answer;
  const fine = {
    shown: () =>
      mediaType === "application/pdf" || method === "POST"
        ? status === 200 || status === 201
        : status === 200 &&
          [...Object.values(secrets), victim.certificate].some((text) => readable.includes(text)),
    empty: () => status === 200,
    missing: () => status === 404,
    away: () =>
      status === 401 ||
      status === 403 ||
      (status === 307 &&
        /^\/(login(\?next=.*)?|password|home|me|verify\/\w+|messages|me\/messages|profile|me\/declarations\/[\w-]+)$/.test(
          location ?? "",
        )),
  }[outcome]();
  const objections = fine ? [] : [`wants ${outcome}, got ${status} ${location ?? mediaType}`];
  if (unknown && (unknown.status !== status || unknown.text !== answer.text)) {
    objections.push(`answers otherwise than to an unknown id (${unknown.status})`);
  }
  return objections;
}

/** What the gate says; any other refusal comes from behind it. */
const gate = /登录已失效|没有进行此项操作的权限/;
/** What is said of an argument that the schema refuses: it has never reached the scope. */
const malformed = /^填写的内容/;

type Result = { ok?: boolean; message?: string; data?: unknown } | undefined;

export function objectionsToAction(
  outcome: ActionOutcome,
  result: unknown,
  { data, unknown }: { data?: unknown; unknown?: unknown },
): string[] {
  const { ok, message = "", data: answered } = (result ?? {}) as Exclude<Result, undefined>;
  const fine = {
    done: () => ok === true,
    nothing: () => ok === true && JSON.stringify(answered) === JSON.stringify(data),
    missing: () => ok === false && !gate.test(message) && !malformed.test(message),
    refused: () => ok === false && gate.test(message),
  }[outcome]();
  const objections = fine ? [] : [`wants ${outcome}, got ${JSON.stringify(result)}`];
  if (outcome === "missing" && JSON.stringify(unknown) !== JSON.stringify(result)) {
    objections.push(
      `answers otherwise than to unknown ids: ${JSON.stringify(result)}, ${JSON.stringify(unknown)}`,
    );
  }
  return objections;
}

/** Objections, each with what was asked and by whom. */
export const told = (name: SessionName, { method = "GET", path }: Request, objections: string[]): string[] =>
  objections.map((objection) => `${name}: ${method} ${path}: ${objection}`);
