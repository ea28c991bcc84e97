import { posix } from "node:path";

export interface SourceFile {
  /** From the project's root, with forward slashes. */
  path: string;
  source: string;
}

const rooms = ["db", "lib", "components", "app"];

/** Folders of lib that are no business domain. */
const common = ["access", "auth", "notice", "reference", "workflow"];

/** Which imports break the rules of docs/architecture.md, each as a line that says where the code belongs. */
export function importViolations(files: SourceFile[]): string[] {
  return files.flatMap((file) =>
    importsOf(file).flatMap((target) => {
      const message = violation(file, target);
      return message ? [`${file.path}: ${target}: ${message}`] : [];
    }),
  );
}

const statement = /^\s*(?:import|export)\s(?:[^"'`;]*?\bfrom\s*)?["']([^"'\n]+)["']/gm;
const call = /\b(?:import|require)\s*\(\s*["']([^"'\n]+)["']/g;

/** What the file imports: project paths without extension, or package names. */
function importsOf({ path, source }: SourceFile): string[] {
  return [...source.matchAll(statement), ...source.matchAll(call)].map(([, specifier = ""]) => {
    if (specifier.startsWith("@/")) return specifier.slice(2);
    return specifier.startsWith(".") ? posix.join(posix.dirname(path), specifier) : specifier;
  });
}

function violation(file: SourceFile, target: string): string | null {
  const [room = "", domain = ""] = file.path.split("/");
  const [targetRoom = "", targetDomain = ""] = target.split("/");
  if (targetRoom === "app" && room !== "app") {
    return "nothing imports app: move what is shared to components or lib";
  }
  if (rooms.includes(room) && rooms.indexOf(targetRoom) > rooms.indexOf(room)) {
    return "imports go downward only, app → components → lib → db: move the code down, or hand it over as an argument";
  }
  if (isDatabase(target) && rooms.includes(room) && !mayTouchDatabase(file)) {
    return 'only lib\'s server files touch the database: move it to a queries.ts or commands.ts (import "server-only")';
  }
  if (room !== "lib" || targetRoom !== "lib" || isTest(file)) return null;
  if (domain === "workflow" && targetDomain !== "workflow" && isDomain(target)) {
    return "the engine knows no business: let the kind in lib/review hand it over";
  }
  if (isDomain(file.path) && domain !== "review" && ["workflow", "review"].includes(targetDomain)) {
    return "a domain doesn't know how it is reviewed: move it to the kind in lib/review";
  }
  return null;
}

const isTest = ({ path }: SourceFile) => /\.test\.tsx?$/.test(path);

const isDatabase = (target: string) =>
  (/^db\//.test(target) && target !== "db/enums") || /^(drizzle-orm|postgres)(\/|$)/.test(target);

function mayTouchDatabase(file: SourceFile): boolean {
  if (file.path.startsWith("db/")) return true;
  if (!file.path.startsWith("lib/")) return false;
  const isServerFile = /\/(queries|commands)\.ts$|\.server\.tsx?$/.test(file.path);
  return isServerFile || isTest(file) || /import\s+["']server-only["']/.test(file.source);
}

/** `lib/<domain>/…`: a folder of lib that is about business. */
function isDomain(path: string): boolean {
  const [, folder = "", inside] = path.split("/");
  return inside !== undefined && !common.includes(folder);
}
