import { requireContext } from "@/lib/access/require";
import { AppError } from "@/lib/errors";
import { countUnread } from "@/lib/notice/queries";
import { refusalResponse } from "@/lib/response";

/** `{ count }` of the viewer's unread messages, for the bell of every portal. */
export async function GET(): Promise<Response> {
  try {
    const count = await countUnread(await requireContext("account"));
    return Response.json({ count }, { headers: { "Cache-Control": "no-store" } });
  } catch (error) {
    if (error instanceof AppError) return refusalResponse(error);
    throw error;
  }
}
