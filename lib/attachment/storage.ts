import "server-only";
import { randomUUID } from "node:crypto";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { Readable } from "node:stream";

/** Where the bytes of files are. A key is a file's id (a UUID), never anything that a user typed. */
export interface FileStorage {
  /** When it returns, the bytes survive a crash. */
  put(key: string, bytes: Uint8Array): Promise<void>;
  /** Null: there is no such file. `size` in bytes. */
  open(key: string): Promise<{ stream: ReadableStream<Uint8Array>; size: number } | null>;
  /** Removing what is not there is no error. */
  remove(key: string): Promise<void>;
}

/** The platform's storage: the folder that FILES_DIR names. */
export const fileStorage = (): FileStorage =>
  folderStorage(resolve(/* turbopackIgnore: true */ process.env.FILES_DIR || ".data/files"));

/** Files in a local folder, readable by the server's own user only. */
export function folderStorage(root: string): FileStorage {
  return {
    async put(key, bytes) {
      const path = pathOf(root, key);
      const folder = dirname(path);
      const unfinished = `${path}.${randomUUID()}`;
      await mkdir(folder, { recursive: true, mode: 0o700 });
      try {
        const file = await open(/* turbopackIgnore: true */ unfinished, "wx", 0o600);
        try {
          await file.writeFile(bytes);
          await file.sync();
        } finally {
          await file.close();
        }
        await rename(unfinished, path);
      } catch (error) {
        await rm(unfinished, { force: true });
        throw error;
      }
      await syncFolder(folder);
    },

    async open(key) {
      const file = await open(/* turbopackIgnore: true */ pathOf(root, key), "r").catch(
        (error: NodeJS.ErrnoException) => {
          if (error.code === "ENOENT") return null;
          throw error;
        },
      );
      if (!file) return null;
      const { size } = await file.stat();
      // It closes the file by itself at the end, and when the reader goes away.
      const stream = Readable.toWeb(file.createReadStream()) as ReadableStream<Uint8Array>;
      return { stream, size };
    },

    async remove(key) {
      await rm(pathOf(root, key), { force: true });
    },
  };
}

/** The last characters of a UUIDv7 are random: they spread the files over 256 folders. */
function pathOf(root: string, key: string): string {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(key)) {
    throw new Error("a storage key is a lower-case UUID");
  }
  return join(root, key.slice(-2), key);
}

/** A rename is on disk only when its folder is. Windows knows no such thing. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
