import fc from "fast-check";
import { expect, test } from "vitest";
import { csvRow } from "./csv";

test.each([
  "=1+1",
  "+1-1",
  "-2",
  "@SUM(A1)",
  "\t=1",
  "\r=1",
  "\n=1",
  "  =1",
  "＝1+1",
  "＋1",
  "－1",
  "＠SUM(A1)",
  '=HYPERLINK("http://evil.example","看")',
])("%j is no formula", (text) => {
  expect(csvRow([text])).toBe(`"'${text.replaceAll('"', '""')}"\r\n`);
});

test("other texts stay as they are, numbers are numbers, nothing is an empty cell", () => {
  expect(csvRow(["王小明", "a=b", "甲,乙", '他说"好"', "两\n行", -2.5, 0, null, ""])).toBe(
    '"王小明","a=b","甲,乙","他说""好""","两\n行",-2.5,0,,""\r\n',
  );
});

test("whatever is written is read back, and no cell begins a formula", () => {
  const texts = fc.array(fc.oneof(fc.string(), fc.stringMatching(/^[=+\-@\t\r\n ",'a]{0,6}$/)), {
    minLength: 1,
  });
  fc.assert(
    fc.property(fc.array(texts), (rows) => {
      const read = parse(rows.map(csvRow).join(""));
      expect(read.map((row) => row.length)).toEqual(rows.map((row) => row.length));
      expect(read.flat().filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
      const texts = rows.flat();
      expect(read.flat().map((cell, index) => (cell === `'${texts[index]}` ? cell.slice(1) : cell))).toEqual(
        texts,
      );
    }),
  );
});

/** A reader of RFC 4180 of its own. */
function parse(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    let cell = "";
    if (text[at] !== '"') throw new Error(`no quote at ${at}`);
    for (at++; text[at] !== '"' || text[at + 1] === '"'; at++) {
      if (text[at] === '"') at++;
      cell += text[at];
    }
    row.push(cell);
    at++;
    if (text[at] === ",") at++;
    else {
      if (text.slice(at, at + 2) !== "\r\n") throw new Error(`no line end at ${at}`);
      at += 2;
      rows.push(row);
      row = [];
    }
  }
  return rows;
}
