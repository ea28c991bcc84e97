import "server-only";
import { createTransport } from "nodemailer";
import { maskLog } from "@/lib/log-mask";
import { site } from "@/lib/site";

/** A message on its way out. `to`: an e-mail address, null where the account has none; `href`: a whole address. */
export type Letter = { to: string | null; title: string; body: string; href: string };

/** Brings a letter out of the platform. Throws when it could not: the dispatcher tries again later. */
export interface Sender {
  send(letter: Letter): Promise<void>;
}

/** SMTP when `SMTP_URL` and `MAIL_FROM` are set, else the log. Throws a sentence when they don't make sense. */
export function configuredSender(env: NodeJS.ProcessEnv = process.env): Sender {
  const { SMTP_URL: url, MAIL_FROM: from } = env;
  if (!url && !from) return logSender();
  if (!url || !from) throw new Error("SMTP_URL 与 MAIL_FROM 须同时设置：一个是邮件服务器，一个是发件地址");
  if (!/^smtps?:\/\/./.test(url)) throw new Error("SMTP_URL 的格式不正确：应为 smtp://… 或 smtps://…");
  return smtpSender({ url, from });
}

/**
 * One line of JSON a letter. Without its body: a reason is free text and may tell of a person what no log should.
 */
export function logSender(write: (line: string) => void = (line) => console.log(line)): Sender {
  return {
    async send({ to, title, href }) {
      write(JSON.stringify({ event: "message", to: to && maskEmail(to), title: maskLog(title), href }));
    },
  };
}

/** Plain-text mail. Letters without an address are passed over: the portal has them. */
export function smtpSender({ url, from }: { url: string; from: string }): Sender {
  // A connection a letter: an idle pool would keep the process from ending.
  const transport = createTransport({
    url,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send({ to, title, body, href }) {
      if (!to) return;
      await transport.sendMail({
        from,
        // As an object it is one address and is not read as a list.
        to: { name: "", address: to },
        subject: title,
        text: [title, body, `查看详情：${href}`, `${site.name}（系统自动发送，请勿回复）`]
          .filter(Boolean)
          .join("\n\n"),
      });
    },
  };
}

/** w***@example.com */
const maskEmail = (address: string): string => address.replace(/^(.?)[^@]*/, "$1***");
