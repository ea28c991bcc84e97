"use client";

import { usePathname } from "next/navigation";
import { useCallback, useEffect, useRef, useState } from "react";

/** Going from page to page asks again after so long at the earliest. */
const freshMilliseconds = 30_000;
const staleEvent = "polled-stale";

/** Has everything that is polled ask again at once: what it shows has just changed. */
export function pollAgain(): void {
  window.dispatchEvent(new Event(staleEvent));
}

/**
 * What GET `url` answers as JSON; undefined before the first answer. It asks after the page has come, so that no page
 * waits for it, and again when one goes on to another page. There is no timer: asking is a request, and a session that
 * nobody uses must end. Without an answer (offline, logged out) the last one stays.
 */
export function usePolled<T>(url: string): T | undefined {
  const path = usePathname();
  const [data, setData] = useState<T>();
  const asked = useRef({ at: Number.NEGATIVE_INFINITY, turn: 0 });

  const ask = useCallback(async () => {
    const turn = asked.current.turn + 1;
    asked.current = { at: Date.now(), turn };
    try {
      const response = await fetch(url, { headers: { Accept: "application/json" } });
      const answer = response.ok ? ((await response.json()) as T) : undefined;
      // Only the latest answer counts, in whatever order they come.
      if (answer !== undefined && asked.current.turn === turn) setData(answer);
    } catch {}
  }, [url]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: going to another page is the occasion to ask
  useEffect(() => {
    if (Date.now() - asked.current.at > freshMilliseconds) void ask();
  }, [path, ask]);

  useEffect(() => {
    const again = () => void ask();
    window.addEventListener(staleEvent, again);
    return () => window.removeEventListener(staleEvent, again);
  }, [ask]);

  return data;
}
