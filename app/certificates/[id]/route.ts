// §10.2 打印学时证明: the PDF.
import { requireContext } from "@/lib/access/require";
import { downloadCertificate } from "@/lib/certificate/commands";
import { renderCertificate } from "@/lib/certificate/render";
import { fileNameOf } from "@/lib/certificate/rules";
import { AppError } from "@/lib/errors";
import { contentDisposition, refusalResponse } from "@/lib/response";

export async function GET(_: Request, { params }: RouteContext<"/certificates/[id]">): Promise<Response> {
  try {
    const ctx = await requireContext((viewer) => (viewer.person ? "self" : "certificates.print"));
    const { id } = await params;
    const certificate = await downloadCertificate(ctx, id);
    const pdf = await renderCertificate(certificate, new Date());
    return new Response(pdf, {
      headers: {
        "Content-Type": "application/pdf",
        "Content-Disposition": contentDisposition("inline", fileNameOf(certificate.content)),
        "Cache-Control": "private, no-store",
        "X-Content-Type-Options": "nosniff",
      },
    });
  } catch (error) {
    if (error instanceof AppError) return refusalResponse(error);
    console.error(error);
    return refusalResponse(new AppError("invalid", "学时证明暂时无法生成，请稍后重新打印"), 500);
  }
}
