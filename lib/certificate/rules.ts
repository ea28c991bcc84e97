import { formatDate } from "@/lib/date";
import { isFulfilled } from "@/lib/hours/rules";
import { codeAlphabet, codeLength } from "@/lib/random-code";
import type { CertificateContent, CertificateRecord, CertificateYear, HoursSum } from "./schema";

/** Short name of the place that issues, in front of every 证书编号. */
const numberPrefix = "JN";

/** 证书编号, e.g. `JN2026-00000123`. Two certificates never share a serial, so the year is only for the reader. */
export function certificateNumber(serial: number, issuedAt: Date): string {
  return `${numberPrefix}${formatDate(issuedAt).slice(0, 4)}-${String(serial).padStart(8, "0")}`;
}

/**
 * A 验证码 as typed, in the form in which it is stored: any case, spaces and dashes, O for 0 and I or L
 * for 1, full-width letters. Null: it can't be one.
 */
export function normalizeCode(typed: string): string | null {
  const code = typed
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s\p{Dash}]/gu, "")
    .replaceAll("O", "0")
    .replace(/[IL]/g, "1");
  return code.length === codeLength && [...code].every((char) => codeAlphabet.includes(char)) ? code : null;
}

/** A stored code as people read it: `XXXXX-XXXXX-XXXXX-XXXXX-XXXXXX`. */
export const formatCode = (code: string): string =>
  code.replace(/^(.{5})(.{5})(.{5})(.{5})(.*)$/, "$1-$2-$3-$4-$5");

/** A name for strangers' eyes: 王*明, 王*. */
export function maskName(name: string): string {
  const [first = "", ...rest] = [...name];
  const last = rest.pop();
  if (last === undefined) return "*";
  return rest.length === 0 ? `${first}*` : `${first}${"*".repeat(rest.length)}${last}`;
}

/** The certificate's title, from the name of the platform: 济宁市专业技术人员继续教育 + 学时证明. */
export const headingOf = (siteName: string): string => `${siteName.replace(/(服务)?平台$/, "")}学时证明`;

/** `2025年度` or `2023—2025年度`. */
export const periodOf = ({ fromYear, toYear }: { fromYear: number; toYear: number }): string =>
  fromYear === toYear ? `${fromYear}年度` : `${fromYear}—${toYear}年度`;

/** Name of the PDF file. */
export const fileNameOf = (content: CertificateContent): string =>
  `学时证明-${content.person.name}-${periodOf(content)}.pdf`;

/**
 * The order in which records are printed and digested: by year, 公需 first, then as they happened. Whatever a
 * record says decides in the end: two that change places are the same.
 */
export function inPrintOrder<Row extends CertificateRecord>(rows: readonly Row[]): Row[] {
  const key = ({ year, category, start, end, creditedOn, title, form, hours }: Row) =>
    [year, category === "public" ? 0 : 1, start, end, creditedOn, title, form, hours].join("\u0000");
  return rows
    .map((row) => ({ row, key: key(row) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ row }) => row);
}

type Counted = Pick<CertificateRecord, "year" | "category" | "hours">;

/**
 * Sums by year and category against the standards, for every year of the period, also one without hours.
 * Nothing is carried over from one year to another. `exempt`: years whose standard asks the person for nothing.
 */
export function summarize(
  records: readonly Counted[],
  standards: ReadonlyMap<number, HoursSum>,
  { fromYear, toYear }: { fromYear: number; toYear: number },
  exempt: ReadonlySet<number> = new Set(),
): { years: CertificateYear[]; totals: HoursSum } {
  const years: CertificateYear[] = [];
  for (let year = fromYear; year <= toYear; year += 1) {
    const sum = sumOf(records.filter((record) => record.year === year));
    const standard = standards.get(year) ?? null;
    const met = standard && isFulfilled({ credited: sum, standard });
    years.push({ year, ...sum, standard, met, ...(met === false && exempt.has(year) && { exempt: true }) });
  }
  return { years, totals: sumOf(records) };
}

/** Whether a year is met, in words. */
export const verdictOf = ({ met, exempt }: Pick<CertificateYear, "met" | "exempt">): string =>
  met === null ? "未设标准" : met ? "达标" : exempt ? "不要求" : "未达标";

function sumOf(records: readonly Counted[]): HoursSum {
  const sum = { public: 0, professional: 0, total: 0 };
  for (const { category, hours } of records) {
    sum[category] += hours;
    sum.total += hours;
  }
  return sum;
}
