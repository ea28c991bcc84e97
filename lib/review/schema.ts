import { z } from "zod";
import { searchText } from "@/lib/list";

/** Filters of the account reviews (§5): one search text, by name, ID number or code. */
export const matterFilters = z.object({ q: searchText });
export type MatterFilters = Partial<z.output<typeof matterFilters>>;

/** Files that a proposal cites, by the key of what they prove. */
export const citedEvidence = z.array(z.object({ evidence: z.string(), attachmentId: z.uuid() }));

/** What a change proposes, field by field: old beside new, only what differs. Null: empty. */
export const changesSchema = z.record(
  z.string(),
  z.object({ old: z.string().nullable(), new: z.string().nullable() }),
);
export type Changes = z.output<typeof changesSchema>;
