"use client";

import { createContext, type ReactNode, useContext, useMemo, useState } from "react";

type Selection = {
  /** The ids on this page, in order. */
  ids: readonly string[];
  /** The ticked ones; always a subset of `ids`. */
  selected: ReadonlySet<string>;
  toggle: (id: string) => void;
  /** Ticks the whole page, or nothing when all of it is ticked. */
  toggleAll: () => void;
  clear: () => void;
};

const SelectionContext = createContext<Selection | null>(null);

/** Remembers which rows of this page are ticked, for the table and the batch buttons inside. */
export function SelectionProvider({ ids, children }: { ids: readonly string[]; children: ReactNode }) {
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const selection = useMemo<Selection>(() => {
    // What has left the page (decided, or another page) is no longer ticked.
    const selected = new Set(ids.filter((id) => ticked.has(id)));
    return {
      ids,
      selected,
      toggle: (id) => {
        const next = new Set(selected);
        if (!next.delete(id)) next.add(id);
        setTicked(next);
      },
      toggleAll: () => setTicked(new Set(selected.size === ids.length ? [] : ids)),
      clear: () => setTicked(new Set()),
    };
  }, [ids, ticked]);

  return (
    <SelectionContext value={selection}>
      {children}
      <output className="sr-only" aria-live="polite">
        {selection.selected.size > 0 ? `已选择 ${selection.selected.size} 条` : ""}
      </output>
    </SelectionContext>
  );
}

export function useSelection(): Selection {
  const selection = useContext(SelectionContext);
  if (!selection) throw new Error("useSelection needs a SelectionProvider above");
  return selection;
}

/** For the table, which also draws lists without ticks. */
export function useOptionalSelection(): Selection | null {
  return useContext(SelectionContext);
}
