"use client";

import { useCallback, useMemo, useRef } from "react";

/** Knows which of a form's file fields still have files on their way. */
export type Uploading = {
  /** A field of this name says whether any of its files is on its way. */
  report: (name: string, busy: boolean) => void;
  /** Why the form can't be submitted, saved or left just now; null: nothing is on its way. */
  refusal: (wish: "提交" | "保存" | "继续") => string | null;
};

/** Asked when it is needed, not rendered: a form of many fields is not drawn anew at every file. */
export function useUploading(): Uploading {
  const names = useRef(new Set<string>());
  const report = useCallback((name: string, busy: boolean) => {
    if (busy) names.current.add(name);
    else names.current.delete(name);
  }, []);
  return useMemo(
    () => ({
      report,
      refusal: (wish) => (names.current.size > 0 ? `材料仍在上传，请等上传完成后再${wish}` : null),
    }),
    [report],
  );
}
