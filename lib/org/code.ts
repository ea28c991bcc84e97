/** What was typed, as it is stored: half-width, without spaces and dashes, letters in upper case. */
export const normalizeCode = (text: string): string =>
  text.normalize("NFKC").replace(/[\s-]/gu, "").toUpperCase();

/** Digits and letters of GB 32100-2015, in the order of their values; I, O, S, V and Z are not used. */
const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const length = 18;

/** Whether a normalized text is a 统一社会信用代码: 18 characters with the right check character (GB 32100-2015). */
export function isUnifiedCode(text: string): boolean {
  if (!/^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/.test(text)) return false;
  return checkCharacter(text.slice(0, length - 1)) === text[length - 1];
}

/** The 18th character for the first 17: weights are the powers of 3, the modulus is 31. */
export function checkCharacter(body: string): string {
  let [sum, weight] = [0, 1];
  for (const character of body) {
    sum += weight * alphabet.indexOf(character);
    weight = (weight * 3) % 31;
  }
  return alphabet[(31 - (sum % 31)) % 31] as string;
}

/** Whether a normalized text has the form of a 临时编码: `LS`, the division's six digits, six more. */
export const isTemporaryCode = (text: string): boolean => /^LS\d{12}$/.test(text);

export const isOrganizationCode = (text: string): boolean => isUnifiedCode(text) || isTemporaryCode(text);
