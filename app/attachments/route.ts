// §1, §3, §5, §6: a file of 佐证材料 is sent here, its bytes as the body.

import type { RegistrationKind } from "@/db/enums";
import { requireContext } from "@/lib/access/require";
import { discardRest } from "@/lib/attachment/body";
import {
  type IncomingFile,
  uploadAttachment,
  uploadForOrganization,
  uploadForRegistration,
} from "@/lib/attachment/commands";
import { FileRefusal } from "@/lib/attachment/refusal";
import type { UploadedFile } from "@/lib/attachment/schema";
import { visitorContext } from "@/lib/context";
import { AppError, statusOf } from "@/lib/errors";
import { openRegistration, requireOpen } from "@/lib/registration/commands";
import { requireSameOrigin } from "@/lib/request";
import type { ActionResult } from "@/lib/result";

/**
 * Stores a file for whom the query names: `?person=<id>` a professional, `?organization=own` the viewer's
 * organization, `?registration=unit|person` the registration of the visitor's ticket, which is opened if there is
 * none (`&resume=1`: that one which came back and is corrected). With `&image=1` it must be a photo. The header
 * X-File-Name holds the file's name, percent-encoded.
 */
export async function POST(request: Request): Promise<Response> {
  const refuse = (status: number, message: string) => {
    void discardRest(request.body);
    return answer(status, { ok: false, message });
  };
  try {
    requireSameOrigin(request);
    const length = request.headers.get("content-length");
    const query = new URL(request.url).searchParams;
    const file = await upload(query, () => ({
      image: query.has("image"),
      fileName: decoded(request.headers.get("x-file-name") ?? ""),
      body: request.body ?? new Blob([]).stream(),
      declaredSize: length === null ? null : Number(length),
    }));
    return answer(201, { ok: true, data: file });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return refuse(error instanceof FileRefusal ? error.status : statusOf[error.code], error.message);
  }
}

async function upload(query: URLSearchParams, incoming: () => IncomingFile): Promise<UploadedFile> {
  const registration = query.get("registration");
  if (registration === "unit" || registration === "person") {
    return uploadByTicket(registration, { resume: query.has("resume") }, incoming());
  }
  if (query.get("organization") === "own") {
    return uploadForOrganization(await requireContext("unit.profile"), incoming());
  }
  const ctx = await requireContext((viewer) => (viewer.person ? "self" : "hours.declare"));
  return uploadAttachment(ctx, { personId: query.get("person") ?? "", ...incoming() });
}

async function uploadByTicket(
  kind: RegistrationKind,
  filling: { resume: boolean },
  file: IncomingFile,
): Promise<UploadedFile> {
  const ctx = await visitorContext();
  const registrationId = await openRegistration(ctx, kind, filling);
  return uploadForRegistration(ctx, {
    ...file,
    registrationId,
    requireOpen: (tx) => requireOpen(tx, registrationId, kind),
  });
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
