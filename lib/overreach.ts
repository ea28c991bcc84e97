import "server-only";
import type { Tx } from "@/db/client";
import { type AuditEntry, actorOf, recordAudit } from "./audit";
import { type Ctx, transact } from "./context";
import { AppError } from "./errors";

/** An attempt beyond the viewer's rights, which the screens offer to nobody; `entry` is what the audit says of it. */
export class Overreach extends AppError {
  constructor(
    message: string,
    readonly entry: AuditEntry,
    fields?: Record<string, string>,
  ) {
    super("forbidden", message, fields);
  }
}

/** One transaction; an `Overreach` undoes it and is audited by another. */
export async function attempt<T>(ctx: Ctx, work: (tx: Tx) => Promise<T>): Promise<T> {
  try {
    return await transact(ctx, work);
  } catch (error) {
    if (error instanceof Overreach) {
      const { entry } = error;
      await transact(ctx, (tx) => recordAudit(tx, actorOf(ctx), entry));
    }
    throw error;
  }
}
