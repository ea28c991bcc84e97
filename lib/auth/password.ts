import "server-only";
import { hash, verify } from "@node-rs/argon2";
import { createPool } from "./pool";
import { sameDigest, sign } from "./secret";

/** Each hash takes 19 MiB and a thread; the rest of a crowd waits in line. */
export const hashing = createPool(3);

/** A hash that no password is known for, made with the same cost as the real ones. */
const dummyHash =
  "$argon2id$v=19$m=19456,t=2,p=1$4tr/r3nBqUOgaM90+qFsdw$YZIQW3t3ifGXoZeoXevUZp0BvwrmgYj1M+rPzvcHnWE";

// Full-width digits of a Chinese keyboard mean the same password.
const prepare = (password: string) => password.normalize("NFKC");

/** argon2id with the package's defaults (OWASP's: 19 MiB, 2 passes). */
export const hashPassword = (password: string): Promise<string> =>
  hashing.run(() =>
    hash(prepare(password), { algorithm: argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 }),
  );

/** `Algorithm.Argon2id`: the package's const enum cannot be imported under isolatedModules. */
const argon2id = 2;

export type PasswordHolder = {
  idNumber: string;
  passwordHash: string | null;
  /** Whether the initial password is still good; told by the database's clock. */
  initialPasswordValid: boolean;
};

/**
 * Whether `password` is the account's. An account without a hash has its initial password: the last six of
 * the ID number, an x in either case, until its time is over. Exactly one argon2 verification is done
 * in every case, also for no account at all, so that the time says nothing.
 */
export async function checkPassword(account: PasswordHolder | null, password: string): Promise<boolean> {
  const given = prepare(password);
  const matches = await hashing.run(() => verify(account?.passwordHash ?? dummyHash, given));
  if (!account) return false;
  if (account.passwordHash) return matches;
  const initial = account.idNumber.slice(-6);
  return (
    sameDigest(sign("initial", given.toUpperCase()), sign("initial", initial)) && account.initialPasswordValid
  );
}
