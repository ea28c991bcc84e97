"use client";

import { useEffect, useEffectEvent, useSyncExternalStore } from "react";
import { Button } from "@/components/ui/button";
import type { Decision } from "@/lib/workflow/rules";

/* Single keys can be in the way of who speaks to the browser or types by mistake: they can be turned off. */
const storageKey = "review-keys";
const listeners = new Set<() => void>();

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

function areOn(): boolean {
  try {
    return localStorage.getItem(storageKey) !== "off";
  } catch {
    return true;
  }
}

function turn(on: boolean) {
  try {
    if (on) localStorage.removeItem(storageKey);
    else localStorage.setItem(storageKey, "off");
  } catch {
    // A browser that keeps nothing keeps the keys on.
  }
  for (const listener of listeners) listener();
}

const useKeysOn = () => useSyncExternalStore(subscribe, areOn, () => true);

const decisionKeys: Record<string, Decision> = { a: "approve", r: "reject" };

/** A = approve, R = reject, while nothing is typed anywhere and no dialog is open. `onKey` gets every other key. */
export function useReviewKeys(
  onDecision: (decision: Decision) => void,
  onKey?: (event: KeyboardEvent) => void,
) {
  const on = useKeysOn();
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (isElsewhere(event)) return;
    const decision = decisionKeys[event.key.toLowerCase()];
    if (!decision) return onKey?.(event);
    if (event.repeat) return;
    event.preventDefault();
    onDecision(decision);
  });
  useEffect(() => {
    if (!on) return;
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [on]);
}

function isElsewhere(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing) return true;
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return true;
  const field = "input:not([type=checkbox]), textarea, select, [contenteditable=true]";
  if (event.target instanceof Element && event.target.closest(field)) return true;
  return document.querySelector("[role=dialog], [role=alertdialog], [role=menu]") !== null;
}

/** Tells the keys, and turns them off and on. */
export function ReviewKeysHelp({ approve, list = false }: { approve: string; list?: boolean }) {
  const on = useKeysOn();
  return (
    <p className="hidden items-center gap-2 text-muted-foreground lg:flex print:hidden">
      {on
        ? `键盘：${list ? "↑↓ 选择记录，空格勾选，回车打开，" : ""}A ${approve}，R 驳回`
        : `键盘：A、R 快捷键已关闭${list ? "，↑↓ 选择记录，空格勾选，回车打开" : ""}`}
      <Button variant="link" size="inline" className="min-h-6" onClick={() => turn(!on)}>
        {on ? "关闭快捷键" : "打开快捷键"}
      </Button>
    </p>
  );
}
