// 操作日志 as a CSV file.
import { requireContext } from "@/lib/access/require";
import { AppError } from "@/lib/errors";
import { parseList } from "@/lib/list";
import { exportAudit } from "@/lib/record/export";
import { auditFilters } from "@/lib/record/filters";
import { contentDisposition, refusalResponse } from "@/lib/response";

export async function GET(request: Request): Promise<Response> {
  try {
    const ctx = await requireContext("audit.read");
    const search = Object.fromEntries(new URL(request.url).searchParams);
    const { fileName, stream } = await exportAudit(ctx, parseList(search, auditFilters).filters);
    return new Response(stream, {
      headers: {
        "Content-Type": "text/csv; charset=utf-8",
        "Content-Disposition": contentDisposition("attachment", fileName),
        "Cache-Control": "private, no-store",
        "X-Content-Type-Options": "nosniff",
      },
    });
  } catch (error) {
    if (error instanceof AppError) return refusalResponse(error);
    throw error;
  }
}
