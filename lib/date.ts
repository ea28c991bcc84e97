/** The platform's days and years are those of this zone, wherever the server stands. */
const timeZone = "Asia/Shanghai";

const format = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat("sv-SE", { timeZone, ...options });
const dateFormat = format({ dateStyle: "short" });
const dateTimeFormat = format({ dateStyle: "short", timeStyle: "short" });

/** 2026-11-23 */
export const formatDate = (moment: Date): string => dateFormat.format(moment);
/** 2026-11-23 09:05 */
export const formatDateTime = (moment: Date): string => dateTimeFormat.format(moment);
/** 2026年11月23日, of a moment or of a plain date 2026-11-23. */
export function formatLongDate(date: Date | string): string {
  const [year, month, day] = (typeof date === "string" ? date : formatDate(date)).split("-").map(Number);
  return `${year}年${month}月${day}日`;
}

/** Today as a plain date, and this year, in the platform's zone. */
export const today = (): string => formatDate(new Date());
export const currentYear = (): number => Number(today().slice(0, 4));

/** 刚刚, 5 分钟前, 3 小时前, 2 天前; older than a month: the date. */
export function formatRelative(moment: Date, now: Date = new Date()): string {
  const minutes = Math.floor((now.getTime() - moment.getTime()) / 60_000);
  if (minutes < 1) return "刚刚";
  if (minutes < 60) return `${minutes} 分钟前`;
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} 小时前`;
  if (minutes < 31 * 24 * 60) return `${Math.floor(minutes / 60 / 24)} 天前`;
  return formatDate(moment);
}

/** Whole years from a date of birth to a day, both as 2026-11-23; the day is today when left out. */
export const ageOn = (birthDate: string, day: string = today()): number =>
  Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4)) - (day.slice(5) < birthDate.slice(5) ? 1 : 0);

/** Days of a period, both ends counted; dates as 2026-11-23. */
export const daysBetween = (start: string, end: string): number =>
  Math.round((Date.parse(end) - Date.parse(start)) / 86_400_000) + 1;
