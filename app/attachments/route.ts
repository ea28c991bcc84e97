// §6 学时申报: a file of 佐证材料 is sent here, its bytes as the body.
import { requireContext } from "@/lib/access/require";
import { discardRest } from "@/lib/attachment/body";
import { uploadAttachment } from "@/lib/attachment/commands";
import { FileRefusal } from "@/lib/attachment/refusal";
import type { UploadedFile } from "@/lib/attachment/schema";
import { AppError, statusOf } from "@/lib/errors";
import { requireSameOrigin } from "@/lib/request";
import type { ActionResult } from "@/lib/result";

/**
 * Stores a file for the professional that `?person=` names. The header X-File-Name holds the file's name,
 * percent-encoded.
 */
export async function POST(request: Request): Promise<Response> {
  const refuse = (status: number, message: string) => {
    void discardRest(request.body);
    return answer(status, { ok: false, message });
  };
  try {
    requireSameOrigin(request);
    const ctx = await requireContext((viewer) => (viewer.person ? "self" : "hours.declare"));
    const length = request.headers.get("content-length");
    const file = await uploadAttachment(ctx, {
      personId: new URL(request.url).searchParams.get("person") ?? "",
      fileName: decoded(request.headers.get("x-file-name") ?? ""),
      body: request.body ?? new Blob([]).stream(),
      declaredSize: length === null ? null : Number(length),
    });
    return answer(201, { ok: true, data: file });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return refuse(error instanceof FileRefusal ? error.status : statusOf[error.code], error.message);
  }
}

const answer = (status: number, result: ActionResult<UploadedFile>) =>
  Response.json(result, { status, headers: { "Cache-Control": "no-store" } });

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    throw new AppError("invalid", "文件名无法识别，请改名后重新上传");
  }
}
