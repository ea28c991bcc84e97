import "server-only";
import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { auditLog } from "@/db/schema";
import type { Ctx } from "./context";

/** Every verb of the audit log, with its Chinese name. */
export const auditActions = {
  "session.login": "登录",
  "session.login-failed": "登录失败",
  "session.logout": "退出登录",
  "account.change-password": "修改密码",
  "account.reset-password": "重置密码",
  "declaration.submit": "提交学时申报",
  "declaration.withdraw": "撤回学时申报",
  "declaration.approve": "通过学时申报",
  "declaration.reject": "驳回学时申报",
  "declaration.save": "保存学时申报",
  "declaration.delete": "删除学时申报草稿",
  "attachment.upload": "上传材料",
  "attachment.open": "查看材料",
  "person.id-number": "查看完整证件号",
  "certificate.issue": "生成学时证明",
  "certificate.download": "下载学时证明",
  "certificate.verify": "验证学时证明",
} as const;

export type AuditAction = keyof typeof auditActions;

/** Who an audit row names. Null ids: somebody not logged in. */
export type Actor = { id: string | null; name: string; organizationId: string | null; address: string };

export const actorOf = ({ viewer, address }: Ctx): Actor => ({
  id: viewer.accountId,
  name: viewer.name,
  organizationId: viewer.organization.id,
  address,
});

/** Somebody who isn't logged in, e.g. who verifies a certificate. */
export const visitor = (address: string): Actor => ({
  id: null,
  name: "访客",
  organizationId: null,
  address,
});

export type AuditEntry = {
  action: AuditAction;
  subjectKind: string;
  subjectId?: string | null;
  /** Never an ID number, a password or a code. */
  detail?: Record<string, unknown>;
};

/**
 * Writes one audit row for the change that `tx` makes. It asks for the transaction so that what is not
 * audited is not committed. With `subjectIds` it writes a row for each of them in one statement.
 */
export async function recordAudit(tx: Tx, actor: Actor, entry: AuditEntry & { subjectIds?: string[] }) {
  const { action, subjectKind, subjectId = null, subjectIds, detail = {} } = entry;
  await tx.execute(sql`
    insert into ${auditLog} (action, actor_id, actor_name, actor_organization_id, subject_kind, subject_id, detail, address)
    select ${action}, ${actor.id}::uuid, ${actor.name}, ${actor.organizationId}::uuid, ${subjectKind}, subject,
           ${JSON.stringify(detail)}::text::jsonb, ${actor.address}
    from unnest(${uuidArray(subjectIds ?? [subjectId])}) as subject`);
}

/**
 * A list of ids as one parameter: the statement stays the same for one and for ten thousand. It must arrive as
 * an array: a cast from text would be worked out again for every row that it is compared with.
 */
export const uuidArray = (ids: readonly (string | null)[]) => sql`${sql.param(ids)}::uuid[]`;
