// 消息 of an administrator
import type { Metadata } from "next";
import { MarkAllRead } from "@/components/notice/mark-read";
import { MessageList } from "@/components/notice/message-list";
import { PageHeader } from "@/components/ui/page-header";
import { requirePage } from "@/lib/access/require";
import { countCap, parseList } from "@/lib/list";
import { stayWithin } from "@/lib/list-page";
import { countUnread, listMessages, unreadCap } from "@/lib/notice/queries";
import { messageFilters } from "@/lib/notice/schema";
import { markAllRead, markRead } from "./actions";

export const metadata: Metadata = { title: "消息" };

export default async function MessagesPage({ searchParams }: PageProps<"/messages">) {
  const ctx = await requirePage("console");
  const search = await searchParams;
  const params = parseList(search, messageFilters);
  const [{ rows, total, newestId }, unread] = await Promise.all([
    listMessages(ctx, params),
    countUnread(ctx),
  ]);
  stayWithin("/messages", search, params, total);
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
        pathname="/messages"
        search={search}
        params={params}
        markRead={markRead}
      />
    </>
  );
}
