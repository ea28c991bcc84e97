// §10.2 打印学时证明: the PDF.
import { db } from "@/db/client";
import { authorize } from "@/lib/access/require";
import { getViewer } from "@/lib/access/viewer";
import { downloadCertificate } from "@/lib/certificate/commands";
import { renderCertificate } from "@/lib/certificate/render";
import { fileNameOf } from "@/lib/certificate/rules";
import { contextOf } from "@/lib/context";
import { AppError, statusOf } from "@/lib/errors";
import { addressOf } from "@/lib/request";

export async function GET(
  request: Request,
  { params }: RouteContext<"/certificates/[id]">,
): Promise<Response> {
  try {
    const viewer = await getViewer();
    if (!viewer) return refusal(401, "登录已失效，请重新登录后再打印学时证明");
    authorize(viewer, viewer.person ? "self" : "certificates.print");
    const { id } = await params;
    const certificate = await downloadCertificate(contextOf(db, viewer, addressOf(request.headers)), id);
    const pdf = await renderCertificate(certificate, new Date());
    return new Response(pdf, {
      headers: {
        "Content-Type": "application/pdf",
        "Content-Disposition": `inline; filename*=UTF-8''${encoded(fileNameOf(certificate.content))}`,
        "Cache-Control": "private, no-store",
        "X-Content-Type-Options": "nosniff",
      },
    });
  } catch (error) {
    if (error instanceof AppError) return refusal(statusOf[error.code], error.message);
    console.error(error);
    return refusal(500, "学时证明暂时无法生成，请稍后重新打印");
  }
}

const refusal = (status: number, message: string) =>
  new Response(message, {
    status,
    headers: { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" },
  });

/** As RFC 8187 wants it: everything escaped that may not stand in a header's parameter. */
const encoded = (name: string) =>
  encodeURIComponent(name).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
