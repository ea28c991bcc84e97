// What waits in the viewer's inboxes, for the menu's badges.
import { requireContext } from "@/lib/access/require";
import { AppError } from "@/lib/errors";
import { refusalResponse } from "@/lib/response";
import { countWaiting } from "@/lib/review/queries";

/** `{ "/hours/review": 12 }`: path of each inbox that the viewer may review → how many wait; 100: more than 99. */
export async function GET(): Promise<Response> {
  try {
    const inboxes = await countWaiting(await requireContext("console"));
    return Response.json(Object.fromEntries(inboxes.map(({ path, count }) => [path, count])), {
      headers: { "Cache-Control": "private, no-store" },
    });
  } catch (error) {
    if (error instanceof AppError) return refusalResponse(error);
    throw error;
  }
}
