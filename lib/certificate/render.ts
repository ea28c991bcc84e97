import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { create } from "qrcode";
import { formatDateTime } from "@/lib/date";
import { AppError } from "@/lib/errors";
import { sexLabels } from "@/lib/person/schema";
import { site } from "@/lib/site";
import type { CertificatePrint, PrintAnswer } from "./document/print";
import { formatCode, periodOf } from "./rules";
import type { CertificateContent } from "./schema";

/** Milliseconds a job; a new renderer has more, for it loads itself and the fonts first. */
const timeLimit = 20_000;
const firstTimeLimit = 60_000;
/** Megabytes a renderer. The nursery is larger than a worker has by default: rendering makes much short-lived garbage. */
const memory = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 64 };
const longestQueue = 50;
const size = Math.max(1, availableParallelism() - 1);

type Job = {
  print: CertificatePrint;
  resolve: (pdf: Uint8Array<ArrayBuffer>) => void;
  reject: (error: Error) => void;
};

const waiting: Job[] = [];
const idle: Worker[] = [];
let alive = 0;

/** A certificate as it was issued. */
export type Printable = { content: CertificateContent; number: string; code: string };

/**
 * The PDF of a certificate, made off the request thread. `printedAt` is printed; the same content and time
 * give the same bytes. Throws `throttled` when too many wait; a renderer that fails, dies or takes longer
 * than its time is a fault, and is replaced.
 */
export const renderCertificate = (
  certificate: Printable,
  printedAt: Date,
): Promise<Uint8Array<ArrayBuffer>> => enqueue(printOf(certificate, printedAt));

/** All that the document draws of a certificate. */
export const printOf = ({ content, number, code }: Printable, printedAt: Date): CertificatePrint => ({
  content,
  number,
  codeLabel: formatCode(code),
  verificationPage: verificationUrl(),
  qr: qrOf(verificationUrl(code)),
  sex: sexLabels[content.person.sex],
  period: periodOf(content),
  platform: site.name,
  printedAt: printedAt.getTime(),
  printedAtLabel: formatDateTime(printedAt),
});

/** Address of the public verification page, or of one certificate on it. */
function verificationUrl(code?: string): string {
  const base = process.env.NEXTAUTH_URL;
  if (!base) throw new Error("缺少环境变量 NEXTAUTH_URL：请设置平台的访问地址");
  return new URL(code ? `/verify/${code}` : "/verify", base).href;
}

function qrOf(text: string): CertificatePrint["qr"] {
  const { data, size } = create(text, { errorCorrectionLevel: "M" }).modules;
  const path = Array.from(data, (dark, index) =>
    dark ? `M${index % size} ${Math.floor(index / size)}h1v1h-1z` : "",
  ).join("");
  return { path, size };
}

function enqueue(print: CertificatePrint): Promise<Uint8Array<ArrayBuffer>> {
  if (waiting.length >= longestQueue) {
    throw new AppError("throttled", `正在打印的人较多，前面还有 ${waiting.length} 份，请稍后再试`);
  }
  return new Promise((resolve, reject) => {
    waiting.push({ print, resolve, reject });
    runNext();
  });
}

function runNext(): void {
  while (waiting.length > 0 && (idle.length > 0 || alive < size)) {
    const worker = idle.pop();
    run(worker ?? start(), waiting.shift() as Job, worker ? timeLimit : firstTimeLimit);
  }
}

function start(): Worker {
  const worker = new Worker(new URL("./document/worker.ts", import.meta.url), {
    // Next bundles the worker; everywhere else it is the source, which Node runs through tsx.
    execArgv: process.env.NEXT_RUNTIME ? [] : ["--import", "./lib/certificate/document/from-source.mjs"],
    resourceLimits: memory,
  });
  alive += 1;
  // Without a listener an error of an idle worker would end the process; its exit follows in any case.
  worker.on("error", () => {});
  worker.once("exit", () => {
    alive -= 1;
    const at = idle.indexOf(worker);
    if (at >= 0) idle.splice(at, 1);
    runNext();
  });
  return worker;
}

function run(worker: Worker, { print, resolve, reject }: Job, limit: number): void {
  const settle = (end: () => void) => {
    clearTimeout(timer);
    worker.off("message", answered).off("error", failed).off("exit", died);
    end();
  };
  const fail = (reason: string) => {
    settle(() => reject(new Error(`学时证明生成失败：${reason}`)));
    void worker.terminate();
  };
  const failed = (error: Error) => fail(error.message);
  const died = () => fail("渲染进程意外退出");
  const answered = (answer: PrintAnswer) => {
    if ("error" in answer) return fail(answer.error);
    settle(() => resolve(answer.pdf));
    idle.push(worker);
    // An idle renderer keeps no process alive.
    worker.unref();
    runNext();
  };
  const timer = setTimeout(() => fail(`超过 ${limit / 1000} 秒`), limit);
  worker.on("message", answered).on("error", failed).on("exit", died);
  worker.ref();
  worker.postMessage(print);
}
