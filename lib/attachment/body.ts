import "server-only";
import { FileRefusal } from "./refusal";
import { fileRefusals, maxFileSize } from "./schema";

/** How much of a refused body is still taken off the line before the line is cut. */
const maxDiscarded = 20 * maxFileSize;

/**
 * Reads a body to its end, and not a chunk further than the limit of a file: a longer one is refused at
 * once, unread when `declaredSize` (Content-Length, in bytes; null when nothing is said) tells. A refused
 * body is left where it is, unlocked: see `discardRest`.
 */
export async function readBounded(
  body: ReadableStream<Uint8Array>,
  declaredSize: number | null,
): Promise<Buffer> {
  if (declaredSize !== null && declaredSize > maxFileSize) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read().catch(() => {
        throw interrupted();
      });
      if (done) break;
      size += value.byteLength;
      if (size > maxFileSize) throw tooLarge();
      chunks.push(value);
    }
  } finally {
    reader.releaseLock();
  }
  if (declaredSize !== null && declaredSize !== size) throw interrupted();
  if (size === 0) throw new FileRefusal(400, fileRefusals.empty);
  return Buffer.concat(chunks, size);
}

/**
 * Reads what is left of a body and throws it away. A browser listens for the answer only when it has sent
 * everything, and cancelling the body would close the connection before the answer: whoever refuses a
 * request answers it and lets this run on. After 200 MB it cancels all the same.
 */
export async function discardRest(body: ReadableStream<Uint8Array> | null): Promise<void> {
  if (!body || body.locked) return;
  const reader = body.getReader();
  try {
    for (let size = 0; size <= maxDiscarded; ) {
      const { done, value } = await reader.read();
      if (done) return;
      size += value.byteLength;
    }
    await reader.cancel();
  } catch {
    // The sender has gone away: nothing is left to read.
  }
}

const tooLarge = () => new FileRefusal(413, fileRefusals.tooLarge);
const interrupted = () => new FileRefusal(400, "文件没有传完，请检查网络后重新上传");
