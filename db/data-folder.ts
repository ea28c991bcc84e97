import { access, constants, mkdir, realpath } from "node:fs/promises";
import { dirname } from "node:path";
import { StartError } from "./start-error";

/** Makes the data folder if need be; the answer is its real path. A `StartError` if it can't be written. */
export async function openDataFolder(path: string): Promise<string> {
  try {
    await makeFolder(path);
    await access(path, constants.W_OK);
    return await realpath(path);
  } catch (error) {
    throw folderError(error, path);
  }
}

/* Node's own `recursive` never returns where a folder may be entered but nothing made in it, as in /proc. */
async function makeFolder(path: string): Promise<void> {
  if (await isThere(path)) return;
  const parent = dirname(path);
  if (parent !== path) await makeFolder(parent);
  await mkdir(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
}

const isThere = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

const codes = ["EACCES", "EPERM", "EROFS", "ENOTDIR", "EEXIST", "ENOENT", "ENOSPC"];

/** For an error of the file system the `StartError` about the data folder; any other as it is. */
export function folderError(error: unknown, folder: string): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  if (!code || !codes.includes(code)) return error;
  return new StartError(
    `无法写入数据目录 ${folder}（${code}）：请检查它的权限和剩余空间，或用 DATA_DIR 指定另一个目录`,
  );
}
