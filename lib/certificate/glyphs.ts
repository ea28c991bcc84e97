import "server-only";
import { type Font, openSync } from "fontkit";
import { fontFile } from "./document/fonts";
import type { CertificateContent } from "./schema";

let parsed: Font | undefined;

/** Parsed once a process. */
function font(): Font {
  parsed ??= openSync(fontFile) as Font;
  return parsed;
}

/** The first character of a text that the certificate's font can't draw, or null. */
function missingGlyph(text: string): string | null {
  for (const char of text) {
    const codePoint = char.codePointAt(0) as number;
    if (!font().hasGlyphForCodePoint(codePoint)) return char;
  }
  return null;
}

/**
 * Why a certificate with this content can't be printed, as a sentence that names the character and where it
 * stands; null if it can. A font without the glyph would print another character in silence.
 */
export function unprintable(content: CertificateContent): string | null {
  const fields: [string, string][] = [
    ["证明标题", content.heading],
    ["姓名", content.person.name],
    ["工作单位", content.person.unit],
    ["职称", content.person.title],
    ...content.records.map((record): [string, string] => [`${record.year}年度学时记录的内容`, record.title]),
    ...content.records.map((record): [string, string] => ["学习形式", record.form]),
  ];
  for (const [field, text] of fields) {
    const char = missingGlyph(text);
    if (char) {
      return `${field}中的${quoted(char)}不在证明所用的字库中，为避免印错暂不能打印。如系录入错误请先更正，如确为生僻字请联系人社部门`;
    }
  }
  return null;
}

/** 「𮯛」（U+2EBDB）; an invisible character only by its number. */
function quoted(char: string): string {
  const number = `U+${(char.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, "0")}`;
  return /[\p{C}\p{M}\p{Z}]/u.test(char) && !/\p{Cn}/u.test(char)
    ? `不可见字符（${number}）`
    : `「${char}」（${number}）`;
}
