import { once } from "node:events";
import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import { StartError } from "@/db/start-error";

export interface PlatformServer {
  url: string;
  /** Accepts nothing new, lets requests finish (for up to 10 s), then closes. */
  close(): Promise<void>;
}

/** PORT, 3000 if unset. */
export function configuredPort(): number {
  const text = process.env.PORT || "3000";
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new StartError(`PORT 的值“${text}”不是有效的端口号：应为 1 至 65535 的整数`);
}

/** Refuses a port that can't be listened on, before anything slow has begun. */
export async function requireFreePort(port: number): Promise<void> {
  const probe = createServer();
  await listen(probe, port);
  probe.close();
  await once(probe, "close");
}

/** A free port of this machine. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  await listen(probe, 0);
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (!address || typeof address === "string") throw new Error("no TCP port");
  return address.port;
}

/** Serves the built application (or, with `dev`, the sources) on `port`; as NEXTAUTH_URL, if it is unset, on localhost. */
export async function startServer(port: number, { dev = false } = {}): Promise<PlatformServer> {
  const url = `http://localhost:${port}`;
  // Read by React and next-auth when they are loaded, so before Next is.
  Object.assign(process.env, { NODE_ENV: dev ? "development" : "production", TZ: "Asia/Shanghai" });
  process.env.NEXTAUTH_URL ||= url;
  const { default: next } = await import("next");

  let answerWith: (handle: RequestListener) => void = () => {};
  const ready = new Promise<RequestListener>((resolve) => {
    answerWith = resolve;
  });
  // Who comes while Next is still loading waits for it; a server that listens and never answers would hang them.
  const server = createServer((request, response) => {
    appendClientAddress(request);
    void ready.then((handle) => handle(request, response));
  });
  await listen(server, port);
  const app = next({ dev, port, httpServer: server });
  await app.prepare();
  answerWith(app.getRequestHandler());

  return {
    url,
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeIdleConnections();
      const deadline = setTimeout(() => server.closeAllConnections(), 10_000);
      await closed;
      clearTimeout(deadline);
      await app.close();
    },
  };
}

/** lib/request believes the last entry, so it must be ours and never what a client has sent. */
function appendClientAddress(request: IncomingMessage): void {
  const address = (request.socket.remoteAddress ?? "").replace(/^::ffff:/, "");
  const claimed = request.headers["x-forwarded-for"];
  request.headers["x-forwarded-for"] = claimed ? `${claimed}, ${address}` : address;
}

async function listen(server: ReturnType<typeof createServer>, port: number): Promise<void> {
  try {
    server.listen(port);
    await once(server, "listening");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EADDRINUSE") {
      throw new StartError(`端口 ${port} 已被占用：请停止占用它的程序，或用 PORT 指定另一个端口`);
    }
    if (code === "EACCES") throw new StartError(`没有使用端口 ${port} 的权限：请用 PORT 指定另一个端口`);
    throw error;
  }
}
