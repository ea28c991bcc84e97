/** What a file must begin with so that Excel reads its UTF-8. */
export const byteOrderMark = "\uFEFF";

/**
 * One line of a CSV file (RFC 4180), its line end included. Every text is quoted; one that a spreadsheet would take
 * for a formula is led by an apostrophe, which makes it text. A number stays a number, negative ones too.
 */
export const csvRow = (cells: readonly (string | number | null)[]): string =>
  `${cells.map(csvCell).join(",")}\r\n`;

function csvCell(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const text = isFormula(value) ? `'${value}` : value;
  return `"${text.replaceAll('"', '""')}"`;
}

/**
 * = + - @ begin a formula, full-width ones too where Chinese or Japanese is typed, and programs skip blanks before
 * them; a tab or a line end at the beginning may split the cell, so that what follows begins one.
 */
const isFormula = (text: string): boolean => /^(?:[\t\r\n\0]|\s*[=+\-@＝＋－＠])/u.test(text);
