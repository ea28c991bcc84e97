import "server-only";
import { cookies } from "next/headers";
import { decode } from "next-auth/jwt";
import { sessionCookie } from "./cookies";
import { authSecret } from "./secret";

/**
 * The id of the `sessions` row that this request's cookie names, or null. It only opens the sealed cookie:
 * whether the session still holds is for `loadViewer` to ask the database. For pages, actions and route handlers.
 */
export async function readSessionId(): Promise<string | null> {
  const token = (await cookies()).get(sessionCookie().name)?.value;
  if (!token) return null;
  try {
    return (await decode({ token, secret: authSecret() }))?.sessionId ?? null;
  } catch {
    // Forged, sealed with another key, or past its time.
    return null;
  }
}
