import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { afterEach, expect, test } from "vitest";
import { configuredSender, logSender, smtpSender } from "./sender";

const letter = {
  to: "wangfang@example.com",
  title: "学时申报已驳回：骨干教师培训班",
  body: "证书不清晰，请重新上传",
  href: "https://jxjy.example.gov.cn/messages/1",
};

let stop: () => void = () => {};
afterEach(() => stop());

/** As much of a mail server as a client needs: keeps what it is told. `refuse`: the recipient it doesn't know. */
async function mailServer({ refuse }: { refuse?: string } = {}) {
  const lines: string[] = [];
  const server = createServer((socket) => {
    let receiving = false;
    let rest = "";
    const answer = (text: string) => socket.write(`${text}\r\n`);
    const hear = (line: string) => {
      lines.push(line);
      if (receiving) {
        if (line === ".") {
          receiving = false;
          answer("250 kept");
        }
      } else if (line === "DATA") {
        receiving = true;
        answer("354 go on");
      } else if (line === "QUIT") socket.end("221 bye\r\n");
      else answer(refuse && line.includes(refuse) ? "550 unknown here" : "250 fine");
    };
    socket.on("error", () => {});
    socket.on("data", (data) => {
      const parts = (rest + data.toString()).split("\r\n");
      rest = parts.pop() ?? "";
      parts.forEach(hear);
    });
    answer("220 here");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  stop = () => server.close();
  return { lines, url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

test("a letter goes by SMTP with its reason and its link, to one address only", async () => {
  const { lines, url } = await mailServer();
  const sender = smtpSender({ url, from: "platform@example.gov.cn" });
  await sender.send(letter);
  expect(lines.filter((line) => /^(MAIL FROM|RCPT TO)/.test(line))).toEqual([
    expect.stringMatching(/^MAIL FROM:<platform@example\.gov\.cn>/),
    "RCPT TO:<wangfang@example.com>",
  ]);
  const blank = lines.indexOf("");
  const encoded = lines.slice(blank, lines.indexOf(".")).join("");
  expect(lines).toContain("Content-Transfer-Encoding: base64");
  const text = Buffer.from(encoded, "base64").toString();
  for (const part of [letter.title, letter.body, letter.href]) expect(text).toContain(part);
});

test("an address that holds a list or another header reaches nobody else", async () => {
  const { lines, url } = await mailServer();
  const sender = smtpSender({ url, from: "platform@example.gov.cn" });
  await sender.send({ ...letter, to: "a@example.com,b@example.com" }).catch(() => {});
  await sender.send({ ...letter, title: "标题\r\nBcc: b@example.com" });
  expect(lines.filter((line) => /^RCPT TO:<b@/.test(line) || /^Bcc/i.test(line))).toEqual([]);
});

test("who has no address gets no mail; a refusal of the server is thrown", async () => {
  const { lines, url } = await mailServer({ refuse: "wangfang" });
  const sender = smtpSender({ url, from: "platform@example.gov.cn" });
  await sender.send({ ...letter, to: null });
  expect(lines).toEqual([]);
  await expect(sender.send(letter)).rejects.toThrow(/550/);
});

test("the log gets one line, its personal data masked and without the reason", async () => {
  const lines: string[] = [];
  await logSender((line) => lines.push(line)).send({
    ...letter,
    title: "人员信息修改已通过：370802198001010005",
  });
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    {
      event: "message",
      to: "w***@example.com",
      title: "人员信息修改已通过：370802********0005",
      href: letter.href,
    },
  ]);
});

test("mail settings that make no sense are refused with a sentence", () => {
  expect(() => configuredSender({ NODE_ENV: "test" })).not.toThrow();
  const both = { NODE_ENV: "test", SMTP_URL: "smtp://127.0.0.1:25", MAIL_FROM: "a@example.com" } as const;
  expect(() => configuredSender(both)).not.toThrow();
  expect(() => configuredSender({ ...both, MAIL_FROM: "" })).toThrow("须同时设置");
  expect(() => configuredSender({ ...both, SMTP_URL: "mail.example.com" })).toThrow("格式不正确");
});
