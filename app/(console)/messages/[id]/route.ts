import type { Route } from "next";
import { redirect } from "next/navigation";
import { requirePage } from "@/lib/access/require";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { readMessage } from "@/lib/notice/commands";
import { messageIdSchema } from "@/lib/notice/schema";
import { matterHref } from "@/lib/review/links";

/**
 * Follows a message: marks it read and leads to its matter, in the list and in mails of every portal. An address and
 * no script does it, so that no click is lost. What isn't the viewer's leads to their own list.
 */
export async function GET(_: Request, { params }: RouteContext<"/messages/[id]">): Promise<Response> {
  const ctx = await requirePage("account");
  redirect(await destination(ctx, (await params).id));
}

async function destination(ctx: Ctx, id: string): Promise<Route> {
  const list = (ctx.viewer.person ? "/me/messages" : "/messages") as Route;
  const input = messageIdSchema.safeParse({ id });
  if (!input.success) return list;
  try {
    const { matter } = await readMessage(ctx, input.data);
    return matter ? matterHref(matter.kind, matter.subjectId, ctx.viewer.portal) : list;
  } catch (error) {
    if (error instanceof AppError) return list;
    throw error;
  }
}
