import { today } from "@/lib/date";

/** Days that 操作日志 goes back where nobody says from when. */
export const defaultDays = 90;

/** An export holds so many entries at most. */
export const exportCap = 100_000;

/** A search by 操作人 or 对象名称 looks through so many entries of the period, the newest: names have no index. */
export const searchReach = 50_000;

/** Whether these filters look through no more than `searchReach` entries. */
export const isNameSearch = ({ operator, subject }: { operator?: string; subject?: string }): boolean =>
  Boolean(operator ?? subject);

/** The days that a list of the log is about, both counted, as 2026-11-23. */
export type Period = { from: string; to: string };

/** The period of the filters: up to today, and 90 days back from its end, where they name no days. */
export function periodOf({ from, to }: Partial<Period>): Period {
  const end = to ?? today();
  const start = new Date(Date.parse(end) - defaultDays * 86_400_000).toISOString().slice(0, 10);
  return { from: from ?? start, to: end };
}

/** Of a login: this one, still good, ended (by whomever), timed out, or one that was refused. */
export type LoginState = "current" | "open" | "ended" | "expired" | "failed";

export const loginStateLabels: Record<LoginState, string> = {
  current: "当前",
  open: "在线",
  ended: "已退出",
  expired: "已过期",
  failed: "登录失败",
};

/** Why a login was refused, as lib/auth/login records it. */
const failureLabels: Readonly<Record<string, string>> = {
  captcha: "验证码错误",
  password: "密码错误",
  locked: "错误次数过多，已锁定",
  disabled: "账户已停用",
  registration: "注册尚未通过审核",
};

/** The words for a refused login's reason; none for one that is not known. */
export const failureWords = (reason: unknown): string | undefined =>
  typeof reason === "string" && Object.hasOwn(failureLabels, reason) ? failureLabels[reason] : undefined;

/** Each is looked for in this order: most browsers carry the names of others too. */
const browsers: readonly (readonly [string, RegExp])[] = [
  ["企业微信", /wxwork/i],
  ["微信", /MicroMessenger/],
  ["钉钉", /DingTalk/],
  ["支付宝", /AlipayClient/],
  ["QQ浏览器", /QQBrowser/],
  ["QQ", /\bQQ\//],
  ["UC浏览器", /UCBrowser|UCWEB/],
  ["夸克", /Quark\//],
  ["百度", /baiduboxapp|baidubrowser|BIDUBrowser/i],
  ["360浏览器", /QihooBrowser|QIHU|360SE|360EE/i],
  ["搜狗浏览器", /MetaSr|SogouMobileBrowser/i],
  ["华为浏览器", /HuaweiBrowser/],
  ["小米浏览器", /MiuiBrowser/],
  ["OPPO浏览器", /HeyTapBrowser|OppoBrowser/],
  ["vivo浏览器", /VivoBrowser/],
  ["三星浏览器", /SamsungBrowser/],
  ["Edge", /\bEdg(?:e|A|iOS)?\//],
  ["Opera", /\bOPR\/|\bOpera\b/],
  ["Firefox", /Firefox\/|FxiOS\//],
  ["Chrome", /Chrome\/|CriOS\//],
  ["Safari", /Safari\//],
  ["IE", /MSIE |Trident\//],
];

const systems: readonly (readonly [string, RegExp])[] = [
  ["鸿蒙", /OpenHarmony|HarmonyOS/],
  ["Android", /Android/],
  ["iPad", /iPad/],
  ["iPhone", /iPhone|iPod/],
  ["Windows", /Windows/],
  ["macOS", /Mac OS X|Macintosh/],
  ["ChromeOS", /\bCrOS\b/],
  ["统信UOS", /\bUOS\b/],
  ["麒麟", /Kylin/i],
  ["Linux", /Linux|X11/],
];

const nameIn = (list: typeof browsers, text: string) => list.find(([, pattern]) => pattern.test(text))?.[0];

/** A browser's own account of itself in two words, `Chrome · Windows`. It is what the browser says, no proof. */
export function deviceWords(userAgent: string): string {
  const found = [nameIn(browsers, userAgent), nameIn(systems, userAgent)].filter(Boolean);
  return found.join(" · ") || "未知设备";
}
