import { createServer, request as send } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { discardRest, readBounded } from "./body";
import type { FileRefusal } from "./refusal";

const megabyte = 1024 * 1024;

/** A body of `size` bytes that tells how much of it was taken. */
function counted(size: number) {
  const taken = { bytes: 0, cancelled: false };
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const next = Math.min(64 * 1024, size - taken.bytes);
        if (next === 0) return controller.close();
        taken.bytes += next;
        controller.enqueue(new Uint8Array(next));
      },
      cancel() {
        taken.cancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  return { body, taken };
}

describe("readBounded", () => {
  it("takes exactly 10 MB and not a byte more", async () => {
    const limit = 10 * megabyte;
    expect((await readBounded(counted(limit).body, limit)).length).toBe(limit);
    await expect(readBounded(counted(limit + 1).body, null)).rejects.toMatchObject({ status: 413 });
  });

  it("refuses 50 MB by what the sender declares, without reading", async () => {
    const { body, taken } = counted(50 * megabyte);
    await expect(readBounded(body, 50 * megabyte)).rejects.toThrow("文件超过 10 MB，请压缩后重新上传");
    expect(taken.bytes).toBe(0);
  });

  it("gives up a body of 50 MB that declares nothing, or less, at the limit", async () => {
    for (const declared of [null, megabyte]) {
      const { body, taken } = counted(50 * megabyte);
      await expect(readBounded(body, declared)).rejects.toMatchObject({ status: 413 });
      expect(taken.bytes).toBeLessThanOrEqual(10 * megabyte + 64 * 1024);
    }
  });

  it("refuses an empty body, and one that ends too early", async () => {
    await expect(readBounded(counted(0).body, 0)).rejects.toThrow("文件是空的");
    await expect(readBounded(counted(1000).body, 2000)).rejects.toThrow("没有传完");
    const broken = new ReadableStream({ pull: (controller) => controller.error(new Error("reset")) });
    await expect(readBounded(broken, null)).rejects.toThrow("没有传完");
  });
});

describe("discardRest", () => {
  it("reads a refused body to its end, and cuts off one that has none", async () => {
    const fifty = counted(50 * megabyte);
    await discardRest(fifty.body);
    expect(fifty.taken).toEqual({ bytes: 50 * megabyte, cancelled: false });
    const endless = counted(Number.POSITIVE_INFINITY);
    await discardRest(endless.body);
    expect(endless.taken.cancelled).toBe(true);
    expect(endless.taken.bytes).toBeLessThan(201 * megabyte);
  });

  it.each([true, false])(
    "lets a sender of 50 MB over HTTP finish and hear the refusal (length declared: %s)",
    async (declares) => {
      const server = createServer(async (incoming, outgoing) => {
        const body = new Request("http://localhost/", {
          method: "POST",
          // A web request made of a Node one, the way Next.js makes it.
          body: incoming as unknown as ReadableStream<Uint8Array>,
          duplex: "half",
        } as RequestInit).body as ReadableStream<Uint8Array>;
        const length = incoming.headers["content-length"];
        const error = await readBounded(body, length ? Number(length) : null).catch((reason) => reason);
        void discardRest(body);
        outgoing.writeHead((error as FileRefusal).status).end((error as FileRefusal).message);
      });
      await new Promise<void>((resolve) => server.listen(0, resolve));
      const size = 50 * megabyte;
      const answer = await new Promise<{ status?: number; text: string }>((resolve, reject) => {
        const request = send({
          port: (server.address() as AddressInfo).port,
          method: "POST",
          headers: declares ? { "content-length": size } : {},
        });
        request.on("error", reject);
        let sent = false;
        request.on("finish", () => {
          sent = true;
        });
        request.on("response", async (response) => {
          response.setEncoding("utf8");
          const text = (await response.toArray()).join("");
          // Like a browser: the answer counts when everything has been sent.
          if (sent) resolve({ status: response.statusCode, text });
          else request.on("finish", () => resolve({ status: response.statusCode, text }));
        });
        request.end(Buffer.alloc(size));
      });
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      expect(answer).toEqual({ status: 413, text: "文件超过 10 MB，请压缩后重新上传" });
    },
  );
});
