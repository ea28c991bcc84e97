/** Crockford's base 32: no I, L, O, U, so that a code read aloud or copied by hand stays itself. */
export const codeAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
export const codeLength = 26;

/** 130 bits of chance: who holds such a code may see or do what it stands for. */
export const randomCode = (): string =>
  Array.from(
    crypto.getRandomValues(new Uint8Array(codeLength)),
    (byte) => codeAlphabet[byte % codeAlphabet.length],
  ).join("");
