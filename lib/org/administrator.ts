import "server-only";
import { and, eq, sql } from "drizzle-orm";
import type { Executor, Tx } from "@/db/client";
import { accounts, reviews } from "@/db/schema";
import { actorOf, recordAudit, uuidArray } from "@/lib/audit";
import type { Ctx } from "@/lib/context";
import { missing } from "@/lib/errors";
import { maskIdNumber } from "@/lib/id-number";
import type { AdministratorField, FieldChange } from "./change";

/* 管理员信息 of 资料管理 (§3): the administrator who works there, their own account and no other. */

const columns = {
  administratorName: accounts.name,
  administratorPhone: accounts.phone,
  administratorEmail: accounts.email,
  administratorPosition: accounts.position,
} as const satisfies Record<AdministratorField, unknown>;

const readOwn = (db: Executor, { viewer }: Pick<Ctx, "viewer">) =>
  db
    .select({ id: accounts.id, idNumber: accounts.idNumber, ...columns })
    .from(accounts)
    .where(
      and(
        eq(accounts.id, viewer.accountId),
        eq(accounts.organizationId, viewer.organization.id),
        eq(accounts.state, "active"),
      ),
    );

/** The viewer's own data as an administrator, the ID number masked; null for a professional. */
export async function findOwnAdministrator(ctx: Pick<Ctx, "db" | "viewer">) {
  const [row] = await readOwn(ctx.db, ctx);
  if (!row) return null;
  const { idNumber, ...administrator } = row;
  return { ...administrator, maskedIdNumber: maskIdNumber(idNumber) };
}

/** The same, locked until `tx` ends; the rows of organizations are locked before it. */
export async function lockOwnAdministrator(tx: Tx, ctx: Ctx) {
  const [row] = await readOwn(tx, ctx).for("no key update");
  if (!row) throw missing("该管理员");
  return row;
}

type Changes = Partial<Record<AdministratorField, FieldChange>>;

/** Writes what differs of the viewer's own data, with its audit; nothing where nothing does. */
export async function writeAdministratorAtOnce(tx: Tx, ctx: Ctx, changes: Changes): Promise<void> {
  const { administratorName: name, administratorPhone, administratorEmail, administratorPosition } = changes;
  const fields = Object.keys(changes);
  if (fields.length === 0) return;
  const id = ctx.viewer.accountId;
  await tx
    .update(accounts)
    .set({
      // Undefined leaves a column alone.
      name: name?.new ?? undefined,
      phone: administratorPhone?.new,
      email: administratorEmail?.new,
      position: administratorPosition?.new,
    })
    .where(eq(accounts.id, id));
  await recordAudit(tx, actorOf(ctx), {
    action: "account.edit",
    subjectKind: "account",
    subjectId: id,
    detail: { fields },
  });
}

/**
 * Makes the administrators' part of approved changes of units true, in one statement. Who has been deleted since, or is
 * no longer that unit's, stays as they are.
 */
export async function applyAdministratorChanges(tx: Tx, reviewIds: readonly string[]): Promise<void> {
  await tx.execute(sql`
    update ${accounts} set
      name = coalesce(${reviews.proposal} #>> '{changes,administratorName,new}', ${accounts.name}),
      phone = coalesce(${reviews.proposal} #>> '{changes,administratorPhone,new}', ${accounts.phone})
    from ${reviews}
    where ${reviews.id} = any(${uuidArray(reviewIds)})
      and ${accounts.id} = (${reviews.proposal} #>> '{administrator,accountId}')::uuid
      and ${accounts.organizationId} = ${reviews.subjectId} and ${accounts.state} <> 'closed'`);
}
