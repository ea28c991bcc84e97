"use client";

import { useRef } from "react";
import { useSelection } from "@/components/list/selection";
import type { Decision } from "@/lib/workflow/rules";
import { useDecision } from "./decision";
import { useReviewKeys } from "./review-keys";

/**
 * The keys of an inbox's page: ↑↓ lead into the table from wherever nothing has the focus (between its rows they are
 * the table's own), A and R decide about the ticked rows or, without any, about the row that has the focus.
 */
export function InboxKeys({ decidable }: { decidable: boolean }) {
  const { selected } = useSelection();
  const { decide } = useDecision();
  const lastRow = useRef(0);

  function onDecision(decision: Decision) {
    const row = document.activeElement?.closest<HTMLTableRowElement>(".data-table tbody tr");
    if (row) lastRow.current = row.sectionRowIndex;
    if (!decidable) return;
    if (selected.size > 0) {
      decide({ decision, scope: "ticked", target: { ids: [...selected] }, count: selected.size });
    } else {
      row?.querySelector<HTMLElement>(`[data-decision=${decision}]`)?.click();
    }
  }

  function onKey(event: KeyboardEvent) {
    // A decided row has taken the focus with it: one goes on where it stood.
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    if (document.activeElement !== document.body) return;
    const rows = document.querySelectorAll<HTMLElement>(".data-table tbody tr");
    const row = rows[Math.min(lastRow.current, rows.length - 1)];
    if (!row) return;
    row.focus();
    event.preventDefault();
  }

  useReviewKeys(onDecision, onKey);
  return null;
}
