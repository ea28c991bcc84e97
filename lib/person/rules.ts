import { normalizeIdNumber } from "@/lib/id-number";
import { likeText } from "@/lib/list";

/** What a search text asks for: one person by the whole ID number, or names by LIKE patterns, any of which may fit. */
export type PersonSearch = { idNumber: string } | { patterns: string[] };

/**
 * Reads a search text. Part of an ID number finds nobody, so that nobody can feel their way to one. A name is
 * found by any part of it; of one or two characters by its beginning, and two also by its end, which is every
 * part of a name of three: only such patterns have an index among a million names.
 */
export function readSearch(text: string): PersonSearch {
  const idNumber = normalizeIdNumber(text);
  if (/^(?=.*\d)[0-9A-Z]{5,20}$/.test(idNumber)) return { idNumber };
  const anywhere = likeText(text.trim());
  const atBeginning = anywhere.slice(1);
  const atEnd = anywhere.slice(0, -1);
  const length = [...text.trim()].length;
  if (length === 1) return { patterns: [atBeginning] };
  return { patterns: length === 2 ? [atBeginning, atEnd] : [anywhere] };
}
