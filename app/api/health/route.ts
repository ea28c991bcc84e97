import { respondsWithin } from "@/lib/health";

export const dynamic = "force-dynamic";

/** For load balancers: 200 when the database answers, 503 when it doesn't. Tells nothing else. */
export async function GET() {
  const healthy = await respondsWithin(2_000);
  return Response.json({ status: healthy ? "ok" : "unavailable" }, { status: healthy ? 200 : 503 });
}
