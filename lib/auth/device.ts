import "server-only";
import { randomBytes } from "node:crypto";
import { z } from "zod";
import { sameDigest, sign } from "./secret";

/*
 * OWASP's device cookie: a browser in which an account has logged in before is counted apart from
 * strangers, so that a stranger's wrong passwords cannot keep the account's holder out.
 */

const deviceSchema = z.object({ id: z.string(), accounts: z.array(z.string()) });
type Device = z.infer<typeof deviceSchema>;

/** More accounts than that in one browser, and the one unused for the longest time is a stranger again. */
const remembered = 10;

/** The id of the browser if this account (its throttle key) has logged in there before, else null. */
export function knownDevice(cookie: string | null, accountKey: string): string | null {
  const device = read(cookie);
  return device?.accounts.includes(accountKey) ? device.id : null;
}

/** The device cookie's value after this account (its throttle key) has logged in. */
export function rememberAccount(cookie: string | null, accountKey: string): string {
  const device = read(cookie) ?? { id: randomBytes(16).toString("base64url"), accounts: [] };
  const accounts = [accountKey, ...device.accounts.filter((key) => key !== accountKey)];
  return seal({ id: device.id, accounts: accounts.slice(0, remembered) });
}

function seal(device: Device): string {
  const body = Buffer.from(JSON.stringify(device)).toString("base64url");
  return `${body}.${sign("device", body)}`;
}

function read(cookie: string | null): Device | null {
  const [body, signature] = cookie?.split(".") ?? [];
  if (!body || !signature || !sameDigest(signature, sign("device", body))) return null;
  return deviceSchema.parse(JSON.parse(Buffer.from(body, "base64url").toString()));
}
