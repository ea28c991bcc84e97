import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** A process's program and arguments; empty when it doesn't run (any more). */
export function commandLine(pid: number): string {
  if (process.platform !== "linux") return ps(pid, "args=");
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
  } catch {
    return "";
  }
}

/** Process number and start time: never the same for two processes. Undefined: no such process. */
export function processIdentity(pid: number): string | undefined {
  if (process.platform !== "linux") {
    const started = ps(pid, "lstart=");
    return started ? `${pid} ${started}` : undefined;
  }
  try {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    // The second field, the program's name, may hold blanks and parentheses; the 22nd is the start time.
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
    return fields[0] === "Z" ? undefined : `${pid} ${boot} ${fields[19]}`;
  } catch {
    return undefined;
  }
}

function ps(pid: number, column: string): string {
  try {
    return execFileSync("ps", ["-o", column, "-p", String(pid)], { encoding: "utf8", stdio: "pipe" }).trim();
  } catch {
    return "";
  }
}
