import { describe, expect, it } from "vitest";
import { imageSize } from "./image-size";
import { inspect } from "./inspect";
import { objectionTo } from "./schema";

/** A PNG's signature and header; what follows does not matter to whoever asks for type and size. */
function png(width: number, height: number): Buffer {
  const header = Buffer.alloc(33);
  Buffer.from("\x89PNG\r\n\x1a\n", "latin1").copy(header);
  header.writeUInt32BE(13, 8);
  header.write("IHDR", 12);
  header.writeUInt32BE(width, 16);
  header.writeUInt32BE(height, 20);
  return Buffer.concat([header, Buffer.from("\0\0\0\0IDAT\0\0\0\0", "latin1")]);
}

/** A JPEG with `metadata` bytes in segments before its frame header. */
function jpeg(width: number, height: number, metadata = 0): Buffer {
  const segments: Buffer[] = [Buffer.from([0xff, 0xd8])];
  for (let rest = metadata; rest > 0; rest -= 60_000) {
    const segment = Buffer.alloc(4 + 60_000);
    segment.writeUInt16BE(0xffe1, 0);
    segment.writeUInt16BE(60_002, 2);
    segments.push(segment);
  }
  // A Huffman table's code lies among those of the frame headers.
  segments.push(Buffer.from([0xff, 0xc4, 0x00, 0x03, 0x00]));
  const frame = Buffer.from([0xff, 0xc0, 0x00, 0x11, 0x08, 0, 0, 0, 0, 0x03, 0, 0]);
  frame.writeUInt16BE(height, 5);
  frame.writeUInt16BE(width, 7);
  return Buffer.concat([...segments, frame]);
}

describe("inspect", () => {
  it.each([
    ["application/pdf", Buffer.from("%PDF-1.7\n%âãÏÓ\n")],
    ["image/png", png(800, 600)],
    ["image/jpeg", jpeg(800, 600)],
  ])("recognizes %s by its content", async (mediaType, bytes) => {
    expect(await inspect(bytes)).toBe(mediaType);
  });

  it.each([
    [
      "a program",
      Buffer.from(`MZ\x90\0${"\0".repeat(200)}This program cannot be run in DOS mode.`, "latin1"),
    ],
    ["a page", Buffer.from("<!doctype html><script>alert(1)</script>")],
    ["an SVG", Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')],
    ["an archive", Buffer.from("PK\x03\x04\x14\0\0\0\0\0".padEnd(60, "\0"), "latin1")],
    ["a GIF", Buffer.from("GIF89a\x01\0\x01\0", "latin1")],
    ["text that mentions PDF", Buffer.from("see %PDF-1.7")],
  ])("refuses %s", async (_, bytes) => {
    await expect(inspect(bytes)).rejects.toMatchObject({
      code: "invalid",
      status: 415,
      message: "仅支持 PDF、JPG、PNG，系统识别到的内容不是这些格式",
    });
  });

  it("takes nothing but images as a photo", async () => {
    expect(await inspect(png(500, 700), { image: true })).toBe("image/png");
    expect(await inspect(jpeg(500, 700), { image: true })).toBe("image/jpeg");
    await expect(inspect(Buffer.from("%PDF-1.7\n"), { image: true })).rejects.toMatchObject({
      status: 415,
      message: "照片仅支持 JPG、PNG 格式，请重新选择",
    });
    const named = (name: string) => objectionTo({ name, size: 1 }, { image: true });
    expect([named("照片.JPG"), named("照片.png")]).toEqual([null, null]);
    expect(named("照片.pdf")).toBe("照片仅支持 JPG、PNG 格式，请重新选择");
  });

  it("refuses an image with more pixels than a browser can bear", async () => {
    await expect(inspect(png(60_000, 60_000))).rejects.toMatchObject({ status: 413 });
    await expect(inspect(jpeg(10_000, 5_001))).rejects.toMatchObject({ status: 413 });
    expect(await inspect(jpeg(10_000, 5_000))).toBe("image/jpeg");
  });

  it("refuses an image whose size can't be read", async () => {
    await expect(inspect(png(0, 10))).rejects.toMatchObject({ status: 415 });
    await expect(inspect(Buffer.from([0xff, 0xd8, 0xff, 0xda, 0, 2, 1, 2, 3, 4, 5]))).rejects.toMatchObject({
      status: 415,
    });
  });
});

describe("imageSize", () => {
  it("finds a JPEG's size behind megabytes of metadata", () => {
    expect(imageSize(jpeg(4000, 3000, 3_000_000), "image/jpeg")).toEqual({ width: 4000, height: 3000 });
  });

  it("comes to an end on every cut of a file", () => {
    const whole = jpeg(40, 30, 100);
    for (let end = 0; end < whole.length; end += 1000) {
      expect(imageSize(whole.subarray(0, end), "image/jpeg")).toBeNull();
    }
    expect(imageSize(png(1, 1).subarray(0, 20), "image/png")).toBeNull();
  });
});
