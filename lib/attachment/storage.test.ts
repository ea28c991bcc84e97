import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { uuidv7 } from "uuidv7";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { folderStorage } from "./storage";

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "storage-"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

describe("folderStorage", () => {
  it("gives back what was put, until it is removed", async () => {
    const storage = folderStorage(root);
    const key = uuidv7();
    await storage.put(key, Buffer.from("内容"));
    const file = await storage.open(key);
    expect(file?.size).toBe(6);
    expect(await new Response(file?.stream).text()).toBe("内容");
    await storage.remove(key);
    expect(await storage.open(key)).toBeNull();
    await storage.remove(key);
  });

  it("keeps files for the server's own user, and leaves nothing unfinished", async () => {
    const key = uuidv7();
    await folderStorage(root).put(key, Buffer.from("x"));
    const folder = join(root, key.slice(-2));
    expect(await readdir(folder)).toEqual([key]);
    expect((await stat(join(folder, key))).mode & 0o777).toBe(0o600);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
  });

  it.each(["../../etc/passwd", "", "a/b", `${"0".repeat(8)}-0000-0000-0000-00000000000/`])(
    "takes no key but an id: %j",
    async (key) => {
      const storage = folderStorage(root);
      await expect(storage.put(key, Buffer.from("x"))).rejects.toThrow("UUID");
      await expect(storage.open(key)).rejects.toThrow("UUID");
      await expect(storage.remove(key)).rejects.toThrow("UUID");
    },
  );
});
