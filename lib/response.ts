import { type AppError, statusOf } from "./errors";

/** A route handler's refusal as plain Chinese text; `status` where the code says too little. */
export const refusalResponse = (error: AppError, status = statusOf[error.code]): Response =>
  new Response(error.message, {
    status,
    headers: { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" },
  });

/** RFC 6266: a file name in UTF-8, with everything escaped that RFC 8187 does not let stand. */
export const contentDisposition = (type: "inline" | "attachment", fileName: string): string =>
  `${type}; filename*=UTF-8''${encodeURIComponent(fileName).replace(/['()*]/g, percent)}`;

const percent = (character: string) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
