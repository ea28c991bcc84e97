import "server-only";
import { and, eq, inArray, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { accountDepartments, accounts, departments, persons } from "@/db/schema";
import { own, personColumns } from "@/lib/access/scope";
import { actorOf, recordAudit, uuidArray } from "@/lib/audit";
import { type Ctx, transact } from "@/lib/context";
import { isUniqueViolation } from "@/lib/database-error";
import { AppError, type ErrorCode, missing } from "@/lib/errors";
import { lockKey } from "@/lib/lock";
import { inDepartment, siblingOrder } from "./queries";
import { deletionRefusal, maxDepartments, moveRefusal, placeRefusal, reordered } from "./rules";
import type {
  AddDepartmentInput,
  AssignDepartmentInput,
  DepartmentIdInput,
  MoveDepartmentInput,
  RenameDepartmentInput,
  SortDepartmentInput,
} from "./schema";

/* §4.1. All that is asked of the tree is asked under one lock a unit: two moves can't close a circle. */

type Answer = Promise<{ id: string; name: string }>;

/** The viewer's unit, whose departments nobody else changes until `tx` ends, with all of them, siblings in order. */
async function lockDepartments(tx: Tx, { scope }: Ctx) {
  if (scope.type !== "organization") throw missing("该部门");
  const { organizationId } = scope;
  await lockKey(tx, "departments", organizationId);
  const rows = await tx
    .select({
      id: departments.id,
      parentId: departments.parentId,
      name: departments.name,
      position: departments.position,
    })
    .from(departments)
    .where(eq(departments.organizationId, organizationId))
    .orderBy(...siblingOrder);
  return { organizationId, rows };
}
type Row = Awaited<ReturnType<typeof lockDepartments>>["rows"][number];

function requireRow(rows: readonly Row[], id: string): Row {
  const row = rows.find((candidate) => candidate.id === id);
  if (!row) throw missing("该部门");
  return row;
}

/** After everything that stands below the same department. */
const lastPlace = (rows: readonly Row[], parentId: string | null): number =>
  1 + Math.max(-1, ...rows.filter((row) => row.parentId === parentId).map((row) => row.position));

/** Runs `work` in one transaction; a name that a department beside it has is refused at `field`. */
async function transactNamed<T>(ctx: Ctx, field: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  try {
    return await transact(ctx, work);
  } catch (error) {
    if (!isUniqueViolation(error, "departments_name_key")) throw error;
    throw refusedAt(
      field,
      "conflict",
      field === "name"
        ? "同一上级下已有同名部门，请换一个名称"
        : "所选上级部门下已有同名部门，请先改名再移动",
    );
  }
}

const refusedAt = (field: string, code: ErrorCode, message: string) =>
  new AppError(code, message, { [field]: message });

/** 新增内设部门, as the last below its superior or at the top. Refused beyond `maxDepartments` and `maxDepth`. */
export function addDepartment(ctx: Ctx, { name, parentId }: AddDepartmentInput): Answer {
  return transactNamed(ctx, "name", async (tx) => {
    const { organizationId, rows } = await lockDepartments(tx, ctx);
    if (rows.length >= maxDepartments) {
      throw new AppError(
        "blocked",
        `本单位已有 ${rows.length} 个内设部门，最多 ${maxDepartments} 个，请先删除不再使用的部门`,
      );
    }
    const refusal = placeRefusal(rows, parentId);
    if (refusal) throw refusedAt("parentId", "invalid", refusal);
    const position = lastPlace(rows, parentId);
    const [row] = await tx
      .insert(departments)
      .values({ organizationId, parentId, name, position })
      .returning({ id: departments.id });
    const id = row?.id ?? "";
    await audit(tx, ctx, "create", id, { name, parent: nameOf(rows, parentId) });
    return { id, name };
  });
}

/** 改名. The same name once more writes nothing. */
export function renameDepartment(ctx: Ctx, { id, name }: RenameDepartmentInput): Answer {
  return transactNamed(ctx, "name", async (tx) => {
    const row = requireRow((await lockDepartments(tx, ctx)).rows, id);
    if (row.name === name) return { id, name };
    await tx.update(departments).set({ name }).where(eq(departments.id, id));
    await audit(tx, ctx, "rename", id, { formerName: row.name, name });
    return { id, name };
  });
}

/** Moves a department with all that is below it, to be the last there. Refused below itself or its own. */
export function moveDepartment(ctx: Ctx, { id, parentId }: MoveDepartmentInput): Answer {
  return transactNamed(ctx, "parentId", async (tx) => {
    const { rows } = await lockDepartments(tx, ctx);
    const row = requireRow(rows, id);
    const { name } = row;
    if (row.parentId === parentId) return { id, name };
    const refusal = moveRefusal(rows, id, parentId);
    if (refusal) throw refusedAt("parentId", "invalid", refusal);
    const position = lastPlace(rows, parentId);
    await tx.update(departments).set({ parentId, position }).where(eq(departments.id, id));
    await audit(tx, ctx, "move", id, { name, from: nameOf(rows, row.parentId), to: nameOf(rows, parentId) });
    return { id, name };
  });
}

/** 上移 / 下移: puts a department directly before or after one beside it, which the viewer saw there. */
export function sortDepartment(ctx: Ctx, { id, place, beside }: SortDepartmentInput): Answer {
  return transact(ctx, async (tx) => {
    const { rows } = await lockDepartments(tx, ctx);
    const { name, parentId } = requireRow(rows, id);
    const siblings = rows.filter((row) => row.parentId === parentId);
    const before = siblings.map((row) => row.id);
    const order = reordered(before, { id, place, beside });
    if (!order) throw new AppError("conflict", "部门的位置刚刚有变动，请按刷新后的页面重新调整");
    if (order.every((sibling, index) => sibling === before[index])) return { id, name };
    await tx.execute(sql`
      update ${departments} department set position = ordered.place - 1
      from unnest(${uuidArray(order)}) with ordinality as ordered(id, place)
      where department.id = ordered.id`);
    await audit(tx, ctx, "sort", id, { name });
    return { id, name };
  });
}

/**
 * Deletes a department in which nothing is: throws `blocked` with how many people and departments are, and of how
 * many administrators it is the data scope.
 */
export function deleteDepartment(ctx: Ctx, { id }: DepartmentIdInput): Answer {
  return transact(ctx, async (tx) => {
    const { name } = requireRow((await lockDepartments(tx, ctx)).rows, id);
    // Waits for whoever is just putting somebody into it, and lets nobody begin: what is counted next is true.
    await tx.execute(sql`select from ${departments} where id = ${id} for update`);
    const [people, lower, administrators] = await Promise.all([
      tx.$count(persons, eq(persons.departmentId, id)),
      tx.$count(departments, eq(departments.parentId, id)),
      tx.$count(
        accountDepartments,
        and(eq(accountDepartments.departmentId, id), sql`not ${ofClosedAccount}`),
      ),
    ]);
    const refusal = deletionRefusal(name, { people, departments: lower, administrators });
    if (refusal) throw new AppError("blocked", refusal);
    await tx.delete(accountDepartments).where(eq(accountDepartments.departmentId, id));
    await tx.delete(departments).where(eq(departments.id, id));
    await audit(tx, ctx, "delete", id, { name });
    return { id, name };
  });
}

/** Nobody can log in with it again, so its limit limits nobody. */
const ofClosedAccount = sql`exists (select 1 from ${accounts}
  where ${accounts.id} = ${accountDepartments.accountId} and ${accounts.state} = 'closed')`;

/**
 * 批量调整部门: puts people of the viewer's own unit from one department into another (null: into none), each audited.
 * Whoever isn't in `from` any more is skipped; throws `missing` where all are.
 */
export function assignDepartment(
  ctx: Ctx,
  { ids, from, to }: AssignDepartmentInput,
): Promise<{ done: number; skipped: number }> {
  return transact(ctx, async (tx) => {
    const names = await holdDepartments(tx, ctx, [from, to]);
    // In order, as everything that locks several persons does: no deadlock.
    const people = await tx
      .select({ id: persons.id })
      .from(persons)
      .where(and(inArray(persons.id, ids), own(ctx.scope, personColumns), inDepartment(from)))
      .orderBy(persons.id)
      .for("no key update");
    if (people.length === 0) {
      throw new AppError("missing", "所选人员已不在该部门，或不在您的管理范围内，请刷新页面后重新选择");
    }
    const subjectIds = people.map(({ id }) => id);
    await tx.execute(
      sql`update ${persons} set department_id = ${to}::uuid where id = any(${uuidArray(subjectIds)})`,
    );
    await recordAudit(tx, actorOf(ctx), {
      action: "person.assign-department",
      subjectKind: "person",
      subjectIds,
      detail: { from: from && names.get(from), to: to && names.get(to) },
    });
    return { done: people.length, skipped: new Set(ids).size - people.length };
  });
}

/** Names of own departments that can't be deleted until `tx` ends; `missing` where one isn't the viewer's. */
async function holdDepartments(tx: Tx, { scope }: Ctx, asked: readonly (string | null)[]) {
  const ids = asked.filter((id) => id !== null);
  const limit = scope.type === "organization" ? scope.departments : [];
  // Who is limited to departments would push people out of their own sight, or pull them in.
  if (scope.type !== "organization" || (limit && !asked.every((id) => id !== null && limit.includes(id)))) {
    throw missing("所选部门");
  }
  const rows = await tx
    .select({ id: departments.id, name: departments.name })
    .from(departments)
    .where(and(inArray(departments.id, ids), eq(departments.organizationId, scope.organizationId)))
    .orderBy(departments.id)
    .for("key share");
  if (rows.length !== ids.length) throw missing("所选部门");
  return new Map(rows.map(({ id, name }) => [id, name]));
}

const nameOf = (rows: readonly Row[], id: string | null): string | null =>
  rows.find((row) => row.id === id)?.name ?? null;

const audit = (
  tx: Tx,
  ctx: Ctx,
  verb: "create" | "rename" | "move" | "sort" | "delete",
  subjectId: string,
  detail: Record<string, unknown>,
) =>
  recordAudit(tx, actorOf(ctx), {
    action: `department.${verb}`,
    subjectKind: "department",
    subjectId,
    detail,
  });
