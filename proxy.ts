import { type NextRequest, NextResponse } from "next/server";
import { pathHeader } from "@/lib/path-header";

/**
 * Gives every page its content security policy, with a nonce that Next puts on its own scripts, and tells the
 * server which page it is (after logging in again one goes on there). It is no
 * gate: who may see what is decided by the page, the action and the route handler themselves.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = btoa(crypto.randomUUID());
  const policy = policyFor(nonce);
  const headers = new Headers(request.headers);
  headers.set("Content-Security-Policy", policy);
  headers.set(pathHeader, request.nextUrl.pathname + request.nextUrl.search);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("Content-Security-Policy", policy);
  response.headers.set("Cache-Control", "no-store");
  return response;
}

function policyFor(nonce: string): string {
  // The development server evaluates its modules.
  const development = process.env.NODE_ENV === "development" ? " 'unsafe-eval'" : "";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "frame-src 'self'",
    "object-src 'self'",
    "frame-ancestors 'self'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join("; ");
}

export const config = {
  matcher: ["/((?!_next/static|attachments|certificates/|api/|captcha|favicon).*)"],
};
