// §6–8: a file of 佐证材料, shown in place (?inline=1) or downloaded.
import type { Permission } from "@/lib/access/permissions";
import { may, requireContext } from "@/lib/access/require";
import type { Viewer } from "@/lib/access/viewer";
import { openAttachment } from "@/lib/attachment/commands";
import { AppError } from "@/lib/errors";
import { contentDisposition, refusalResponse } from "@/lib/response";

/** Whoever's work shows declarations opens their evidence; the scope says which. */
const readers: Permission[] = ["hours.review", "hours.progress", "hours.declare"];

export async function GET(
  request: Request,
  { params }: RouteContext<"/attachments/[id]">,
): Promise<Response> {
  try {
    const ctx = await requireContext(requirementFor);
    const { id } = await params;
    const file = await openAttachment(ctx, id);
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

const requirementFor = (viewer: Viewer) =>
  viewer.person ? "self" : (readers.find((permission) => may(viewer, permission)) ?? "hours.review");

/** A browser's PDF viewer does not start in a sandbox; it needs its own styles and its own object. */
const policyFor = (mediaType: string) =>
  mediaType === "application/pdf"
    ? "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'"
    : "sandbox; default-src 'none'; frame-ancestors 'self'";
