import { Table, TD, TH, THead, TR } from "@/components/ui/table";
import type { Changes } from "@/lib/review/schema";

/**
 * 变更明细: old beside new, only what differs, in the order of `labels` (field → its name on screen). `show` says a
 * value in words where it is stored as a code.
 */
export function ChangesTable({
  changes,
  labels,
  show = (_field, value) => value,
  caption = "变更明细",
}: {
  changes: Changes;
  labels: Readonly<Record<string, string>>;
  show?: (field: string, value: string) => string;
  /** Names the table for screen readers. */
  caption?: string;
}) {
  const order = Object.keys(labels);
  const place = (field: string) => (order.includes(field) ? order.indexOf(field) : order.length);
  const fields = Object.entries(changes)
    .filter(([, change]) => change.old !== change.new)
    .sort(([a], [b]) => place(a) - place(b));
  const say = (field: string, value: string | null) =>
    value ? show(field, value) : <span className="text-muted-foreground">（空）</span>;
  return (
    <Table>
      <caption className="sr-only">{caption}</caption>
      <THead>
        <TR>
          <TH className="w-[9em]">项目</TH>
          <TH>原</TH>
          <TH>新</TH>
        </TR>
      </THead>
      <tbody>
        {fields.map(([field, change]) => (
          <TR key={field}>
            <TD data-label="项目">{labels[field] ?? field}</TD>
            <TD data-label="原" className="wrap-anywhere text-muted-foreground">
              {say(field, change.old)}
            </TD>
            <TD data-label="新" className="wrap-anywhere font-medium">
              {say(field, change.new)}
            </TD>
          </TR>
        ))}
      </tbody>
    </Table>
  );
}
