import "server-only";
import { cookies, headers } from "next/headers";
import type { NextAuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { db } from "@/db/client";
import { absoluteHours } from "@/lib/access/viewer";
import { AppError } from "@/lib/errors";
import { clientAddress } from "@/lib/request";
import { deviceCookie, isSecureSite, sessionCookie } from "./cookies";
import { rememberAccount } from "./device";
import { LoginRefusal, login } from "./login";
import { logout } from "./logout";
import { localPath } from "./rules";
import { loginSchema, type Refusal } from "./schema";
import { authSecret } from "./secret";
import { accountKey } from "./throttle";

/** How next-auth is set up here: its token only seals the id of our own `sessions` row. */
export const authOptions = (): NextAuthOptions => ({
  secret: authSecret(),
  useSecureCookies: isSecureSite(),
  cookies: { sessionToken: sessionCookie() },
  session: { strategy: "jwt", maxAge: absoluteHours * 3600 },
  pages: { signIn: "/login", signOut: "/login", error: "/login" },
  providers: [
    CredentialsProvider({
      credentials: { portal: {}, idNumber: {}, password: {}, captchaId: {}, captchaAnswer: {} },
      authorize,
    }),
  ],
  callbacks: {
    jwt: ({ token, user }) => ({ sessionId: user?.id ?? token.sessionId }),
    // Relative, so that the browser stays at the host and port by which it came.
    redirect: ({ url }) => localPath(url) ?? "/",
    session: ({ session }) => ({ expires: session.expires }),
  },
  events: {
    signOut: async ({ token }) => {
      if (token?.sessionId) await logout(db, token.sessionId, await clientAddress());
    },
  },
});

/** next-auth hands a thrown message to the browser: it carries the refusal, and nothing of a fault. */
async function authorize(credentials: Record<string, string> | undefined): Promise<{ id: string }> {
  try {
    return { id: await logIn(credentials) };
  } catch (error) {
    const refusal: Refusal =
      error instanceof AppError
        ? { message: error.message, contact: error instanceof LoginRefusal ? error.contact : undefined }
        : { message: "系统暂时无法处理，请稍后重试" };
    if (!(error instanceof AppError)) console.error(error);
    throw new Error(JSON.stringify(refusal));
  }
}

async function logIn(credentials: Record<string, string> | undefined): Promise<string> {
  const parsed = loginSchema.safeParse(credentials);
  if (!parsed.success) throw new AppError("invalid", parsed.error.issues[0]?.message ?? "填写的内容有误");
  const jar = await cookies();
  const { name, options } = deviceCookie();
  const device = jar.get(name)?.value ?? null;
  const sessionId = await login(db, {
    ...parsed.data,
    device,
    address: await clientAddress(),
    userAgent: (await headers()).get("user-agent") ?? "",
  });
  const account = accountKey(parsed.data.portal, parsed.data.idNumber);
  jar.set(name, rememberAccount(device, account), { ...options, maxAge: 365 * 24 * 3600 });
  return sessionId;
}
