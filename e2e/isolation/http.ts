/* Asks the running platform as a program does: nothing of the browser stands between the sweep and the answer. */

export type Request = {
  method?: "GET" | "POST";
  path: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array<ArrayBuffer>;
};

export type Answer = {
  status: number;
  location: string | null;
  mediaType: string;
  body: string;
  /** Headers and body, escapes taken back: what a reader of the answer could get out of it. */
  readable: string;
  /** What the answer says to a human, for the comparison of two: no markup, no scripts. */
  text: string;
};

export const baseUrl = (): string => process.env.BASE_URL ?? "";

/** Sends a request with a session's cookie; never follows a redirect. */
export async function ask(cookie: string, { method = "GET", path, headers, body }: Request): Promise<Answer> {
  const response = await fetch(baseUrl() + path, {
    ...{ method, body, redirect: "manual" },
    headers: { ...(cookie ? { Cookie: cookie } : {}), ...headers },
  });
  const content = Buffer.from(await response.arrayBuffer()).toString("utf8");
  const mediaType = response.headers.get("content-type")?.split(";")[0] ?? "";
  return {
    ...{ status: response.status, location: response.headers.get("location"), mediaType, body: content },
    readable: `${[...response.headers].map(unescaped).join("\n")}\n${content}\n${unescaped(content)}`,
    text: mediaType === "text/html" ? visibleText(content) : content,
  };
}

/** A page as the router of the browser asks for it: the React payload alone. */
export const asPayload = ({ path }: Request): Request => ({
  path: `${path}${path.includes("?") ? "&" : "?"}_rsc`,
  headers: { RSC: "1" },
});

/**
 * Calls a server action with one argument, as React encodes a plain value. The result is in row 1 of the
 * answer; undefined when the action threw or never ran.
 */
export async function callAction(
  cookie: string,
  id: string,
  argument: unknown,
  headers: Record<string, string> = {},
): Promise<{ answer: Answer; result: unknown }> {
  const answer = await ask(cookie, {
    ...{ method: "POST", path: "/", body: JSON.stringify([argument]) },
    headers: {
      "Next-Action": id,
      "Content-Type": "text/plain;charset=UTF-8",
      Origin: baseUrl(),
      ...headers,
    },
  });
  const [, reference] = /^0:.*?"a":"\$@(\w+)"/m.exec(answer.text) ?? [];
  const row = answer.text.split("\n").find((line) => line.startsWith(`${reference}:{`));
  return { answer, result: row && JSON.parse(row.slice(row.indexOf(":") + 1)) };
}

/** Percent signs, character references and \u escapes taken back, as far as there are any. */
function unescaped(text: string | string[]): string {
  return String(text)
    .replace(/(?:%[0-9a-f]{2})+/gi, (bytes) => Buffer.from(bytes.replaceAll("%", ""), "hex").toString("utf8"))
    .replace(/&#x([0-9a-f]{1,6});/gi, (_, code) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replace(/\\u([0-9a-f]{4})/gi, (_, code) => String.fromCharCode(Number.parseInt(code, 16)));
}

const visibleText = (html: string): string =>
  html
    .replace(/<(script|style)\b.*?<\/\1>/gs, "")
    .replace(/<[^>]*>/g, "\n")
    .replace(/\s*\n\s*/g, "\n");
