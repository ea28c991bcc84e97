import "server-only";
import { cookies } from "next/headers";
import { decode } from "next-auth/jwt";
import { sessionCookie } from "./cookies";
import { authSecret } from "./secret";

/** Session ids of cookies opened lately: opening one takes longer than a query. The oldest are forgotten. */
const opened = new Map<string, string>();
const openedMost = 1000;

/**
 * The id of the `sessions` row that this request's cookie names, or null. It only opens the sealed cookie:
 * whether the session still holds is for `loadViewer` to ask the database. For pages, actions and route handlers.
 */
export async function readSessionId(): Promise<string | null> {
  const token = (await cookies()).get(sessionCookie().name)?.value;
  if (!token) return null;
  const known = opened.get(token);
  if (known) return known;
  const sessionId = await openCookie(token);
  if (sessionId) {
    const oldest = opened.size >= openedMost ? opened.keys().next().value : undefined;
    if (oldest) opened.delete(oldest);
    opened.set(token, sessionId);
  }
  return sessionId;
}

async function openCookie(token: string): Promise<string | null> {
  try {
    return (await decode({ token, secret: authSecret() }))?.sessionId ?? null;
  } catch {
    // Forged, sealed with another key, or past its time.
    return null;
  }
}
