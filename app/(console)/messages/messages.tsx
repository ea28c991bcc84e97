import { MarkAllRead } from "@/components/notice/mark-read";
import { MessageList } from "@/components/notice/message-list";
import { PageHeader } from "@/components/ui/page-header";
import type { Ctx } from "@/lib/context";
import { countCap, parseList, type SearchParams } from "@/lib/list";
import { stayWithin } from "@/lib/list-page";
import { countUnread, listMessages, unreadCap } from "@/lib/notice/queries";
import { messageFilters } from "@/lib/notice/schema";
import { markAllRead, markRead } from "./actions";

/** The viewer's messages, at the address of their portal. */
export async function Messages({
  ctx,
  pathname,
  search,
}: {
  ctx: Ctx;
  pathname: "/messages" | "/me/messages";
  search: SearchParams;
}) {
  const params = parseList(search, messageFilters);
  const [{ rows, total, newestId }, unread] = await Promise.all([
    listMessages(ctx, params),
    countUnread(ctx),
  ]);
  stayWithin(pathname, search, params, total);
  return (
    <>
      <PageHeader
        title="消息"
        description="您提交的事项的审核结果"
        actions={newestId && unread > 0 && <MarkAllRead upTo={newestId} action={markAllRead} />}
      />
      <MessageList
        messages={rows.map((message) => ({
          ...message,
          href: message.matter ? `/messages/${message.id}` : undefined,
        }))}
        total={total}
        cap={countCap}
        unread={unread > unreadCap ? `${unreadCap}+` : unread}
        pathname={pathname}
        search={search}
        params={params}
        markRead={markRead}
      />
    </>
  );
}
