import type { Answer as HttpAnswer } from "../isolation/http";
import type { Answer, Column, Need } from "./columns";
import { type Door, routes } from "./table";

/* What is to be said against an answer; nothing when it is what the table wants. */

/** Where a session's work begins. */
const homeOf = (column: Column) => (column === "professional" || column === "suspended" ? "/me" : "/home");

const handlerStatus = { login: 401, password: 403, home: 403 } as const;

export function doorObjections(
  { request, handler, status }: Door,
  wanted: Answer,
  column: Column,
  answer: HttpAnswer,
): string[] {
  const { location, body } = answer;
  const home = homeOf(column);
  const goal = {
    in: status === 307 ? `${home === "/me" ? "/me" : ""}/messages` : null,
    login: `/login?next=${encodeURIComponent(request.path)}`,
    password: "/password",
    home,
  }[wanted];
  const [wantedStatus, wantedGoal] =
    wanted === "in" ? [status, goal] : handler ? [handlerStatus[wanted], null] : [307, goal];
  const objections: string[] = [];
  if (answer.status !== wantedStatus || location !== wantedGoal) {
    const where = (code: number, to: string | null) => [code, to].filter((part) => part !== null).join(" ");
    objections.push(
      `wants ${wanted} (${where(wantedStatus, wantedGoal)}), got ${where(answer.status, location)}`,
    );
  }
  // A part that fails comes after its page: the answer has begun and keeps its 200.
  if (/data-dgst="\d+"/.test(body)) objections.push("an error in its place");
  return objections;
}

/** The links of a page that lead whoever sees it to a closed door, or to none. */
export function linkObjections(
  { mediaType, status, body }: HttpAnswer,
  expected: (needs: Need) => Answer,
): string[] {
  if (mediaType !== "text/html" || status !== 200) return [];
  const links = new Set([...body.matchAll(/<a\b[^>]*\bhref="(\/[^"#?]*)/g)].map(([, path = ""]) => path));
  return [...links].flatMap((path) => {
    const needs = needsOf(path);
    if (needs === undefined) return [`a link to ${path}, which isn't there`];
    // The login leads who is logged in already to their own home.
    return needs === "visitor" || expected(needs) === "in" ? [] : [`a link to ${path}, which is closed`];
  });
}

/** What a page's or a file's address needs; the more exact row goes first. */
function needsOf(path: string): Need | undefined {
  const doors = [...routes].flatMap(([key, rows]) =>
    key.startsWith("GET ") ? rows.map((door) => ({ address: key.slice(4), door })) : [],
  );
  const exact = doors.find(({ door }) => door.request.path === path);
  const alike = doors.find(({ address }) =>
    new RegExp(`^${address.replace(/\[\.*\w+\]/g, "[^/]+")}$`).test(path),
  );
  return (exact ?? alike)?.door.needs;
}

const sentences = {
  in: /^填写的内容有误/,
  login: /^登录已失效/,
  password: /^请先修改初始密码/,
  home: /^您没有进行此项操作的权限/,
} as const;

export function actionObjections(wanted: Answer, result: unknown): string[] {
  const { ok, message = "" } = (result ?? {}) as { ok?: boolean; message?: string };
  return ok === false && sentences[wanted].test(message)
    ? []
    : [`wants ${wanted}, got ${JSON.stringify(result)}`];
}
