import "server-only";
import { db, type Executor, type Tx } from "@/db/client";
import { type Scope, scopeOf } from "@/lib/access/scope";
import type { Viewer } from "@/lib/access/viewer";
import { clientAddress } from "@/lib/request";

/** What a command is told besides its input: who acts, on whose data, from where, on which database. */
export type Ctx = { db: Executor; viewer: Viewer; scope: Scope; address: string };

/** Builds the context of a command; `address` is the client's, for the audit. */
export const contextOf = (database: Executor, viewer: Viewer, address: string): Ctx => ({
  db: database,
  viewer,
  scope: scopeOf(viewer),
  address,
});

/** What a public page works with: nobody is logged in. */
export type VisitorCtx = Pick<Ctx, "db" | "address">;

export const visitorContext = async (): Promise<VisitorCtx> => ({
  db,
  address: await clientAddress(),
});

/** Runs `work` in one transaction: all of it becomes true, or nothing. */
export const transact = <T>(ctx: Pick<Ctx, "db">, work: (tx: Tx) => Promise<T>): Promise<T> =>
  ctx.db.transaction(work);
