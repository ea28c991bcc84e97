/** Why the platform can't start, as one Chinese sentence that tells the operator what to do. */
export class StartError extends Error {
  override name = "StartError";
}

const folderCodes = ["EACCES", "EPERM", "EROFS", "ENOTDIR", "EEXIST", "ENOENT", "ENOSPC"];

/** For an error of the file system the `StartError` about the data folder; any other as it is. */
export function folderError(error: unknown, folder: string): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  if (!code || !folderCodes.includes(code)) return error;
  return new StartError(
    `无法写入数据目录 ${folder}（${code}）：请检查它的权限和剩余空间，或用 DATA_DIR 指定另一个目录`,
  );
}
