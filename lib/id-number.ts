import { z } from "zod";
import type { Sex } from "@/db/enums";
import { today } from "./date";

/** What was typed or imported, as it is stored: half-width, without spaces, X upper case. */
export const normalizeIdNumber = (text: string): string =>
  text.normalize("NFKC").replace(/\s/gu, "").toUpperCase();

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checkDigits = "10X98765432";

/**
 * Whether a normalized text is a citizen's ID number by GB 11643-1999: 18 characters, the right check digit
 * (ISO 7064 MOD 11-2) and a date of birth that exists and is not in the future. The division code in front
 * is not checked: codes were abolished and reused.
 */
export function isIdNumber(text: string): boolean {
  if (!/^[1-9]\d{16}[\dX]$/.test(text)) return false;
  const sum = weights.reduce((total, weight, index) => total + weight * Number(text[index]), 0);
  return checkDigits[sum % 11] === text[17] && isPastDate(birthDateOf(text));
}

/** Sex and date of birth (YYYY-MM-DD) that an ID number states; `idNumber` must be valid. */
export const factsOf = (idNumber: string): { sex: Sex; birthDate: string } => ({
  sex: Number(idNumber[16]) % 2 === 1 ? "male" : "female",
  birthDate: birthDateOf(idNumber),
});

/** `370802********1234`. Of anything that is not 18 characters long only the last two are shown. */
export const maskIdNumber = (text: string): string =>
  text.length === 18
    ? `${text.slice(0, 6)}********${text.slice(-4)}`
    : `${"*".repeat(Math.max(4, text.length - 2))}${text.length > 4 ? text.slice(-2) : ""}`;

/** An ID number as typed in; its output is normalized and valid. */
export const idNumberSchema = z
  .string("请填写证件号码")
  .transform(normalizeIdNumber)
  .refine(isIdNumber, "证件号码校验位不正确，请核对后重新填写");

const birthDateOf = (text: string) => `${text.slice(6, 10)}-${text.slice(10, 12)}-${text.slice(12, 14)}`;

function isPastDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  // A day that the month does not have is carried over by Date, or is no date at all.
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== text) return false;
  return text >= "1900-01-01" && text <= today();
}
