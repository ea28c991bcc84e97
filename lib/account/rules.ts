import { commonPasswords } from "./common-passwords";

export const shortestPassword = 8;
export const longestPassword = 128;
/** How long the initial password (the last six of the ID number) is good. */
export const initialPasswordDays = 30;

/**
 * What is wrong with a new password, as a sentence, or null. After OWASP ASVS 5 §6.2: length instead of
 * kinds of characters, nothing common, nothing that others know of the holder. Characters are counted as
 * Unicode code points.
 */
export function objectionToPassword(
  password: string,
  holder: { idNumber: string; oldPassword: string },
): string | null {
  const text = password.normalize("NFKC");
  const length = [...text].length;
  if (length < shortestPassword) return `新密码至少 ${shortestPassword} 个字符`;
  if (length > longestPassword) return `新密码最多 ${longestPassword} 个字符`;
  if (text === holder.oldPassword.normalize("NFKC")) return "新密码不能与原密码相同";
  if (containsIdentity(text, holder.idNumber)) return "新密码不能包含证件号码、证件号码后六位或出生日期";
  if (isCommon(text.toLowerCase())) return "新密码过于常见，容易被猜到，请换一个";
  return null;
}

function containsIdentity(password: string, idNumber: string): boolean {
  const upper = password.toUpperCase();
  const parts = [idNumber.slice(-6), ...(idNumber.length === 18 ? [idNumber.slice(6, 14)] : [])];
  // The whole number contains its last six.
  return parts.some((part) => upper.includes(part));
}

const isCommon = (password: string) =>
  commonPasswords.has(password) || isRepetition(password) || isRun(password);

/** aaaaaaaa, 12121212, abcabcabc: one piece of at most four characters again and again. */
const isRepetition = (password: string) => /^(.{1,4}?)\1+$/u.test(password);

/** 12345678, 87654321, abcdefgh: each character is the last one's neighbour. */
function isRun(password: string): boolean {
  const codes = [...password].map((character) => character.codePointAt(0) ?? 0);
  const steps = new Set(codes.slice(1).map((code, index) => code - (codes[index] ?? 0)));
  return steps.size === 1 && (steps.has(1) || steps.has(-1));
}
