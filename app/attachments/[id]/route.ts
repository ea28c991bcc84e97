// 第六至八章: a file of 佐证材料, shown in place (?inline=1) or downloaded.
import { db } from "@/db/client";
import type { Permission } from "@/lib/access/permissions";
import { authorize, may } from "@/lib/access/require";
import { getViewer, type Viewer } from "@/lib/access/viewer";
import { openAttachment } from "@/lib/attachment/commands";
import { contextOf } from "@/lib/context";
import { AppError, statusOf } from "@/lib/errors";
import { addressOf } from "@/lib/request";

/** Whoever's work shows declarations opens their evidence; the scope says which. */
const readers: Permission[] = ["hours.review", "hours.progress", "hours.declare"];

export async function GET(
  request: Request,
  { params }: RouteContext<"/attachments/[id]">,
): Promise<Response> {
  try {
    const viewer = await getViewer();
    if (!viewer) return refusal(401, "登录已失效，请重新登录后再打开");
    authorize(viewer, requirementFor(viewer));
    const { id } = await params;
    const file = await openAttachment(contextOf(db, viewer, addressOf(request.headers)), id);
    const inline = new URL(request.url).searchParams.get("inline") === "1";
    return new Response(file.stream, {
      headers: {
        "Content-Type": file.mediaType,
        "Content-Length": String(file.size),
        "Content-Disposition": disposition(inline ? "inline" : "attachment", file.fileName),
        "Content-Security-Policy": policyFor(file.mediaType),
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
      },
    });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return refusal(statusOf[error.code], error.message);
  }
}

const requirementFor = (viewer: Viewer) =>
  viewer.person ? "self" : (readers.find((permission) => may(viewer, permission)) ?? "hours.review");

const refusal = (status: number, message: string) =>
  new Response(message, {
    status,
    headers: { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" },
  });

/** A browser's PDF viewer does not start in a sandbox; it needs its own styles and its own object. */
const policyFor = (mediaType: string) =>
  mediaType === "application/pdf"
    ? "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'"
    : "sandbox; default-src 'none'; frame-ancestors 'self'";

/** RFC 6266: the name in UTF-8, with everything escaped that RFC 8187 does not let stand. */
const disposition = (type: "inline" | "attachment", fileName: string) =>
  `${type}; filename*=UTF-8''${encodeURIComponent(fileName).replace(/['()*]/g, percent)}`;

const percent = (character: string) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
