import type { RegistrationKind } from "@/db/enums";
import type { UploadedFile } from "@/lib/attachment/schema";
import type { ActionResult } from "@/lib/result";

/** What became of a file: stored, or refused; `final`: sending the same file again would change nothing. */
export type Outcome = { file: UploadedFile } | { refusal: string; final: boolean };

const interrupted = "网络中断，文件没有上传，请检查网络后重试";

/** Whose file it is: a professional's, the viewer's own organization's, or of the visitor's registration. */
export type UploadTarget =
  | `person=${string}`
  | "organization=own"
  | `registration=${RegistrationKind}${"" | "&resume=1"}`;

/** The answer to a visitor's first file sets the cookie that the next ones need: they go one after another. */
let line: Promise<unknown> = Promise.resolve();

/**
 * Sends a file as evidence for whom `target` says, with `image` as a photo. `onProgress` hears which part of it is
 * sent, 0 to 1. Never rejects: an answer that never came is a refusal too. An aborted one resolves to null.
 */
export function sendFile(file: File, target: UploadTarget, options: SendOptions): Promise<Outcome | null> {
  if (!target.startsWith("registration=")) return send(file, target, options);
  const turn = line.then(() => send(file, target, options));
  line = turn;
  return turn;
}

type SendOptions = { image: boolean; onProgress: (part: number) => void; signal: AbortSignal };

function send(
  file: File,
  target: UploadTarget,
  { image, onProgress, signal }: SendOptions,
): Promise<Outcome | null> {
  if (signal.aborted) return Promise.resolve(null);
  return new Promise((resolve) => {
    // fetch() tells nothing of the progress of what it sends.
    const request = new XMLHttpRequest();
    request.upload.onprogress = (event) => onProgress(event.loaded / Math.max(event.total, 1));
    request.onload = () => resolve(outcomeOf(request.status, request.responseText));
    request.onerror = () => resolve({ refusal: interrupted, final: false });
    request.onabort = () => resolve(null);
    signal.addEventListener("abort", () => request.abort());
    request.open("POST", `/attachments?${target}${image ? "&image=1" : ""}`);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.setRequestHeader("X-File-Name", encodeURIComponent(sendable(file.name)));
    request.send(file);
  });
}

/** Half a character can't be encoded, and a header has little room: the end with the extension is kept. */
const sendable = (name: string) => [...name.replace(/\p{Cs}/gu, "")].slice(-200).join("");

function outcomeOf(status: number, text: string): Outcome {
  const final = [403, 404, 413, 415].includes(status);
  try {
    const result = JSON.parse(text) as ActionResult<UploadedFile>;
    return result.ok ? { file: result.data } : { refusal: result.message, final };
  } catch {
    // A proxy on the way answered in its own words, which are no help to anybody.
    return { refusal: "上传失败，请稍后重试", final };
  }
}
