import { getCsrfToken } from "next-auth/react";
import { type Contact, type LoginValues, type Refusal, refusalSchema } from "@/lib/auth/schema";

export type LoginOutcome = { ok: true } | { ok: false; message: string; contact?: Contact };

/**
 * Logs in through next-auth. Its own `signIn` leaves the page when the server cannot be reached, and with it
 * everything typed; here fetch's TypeError reaches the form instead.
 */
export async function logIn(values: LoginValues): Promise<LoginOutcome> {
  const csrfToken = (await getCsrfToken()) ?? "";
  const response = await fetch("/api/auth/callback/credentials", {
    method: "POST",
    body: new URLSearchParams({ ...values, csrfToken, callbackUrl: "/", json: "true" }),
  });
  const { url = "" }: { url?: string } = await response.json();
  const answer = new URL(url, window.location.href).searchParams;
  const error = answer.get("error");
  if (error) return { ok: false, ...parseRefusal(error) };
  if (answer.has("csrf")) return { ok: false, message: "页面停留时间过长，请重新填写密码和验证码后再次登录" };
  return response.ok ? { ok: true } : { ok: false, message: fault };
}

const fault = "系统暂时无法处理，请稍后重试";

function parseRefusal(error: string): Refusal {
  try {
    return refusalSchema.parse(JSON.parse(error));
  } catch {
    return { message: fault };
  }
}
