import "server-only";
import { headers } from "next/headers";
import { AppError } from "./errors";

/**
 * The client's address. Behind `TRUSTED_PROXIES` reverse proxies (a number, default 0) it is the
 * entry that the outermost of them wrote; what a client puts into the header itself is never believed.
 */
export async function clientAddress(): Promise<string> {
  const hops = Number(process.env.TRUSTED_PROXIES ?? 0);
  const entries = ((await headers()).get("x-forwarded-for") ?? "").split(",").map((entry) => entry.trim());
  // scripts/server appends the socket's address, so the last entry is the nearest hop.
  return entries.at(-1 - hops) || "unknown";
}

/** Refuses a request that another site sent: route handlers that change anything call it first. */
export function requireSameOrigin(request: Request): void {
  const origin = request.headers.get("origin");
  const host = request.headers.get("x-forwarded-host") ?? request.headers.get("host");
  let sameHost = false;
  try {
    sameHost = origin !== null && new URL(origin).host === host;
  } catch {}
  const site = request.headers.get("sec-fetch-site");
  if (!sameHost || (site !== null && site !== "same-origin")) {
    throw new AppError("forbidden", "请求来源不正确，请从本平台页面操作");
  }
}
