"use client";

import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type KeyboardEvent, type ReactNode, useId } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { UrlLink } from "@/components/ui/url-link";
import { cn } from "@/lib/cn";
import { useOptionalSelection } from "./selection";

export type Column = {
  key: string;
  header: ReactNode;
  /** The heading on phone cards, where `header` is not plain text. */
  label?: string;
  /** "right" for numbers. */
  align?: "right";
  hideOnPhone?: boolean;
  /** Classes of the heading, e.g. a width. */
  className?: string;
  /** The address of this list sorted by this column. */
  sortHref?: string;
  sorted?: "asc" | "desc";
};

export type Row = {
  id: string;
  /** What a screen reader says at the tick box: the person's name, say. */
  label: string;
  /** One for each column, drawn by the server. The first links to `href`, so it must hold no link itself. */
  cells: ReactNode[];
  href?: Route;
};

type Props = {
  columns: Column[];
  rows: Row[];
  /** Names the table for screen readers. */
  caption: string;
  /** With tick boxes for the rows that the SelectionProvider above knows. */
  selectable?: boolean;
  dense?: boolean;
  /** Shown in place of the rows when there are none. */
  empty?: ReactNode;
};

/**
 * A list's table. By keyboard: ↑ and ↓ go from row to row, the space bar ticks, Enter opens. On a phone every
 * row is a card.
 */
export function DataTable({ columns, rows, caption, selectable = false, dense = false, empty }: Props) {
  const router = useRouter();
  const allId = useId();
  const context = useOptionalSelection();
  const selection = selectable ? context : null;
  if (rows.length === 0 && empty) return <div className="rounded-lg border bg-card">{empty}</div>;

  function onKeyDown(event: KeyboardEvent<HTMLTableSectionElement>) {
    if (!(event.target instanceof HTMLElement)) return;
    const line = event.target.closest("tr");
    const row = line && rows[line.sectionRowIndex];
    if (!row || event.target.matches("input:not([type=checkbox]), select, textarea")) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const next = event.key === "ArrowDown" ? line.nextElementSibling : line.previousElementSibling;
      if (next instanceof HTMLElement) next.focus();
      event.preventDefault();
    } else if (event.target === line && event.key === " " && selection) {
      selection.toggle(row.id);
      event.preventDefault();
    } else if (event.target === line && event.key === "Enter" && row.href) {
      router.push(row.href);
    }
  }

  const all = selection !== null && rows.length > 0 && selection.selected.size === selection.ids.length;
  return (
    <div className="overflow-x-auto rounded-lg border bg-card lg:overflow-visible">
      {selection && rows.length > 0 && (
        <div className="flex min-h-11 items-center gap-2 border-b px-4 sm:hidden">
          <Checkbox
            id={allId}
            checked={all || (selection.selected.size > 0 && "indeterminate")}
            onChange={selection.toggleAll}
          />
          <label htmlFor={allId}>选择本页全部</label>
        </div>
      )}
      <table className={cn("data-table", dense && "dense")}>
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            {selection && (
              <th className="tick">
                <Checkbox
                  aria-label="选择本页全部"
                  checked={all || (selection.selected.size > 0 && "indeterminate")}
                  onChange={selection.toggleAll}
                />
              </th>
            )}
            {columns.map((column) => (
              <HeaderCell key={column.key} column={column} />
            ))}
          </tr>
        </thead>
        <tbody onKeyDown={onKeyDown}>
          {rows.map((row, index) => (
            <tr
              key={row.id}
              // One stop for the Tab key; the arrows go on from there.
              tabIndex={index === 0 ? 0 : -1}
              data-selected={selection?.selected.has(row.id) || undefined}
            >
              {selection && (
                <td className="tick">
                  {selection.ids.includes(row.id) && (
                    <Checkbox
                      aria-label={`选择 ${row.label}`}
                      checked={selection.selected.has(row.id)}
                      onChange={() => selection.toggle(row.id)}
                    />
                  )}
                </td>
              )}
              {columns.map((column, cell) => (
                <td key={column.key} data-label={labelOf(column)} className={cellClass(column)}>
                  {cell === 0 && row.href ? (
                    <Link href={row.href} prefetch={false}>
                      {row.cells[cell]}
                    </Link>
                  ) : (
                    row.cells[cell]
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function HeaderCell({ column }: { column: Column }) {
  const Icon = column.sorted === "asc" ? ArrowUp : column.sorted === "desc" ? ArrowDown : ChevronsUpDown;
  const order = column.sorted && (column.sorted === "asc" ? "ascending" : "descending");
  return (
    <th scope="col" aria-sort={order} className={cn(column.align === "right" && "num", column.className)}>
      {column.sortHref ? (
        <UrlLink
          href={column.sortHref}
          className="inline-flex min-h-6 items-center gap-1 hover:text-foreground"
        >
          {column.header}
          <Icon aria-hidden className="size-3.5" />
        </UrlLink>
      ) : (
        column.header
      )}
    </th>
  );
}

function labelOf(column: Column): string | undefined {
  return column.label ?? (typeof column.header === "string" ? column.header : undefined);
}

function cellClass(column: Column): string | undefined {
  return cn(column.align === "right" && "num", column.hideOnPhone && "phone-hide") || undefined;
}
