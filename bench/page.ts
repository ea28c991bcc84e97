import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { Agent, get } from "node:http";
import { join } from "node:path";
import { encode } from "next-auth/jwt";
import { sessionCookie } from "@/lib/auth/cookies";
import { declarationKind } from "@/lib/review/declaration";
import { listInbox } from "@/lib/review/queries";
import { ctxFor } from "@/tests/fixtures";
import { buildApplication, serveApplication } from "./application";
import { asApplication } from "./database";
import type { ReviewSite } from "./list";
import { type BenchRow, inTurn, timed } from "./row";

const rounds = 9;
const requests = 100;
/** Loads before the first that counts: the page has more code to warm up than its markup. */
const warmUps = 5;
const atOnce = 8;

/**
 * Requests a second of the pending list in the production build, against a page of the same markup with fixed
 * rows: the same components in the same frame, without session, scope and queries. One server serves both.
 */
export async function pageBench({ url, reviewer }: ReviewSite, folder: string): Promise<BenchRow> {
  const secret = randomBytes(48).toString("base64url");
  const { sessionId, fixture } = await asApplication(
    url,
    () => {},
    async (db) => {
      const ctx = await ctxFor(db, reviewer);
      const { viewer } = ctx;
      return {
        sessionId: viewer.sessionId,
        fixture: {
          viewer: { ...viewer, permissions: [...viewer.permissions] },
          inbox: await listInbox(ctx, declarationKind, {
            ...{ tab: "open", filters: {}, order: undefined, limit: 20, offset: 0 },
          }),
        },
      };
    },
  );
  const application = join(folder, "application");
  await buildApplication(application, fixture);
  const server = await serveApplication(application, {
    DATABASE_URL: url,
    NEXTAUTH_SECRET: secret,
    FILES_DIR: join(folder, "files"),
  });
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  try {
    const cookie = `${sessionCookie().name}=${await encode({ token: { sessionId }, secret })}`;
    const page = (path: string) => () => fetchPage(`${server.url}${path}`, cookie, agent);
    const sides = [page(declarationKind.path), page("/markup")] as const;
    const sizes = [await sides[0](), await sides[1]()];
    for (let turn = 0; turn < warmUps; turn++) for (const side of sides) await load(side);
    const [ours, bare] = await inTurn(
      rounds,
      () => load(sides[0]),
      () => load(sides[1]),
    );
    return {
      name: "requests/s of the pending list page / of its bare markup",
      ratio: ours / bare,
      limit: 0.6,
      bound: "min",
      details: {
        pagePerSecond: ours,
        markupPerSecond: bare,
        pageBytes: sizes[0],
        markupBytes: sizes[1],
        serverPeakMemoryMiB: await peakMemory(server.pid),
      },
    };
  } finally {
    agent.destroy();
    await server.stop();
  }
}

/** Requests a second of `page`, a fixed number of them, so many at once. */
async function load(page: () => Promise<number>): Promise<number> {
  let left = requests;
  const time = await timed(() =>
    Promise.all(
      Array.from({ length: atOnce }, async () => {
        while (left-- > 0) await page();
      }),
    ),
  );
  return (requests / time) * 1000;
}

/** Bytes of the page; throws unless it is the list with its twenty rows. */
async function fetchPage(url: string, cookie: string, agent: Agent): Promise<number> {
  const { status, body } = await new Promise<{ status?: number; body: string }>((resolve, reject) => {
    get(url, { agent, headers: { cookie } }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => {
        text += chunk;
      });
      response.on("end", () => resolve({ status: response.statusCode, body: text }));
      response.on("error", reject);
    }).on("error", reject);
  });
  const rows = new Set(body.match(/骨干教师培训班第\d+期/g)).size;
  if (status !== 200 || rows !== 20) throw new Error(`${url}: status ${status}, ${rows} rows`);
  return Buffer.byteLength(body);
}

/** The most memory that the process has held, in MiB; null where the system doesn't tell. */
async function peakMemory(pid: number): Promise<number | null> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  const kilobytes = /^VmHWM:\s+(\d+) kB/m.exec(status)?.[1];
  return kilobytes ? Math.round(Number(kilobytes) / 1024) : null;
}
