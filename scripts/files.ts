import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/** The files in a folder and the folders in it, in a fixed order, with forward slashes; none if it isn't there. */
export async function filesBelow(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const paths = names.map((name) => join(folder, name).replaceAll("\\", "/")).sort();
  const isFile = await Promise.all(paths.map(async (path) => (await stat(path)).isFile()));
  return paths.filter((_, index) => isFile[index]);
}
