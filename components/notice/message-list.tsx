import { Pager } from "@/components/list/pager";
import { pagerLinks } from "@/components/list/pager-links";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkTabs } from "@/components/ui/tabs";
import { formatDateTime, formatRelative } from "@/lib/date";
import { type ListParams, listHref, type SearchParams } from "@/lib/list";
import type { MessageRow } from "@/lib/notice/queries";
import type { MessageFilters } from "@/lib/notice/schema";
import type { ActionResult } from "@/lib/result";
import { MarkRead } from "./mark-read";

type Message = MessageRow & {
  /** The address that marks it read and leads to its matter; undefined: it has none. */
  href?: string;
};

/** A page of one's messages with the tabs 全部 and 未读. */
export function MessageList({
  messages,
  total,
  cap,
  unread,
  pathname,
  search,
  params,
  markRead,
}: {
  messages: readonly Message[];
  total: number;
  cap: number;
  /** As it is said: 3, 99+. */
  unread: number | string;
  pathname: string;
  search: SearchParams;
  params: Pick<ListParams<MessageFilters>, "page" | "filters">;
  markRead: (input: { id: string }) => Promise<ActionResult<unknown>>;
}) {
  const unreadOnly = params.filters.show === "unread";
  return (
    <>
      <LinkTabs
        label="消息状态"
        className="mb-3"
        items={[
          { href: listHref(pathname, search, { show: undefined }), label: "全部", active: !unreadOnly },
          {
            href: listHref(pathname, search, { show: "unread" }),
            label: "未读",
            count: unread,
            active: unreadOnly,
          },
        ]}
      />
      {messages.length === 0 ? (
        <div className="rounded-lg border bg-card">
          <EmptyState
            title={unreadOnly ? "没有未读消息" : "还没有消息"}
            hint={
              unreadOnly
                ? "看过的消息可点“全部”查看"
                : "您提交的申报、变更等事项有了审核结果，会在这里通知您，并附审核意见"
            }
          />
        </div>
      ) : (
        <ul aria-label="消息列表" className="divide-y rounded-lg border bg-card">
          {messages.map((message) => (
            <Item key={message.id} message={message} markRead={markRead} />
          ))}
        </ul>
      )}
      {total > 0 && <Pager {...pagerLinks(pathname, search, params, { total, cap })} />}
    </>
  );
}

function Item({
  message: { id, title, body, createdAt, readAt, matter, href },
  markRead,
}: {
  message: Message;
  markRead: (input: { id: string }) => Promise<ActionResult<unknown>>;
}) {
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-1 px-4 py-3">
      <div className="min-w-0 flex-1 basis-72">
        <p className="flex flex-wrap items-center gap-x-2">
          <Badge tone={readAt ? "neutral" : "info"}>{readAt ? "已读" : "未读"}</Badge>
          {href ? (
            // Not a soft navigation: the list must be read anew when one comes back to it.
            <a href={href} className={readAt ? titleClass : `${titleClass} font-semibold`}>
              {title}
            </a>
          ) : (
            <span className={readAt ? undefined : "font-semibold"}>{title}</span>
          )}
        </p>
        {body && (
          <p className="mt-1 wrap-anywhere whitespace-pre-line">
            {matter && (matter.state === "rejected" ? "驳回原因：" : "审核意见：")}
            {body}
          </p>
        )}
      </div>
      <div className="flex items-center gap-4 text-muted-foreground">
        {!readAt && <MarkRead id={id} title={title} action={markRead} />}
        <time dateTime={createdAt.toISOString()} title={formatDateTime(createdAt)} className="tabular-nums">
          {formatRelative(createdAt)}
        </time>
      </div>
    </li>
  );
}

const titleClass = "min-w-0 py-0.5 wrap-anywhere text-primary hover:underline";
