import "server-only";
import { createHmac, timingSafeEqual } from "node:crypto";

const developmentSecret = "development-only-secret-development-only";

/**
 * The key that sessions are sealed with, from NEXTAUTH_SECRET. In production a missing or weak one is
 * refused with a sentence; call it at the server's start so that the refusal comes then and not at the
 * first login.
 */
export function authSecret(): string {
  const secret = process.env.NEXTAUTH_SECRET;
  if (process.env.NODE_ENV !== "production") return secret || developmentSecret;
  if (!secret || isWeak(secret)) {
    throw new Error(
      "环境变量 NEXTAUTH_SECRET 缺失或过于简单：请设置至少 32 个字符的随机内容（例如 openssl rand -base64 32 的输出）",
    );
  }
  return secret;
}

/** Shorter than 32 characters, few different ones, a repeated piece, or a word from an example. */
function isWeak(secret: string): boolean {
  return (
    secret.length < 32 ||
    new Set(secret).size < 10 ||
    /^(.+?)\1+$/.test(secret) ||
    /change.?me|secret|password|example|development/i.test(secret)
  );
}

/** A keyed digest; `purpose` keeps digests of different uses apart. base64url. */
export const sign = (purpose: string, text: string): string =>
  createHmac("sha256", authSecret()).update(`${purpose}\n${text}`).digest("base64url");

/** Compares two digests in a time that tells nothing about them. */
export function sameDigest(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
