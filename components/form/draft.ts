const PREFIX = "draft:";

/** Values as JSON text, without the omitted fields and without files, which cannot be kept. */
export function serializeDraft(values: unknown, omit: readonly string[]): string {
  return JSON.stringify(values, (key, value: unknown) => {
    if (omit.includes(key)) return undefined;
    if (value instanceof Blob || (typeof FileList !== "undefined" && value instanceof FileList))
      return undefined;
    return value;
  });
}

/** The stored values, or undefined when there are none or they are not an object. */
export function parseDraft(text: string | null): Record<string, unknown> | undefined {
  if (!text) return undefined;
  try {
    const values: unknown = JSON.parse(text);
    const usable = typeof values === "object" && values !== null && !Array.isArray(values);
    return usable ? (values as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps what was typed in this tab. A browser that refuses storage (private mode, full) keeps nothing. */
export function saveDraft(key: string, values: unknown, omit: readonly string[]): void {
  try {
    sessionStorage.setItem(PREFIX + key, serializeDraft(values, omit));
  } catch {
    // Keeping is a courtesy: without it the form works all the same.
  }
}

export function loadDraft(key: string): Record<string, unknown> | undefined {
  try {
    return parseDraft(sessionStorage.getItem(PREFIX + key));
  } catch {
    return undefined;
  }
}

export function dropDraft(key: string): void {
  try {
    sessionStorage.removeItem(PREFIX + key);
  } catch {
    // As in saveDraft.
  }
}

/** Forgets every draft of this tab: called on signing out, so that the next person at it finds none. */
export function dropAllDrafts(): void {
  try {
    for (const key of Object.keys(sessionStorage)) {
      if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
    }
  } catch {
    // As in saveDraft.
  }
}
