// §1, §5–8: a file of 佐证材料, shown in place (?inline=1) or downloaded.
import { may } from "@/lib/access/permissions";
import { requireContext } from "@/lib/access/require";
import { getViewer, type Viewer } from "@/lib/access/viewer";
import { openAttachment, openRegistrationFile } from "@/lib/attachment/commands";
import { fileReaders } from "@/lib/attachment/queries";
import { visitorContext } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { anyTicket } from "@/lib/registration/ticket";
import { contentDisposition, refusalResponse } from "@/lib/response";

export async function GET(
  request: Request,
  { params }: RouteContext<"/attachments/[id]">,
): Promise<Response> {
  try {
    const { id } = await params;
    const file = await open(id);
    const inline = new URL(request.url).searchParams.get("inline") === "1";
    return new Response(file.stream, {
      headers: {
        "Content-Type": file.mediaType,
        "Content-Length": String(file.size),
        "Content-Disposition": contentDisposition(inline ? "inline" : "attachment", file.fileName),
        "Content-Security-Policy": policyFor(file.mediaType),
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
      },
    });
  } catch (error) {
    if (error instanceof AppError) return refusalResponse(error);
    throw error;
  }
}

/** For whoever is logged in; else for who registers, by their ticket. */
async function open(id: string) {
  const ticket = (await getViewer()) ? null : await anyTicket();
  return ticket
    ? openRegistrationFile(await visitorContext(), ticket.id, id)
    : openAttachment(await requireContext(requirementFor), id);
}

const requirementFor = (viewer: Viewer) =>
  viewer.person ? "self" : (fileReaders.find((permission) => may(viewer, permission)) ?? "hours.review");

/** A browser's PDF viewer does not start in a sandbox; it needs its own styles and its own object. */
const policyFor = (mediaType: string) =>
  mediaType === "application/pdf"
    ? "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'"
    : "sandbox; default-src 'none'; frame-ancestors 'self'";
