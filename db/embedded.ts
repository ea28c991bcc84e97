import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { openSync } from "node:fs";
import { chown, mkdir, open, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { folderError, openDataFolder } from "./data-folder";
import { type Binaries, findBinaries, type ServerUser, serverCommand, serverUser } from "./embedded-binaries";
import { commandLine, processIdentity } from "./process";
import { StartError } from "./start-error";

export interface EmbeddedDatabase {
  /** Connects as the server's owner; listens on 127.0.0.1 only. */
  url: string;
  /** Ends sessions and shuts the server down cleanly. */
  stop(): Promise<void>;
}

/**
 * Starts the PostgreSQL that comes with the npm package, with its data in `dataDir`/pg; the first
 * start creates it. What a killed process left behind (its server, its lock) is cleared away; a folder
 * that a living process uses, or that can't be written, is refused with a `StartError`.
 * `settings` are server parameters. `durable: false` gives crash safety up for speed, for tests.
 */
export async function startEmbedded(
  dataDir: string,
  { settings = {}, durable = true }: { settings?: Record<string, string>; durable?: boolean } = {},
): Promise<EmbeddedDatabase> {
  const binaries = findBinaries();
  const folder = await claim(dataDir);
  try {
    const user = serverUser();
    const data = join(folder, "pg");
    const passwordFile = join(folder, "pg-password");
    const run = (file: string, args: string[], log: number) => {
      const command = serverCommand(user, [file, ...args], [binaries.folder, folder]);
      // Its own session: Ctrl-C must reach the platform alone, which stops the server last.
      return spawn(command.file, command.args, {
        ...command.identity,
        detached: true,
        stdio: ["ignore", log, log],
      });
    };
    const logFile = join(folder, "postgres.log");
    const log = openSync(logFile, "a", 0o600);

    if (!(await exists(join(data, "PG_VERSION")))) {
      await initialize({ run, binaries, user, data, passwordFile, log, logFile, durable });
    }
    await stopOrphan(data);

    const port = await freePort();
    const parameters = {
      listen_addresses: "127.0.0.1",
      port: String(port),
      unix_socket_directories: "",
      ...(durable ? {} : { fsync: "off", synchronous_commit: "off", full_page_writes: "off" }),
      ...settings,
    };
    const flags = Object.entries(parameters).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
    const server = run(binaries.postgres, ["-D", data, ...flags], log);
    const killServer = () => server.kill("SIGINT");
    process.once("exit", killServer);
    await untilReady(server, data, logFile);

    const password = await readFile(passwordFile, "utf8");
    return {
      url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
      async stop() {
        process.off("exit", killServer);
        if (server.exitCode === null && server.signalCode === null) {
          const ended = once(server, "exit");
          server.kill("SIGINT"); // PostgreSQL's "fast shutdown"
          await ended;
        }
        await rm(join(folder, lockName), { force: true });
      },
    };
  } catch (error) {
    await rm(join(folder, lockName), { force: true });
    throw folderError(error, folder);
  }
}

const lockName = "owner.pid";

/** Creates the folder and marks it as used by this process; the answer is its real path. */
async function claim(dataDir: string): Promise<string> {
  const folder = await openDataFolder(dataDir);
  try {
    const lock = join(folder, lockName);
    const holder = (await exists(lock)) ? await readFile(lock, "utf8") : "";
    const pid = Number.parseInt(holder, 10);
    // The start time tells the holder from a later process that was given the same number.
    if (pid && holder === processIdentity(pid)) {
      throw new StartError(
        `数据目录 ${folder} 正被另一个运行中的平台（进程号 ${pid}）使用：请先停止它，或用 DATA_DIR 指定另一个目录`,
      );
    }
    await writeFile(lock, processIdentity(process.pid) ?? "", { mode: 0o600 });
    return folder;
  } catch (error) {
    throw folderError(error, folder);
  }
}

async function initialize(options: {
  run: (file: string, args: string[], log: number) => ChildProcess;
  binaries: Binaries;
  user: ServerUser | null;
  data: string;
  passwordFile: string;
  log: number;
  logFile: string;
  durable: boolean;
}): Promise<void> {
  const { run, binaries, user, data, passwordFile, log, logFile, durable } = options;
  // Renamed when complete, so that a start killed in the middle leaves nothing half made.
  const unfinished = `${data}.new`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  await writeFile(passwordFile, randomBytes(24).toString("hex"), { mode: 0o600 });
  if (user) {
    await chown(unfinished, user.uid, user.gid);
    await chown(passwordFile, user.uid, user.gid);
  }
  const flags = [
    `--pgdata=${unfinished}`,
    "--username=postgres",
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    // pg_trgm asks the C library what a letter is: with "C" no Chinese text would be in its indexes.
    `--lc-ctype=${utf8Locale()}`,
    ...(durable ? [] : ["--no-sync"]),
  ];
  const [code] = await once(run(binaries.initdb, flags, log), "exit");
  if (code !== 0) throw new StartError(`无法创建数据库，详见 ${logFile}：${await lastLine(logFile)}`);
  await rename(unfinished, data);
}

/** Stops the server that a killed platform left running on this data. */
async function stopOrphan(data: string): Promise<void> {
  const pidFile = join(data, "postmaster.pid");
  if (!(await exists(pidFile))) return;
  const [first = "", runningOn = "", ...rest] = (await readFile(pidFile, "utf8")).split("\n");
  const pid = Number(first);
  const isOurs = () => {
    const command = commandLine(pid);
    return /postgres/.test(command) && command.includes(runningOn);
  };
  if (!isOurs()) {
    // The number may belong to another process by now, which PostgreSQL would take for a server. With
    // its parent's number it sees a stale file, and still makes sure that no backend has survived.
    await writeFile(pidFile, [process.pid, runningOn, ...rest].join("\n"));
    return;
  }
  process.kill(pid, "SIGINT");
  for (let waited = 0; isOurs(); waited += 50) {
    if (waited === 15_000) process.kill(pid, "SIGQUIT");
    if (waited > 30_000)
      throw new StartError(`上次遗留的数据库进程（进程号 ${pid}）无法停止：请先结束该进程`);
    await sleep(50);
  }
}

async function untilReady(server: ChildProcess, data: string, logFile: string): Promise<void> {
  let failed: Error | undefined;
  server.once("error", (error) => {
    failed = error;
  });
  for (;;) {
    if (failed) throw failed;
    if (server.exitCode !== null || server.signalCode !== null) {
      throw new StartError(`数据库无法启动，详见 ${logFile}：${await lastLine(logFile)}`);
    }
    const lines = (await readFile(join(data, "postmaster.pid"), "utf8").catch(() => "")).split("\n");
    if (Number(lines[0]) === server.pid && lines[7]?.startsWith("ready")) return;
    await sleep(30);
  }
}

/** A character type that knows Chinese letters; the C library's, as installed. */
function utf8Locale(): string {
  if (process.platform === "win32") return "C";
  let installed: string[] = [];
  try {
    installed = execFileSync("locale", ["-a"], { encoding: "utf8", stdio: "pipe" }).split("\n");
  } catch {}
  const utf8 = installed.filter((name) => /utf-?8$/i.test(name));
  return (
    utf8.find((name) => /^C\./.test(name)) ??
    utf8[0] ??
    (process.platform === "darwin" ? "en_US.UTF-8" : "C.UTF-8")
  );
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (!address || typeof address === "string") throw new Error("no TCP port");
  return address.port;
}

async function lastLine(file: string): Promise<string> {
  return (await readFile(file, "utf8")).trimEnd().split("\n").slice(-1).join();
}

async function exists(file: string): Promise<boolean> {
  const handle = await open(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  await handle?.close();
  return handle !== null;
}
