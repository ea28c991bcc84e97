import { formatCapped } from "@/components/ui/count";
import { LinkTabs } from "@/components/ui/tabs";
import { listHref, type SearchParams } from "@/lib/list";
import type { InboxTab } from "@/lib/workflow/schema";

/** 待审核 / 已审核 with their counts, keeping the filters. */
export function InboxTabs({
  pathname,
  search,
  tab,
  open,
  decided,
  cap,
}: {
  pathname: string;
  search: SearchParams;
  tab: InboxTab;
  open: number;
  decided: number;
  /** Counts stop here. */
  cap: number;
}) {
  const item = (status: InboxTab, label: string, count: number) => ({
    href: listHref(pathname, search, { status, order: undefined }),
    label,
    count: formatCapped(count, cap),
    active: tab === status,
  });
  return (
    <LinkTabs
      label="审核状态"
      className="mb-3"
      items={[item("open", "待审核", open), item("decided", "已审核", decided)]}
    />
  );
}
