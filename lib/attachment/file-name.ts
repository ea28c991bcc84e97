import { acceptedTypes, type EvidenceType } from "./schema";

const maxLength = 200;

/**
 * A user's file name made safe to keep and to show: the last part of a path, without control and
 * direction characters, at most 200 characters, with an extension that agrees with the content.
 * Markup stays what it is, text.
 */
export function cleanFileName(fileName: string, mediaType: EvidenceType): string {
  const { extensions } = acceptedTypes[mediaType];
  const name = (fileName.normalize("NFC").split(/[/\\]/).at(-1) ?? "")
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, "")
    .trim();
  // Begins with a letter: the 2 of 第1.2 is no extension.
  const [, stem = name, extension = ""] = /^(.*)\.([a-z][a-z0-9]{0,4})$/is.exec(name) ?? [];
  const agrees = extensions.some((accepted) => accepted === extension.toLowerCase());
  const ending = `.${agrees ? extension : extensions[0]}`;
  const kept = [...stem.replace(/^[.\s]+|[.\s]+$/g, "")].slice(0, maxLength - ending.length).join("");
  return `${kept || "材料"}${ending}`;
}
