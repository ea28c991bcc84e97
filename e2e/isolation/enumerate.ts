import { readdir, readFile } from "node:fs/promises";
import { join, sep } from "node:path";

/*
 * Everything that can be asked of the platform, from the sources; and the same from the build that is running,
 * so that neither a forgotten file nor an old build goes unseen.
 */

const readJson = async (path: string) => JSON.parse(await readFile(path, "utf8"));

async function filesOf(folder: string): Promise<string[]> {
  return (await readdir(folder, { recursive: true })).map((file) => join(folder, file).split(sep).join("/"));
}

async function sources(): Promise<{ path: string; source: string }[]> {
  const files = (await Promise.all(["app", "components", "lib"].map(filesOf))).flat();
  const code = files.filter((path) => /\.(tsx?|mjs)$/.test(path) && !path.includes(".test."));
  return Promise.all(code.map(async (path) => ({ path, source: await readFile(path, "utf8") })));
}

/** `/hours/review/[id]` of app/(console)/hours/review/[id]/page.tsx. */
const addressOf = (path: string) =>
  `/${path
    .split("/")
    .slice(1, -1)
    .filter((part) => !part.startsWith("("))
    .join("/")}`;

const methods = "GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS";
const handlerExport = new RegExp(
  `export (?:async )?(?:function|const) (${methods})\\b|\\bas (${methods})\\b`,
  "g",
);

/** Pictures that Next serves from the app folder: app/icon.svg and its kind. */
const picture = /^app\/((?:favicon|icon|apple-icon|opengraph-image|twitter-image)\w*\.\w+)$/;

/** `GET /path` of every page and picture, `METHOD /path` of every route handler. */
export async function routesInSources(): Promise<string[]> {
  const pictures = (await filesOf("app")).flatMap((path) => picture.exec(path)?.slice(1) ?? []);
  const handled = (await sources())
    .filter(({ path }) => /^app\/(.*\/)?(page|route)\.tsx?$/.test(path))
    .flatMap(({ path, source }) =>
      /page\.tsx?$/.test(path)
        ? [`GET ${addressOf(path)}`]
        : [...source.matchAll(handlerExport)].map(([, a, b]) => `${a ?? b} ${addressOf(path)}`),
    );
  return [...handled, ...pictures.map((name) => `GET /${name}`)].sort();
}

/** The addresses that the build serves; Next's own error pages left out. */
export async function addressesInBuild(): Promise<string[]> {
  const manifest: Record<string, string> = await readJson(".next/app-path-routes-manifest.json");
  return Object.values(manifest)
    .filter((path) => !path.startsWith("/_"))
    .sort();
}

/** `file#name` of every export of every "use server" file. */
export async function actionsInSources(): Promise<string[]> {
  return (await sources())
    .filter(({ source }) => /^\s*["']use server["']/m.test(source))
    .flatMap(({ path, source }) =>
      [...source.matchAll(/^export (?:const|async function|function) (\w+)/gm)].map(
        ([, name]) => `${path}#${name}`,
      ),
    )
    .sort();
}

/** The ids by which the build's actions are called, by `file#name`. */
export async function actionIds(): Promise<Map<string, string>> {
  const manifest = await readJson(".next/server/server-reference-manifest.json");
  const entries: [string, { filename: string; exportedName: string }][] = [
    ...Object.entries<{ filename: string; exportedName: string }>(manifest.node),
    ...Object.entries<{ filename: string; exportedName: string }>(manifest.edge),
  ];
  return new Map(entries.map(([id, { filename, exportedName }]) => [`${filename}#${exportedName}`, id]));
}
