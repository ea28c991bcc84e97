import "server-only";
import { z } from "zod";
import { type AuditAction, auditActions } from "@/lib/audit";
import { searchText } from "@/lib/list";

/** A day that can be meant; beyond it the database knows no dates. */
const day = z.iso.date().refine((date) => date >= "2000-01-01" && date <= "2100-12-31");
const name = searchText.transform((text) => text?.normalize("NFKC"));

/** Filters of 操作日志, as the URL carries them; days as 2026-11-23, both counted. */
export const auditFilters = z.object({
  from: day.optional(),
  to: day.optional(),
  action: z.enum(Object.keys(auditActions) as [AuditAction]).optional(),
  operator: name,
  subject: name,
});
export type AuditFilters = Partial<z.output<typeof auditFilters>>;
