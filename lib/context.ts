import "server-only";
import type { Executor, Tx } from "@/db/client";
import { type Scope, scopeOf } from "@/lib/access/scope";
import type { Viewer } from "@/lib/access/viewer";

/** What a command is told besides its input: who acts, on whose data, from where, on which database. */
export type Ctx = { db: Executor; viewer: Viewer; scope: Scope; address: string };

/** Builds the context of a command; `address` is the client's, for the audit. */
export const contextOf = (db: Executor, viewer: Viewer, address: string): Ctx => ({
  db,
  viewer,
  scope: scopeOf(viewer),
  address,
});

/** Runs `work` in one transaction: all of it becomes true, or nothing. */
export const transact = <T>(ctx: Ctx, work: (tx: Tx) => Promise<T>): Promise<T> => ctx.db.transaction(work);
