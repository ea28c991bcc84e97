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
  "session.end": "结束登录",
  "access.refused": "越权操作（已拒绝）",
  "account.change-password": "修改密码",
  "account.edit": "修改本人信息",
  "account.reset-password": "重置密码",
  "account.close": "注销账户",
  "account.reopen": "恢复账户",
  "declaration.submit": "提交学时申报",
  "declaration.withdraw": "撤回学时申报",
  "declaration.approve": "通过学时申报",
  "declaration.reject": "驳回学时申报",
  "declaration.remind": "催办学时申报",
  "unit-registration.submit": "提交单位注册",
  "unit-registration.withdraw": "撤回单位注册",
  "unit-registration.approve": "通过单位注册",
  "unit-registration.reject": "驳回单位注册",
  "unit-registration.remind": "催办单位注册",
  "person-registration.submit": "提交人员注册",
  "person-registration.withdraw": "撤回人员注册",
  "person-registration.approve": "通过人员注册",
  "person-registration.reject": "驳回人员注册",
  "person-registration.remind": "催办人员注册",
  "person-change.submit": "提交人员信息修改",
  "person-change.withdraw": "撤回人员信息修改",
  "person-change.approve": "通过人员信息修改",
  "person-change.reject": "驳回人员信息修改",
  "person-change.remind": "催办人员信息修改",
  "transfer.submit": "提交人员调转",
  "transfer.withdraw": "撤回人员调转",
  "transfer.approve": "同意人员调转",
  "transfer.reject": "驳回人员调转",
  "transfer.remind": "催办人员调转",
  "unit-change.submit": "提交机构信息修改",
  "unit-change.withdraw": "撤回机构信息修改",
  "unit-change.approve": "通过机构信息修改",
  "unit-change.reject": "驳回机构信息修改",
  "unit-change.remind": "催办机构信息修改",
  "registration.look-up": "查询注册审核进度",
  "person.edit": "修改个人资料",
  "person.state": "设置人员状态",
  "organization.edit": "修改单位资料",
  "organization.create": "新建单位",
  "organization.disable": "停用单位",
  "organization.enable": "启用单位",
  "organization.detach": "解除下级单位",
  "administrator.create": "新增管理员",
  "administrator.edit": "修改管理员信息",
  "administrator.rights": "修改管理员权限",
  "administrator.disable": "禁用管理员",
  "administrator.enable": "启用管理员",
  "administrator.delete": "删除管理员",
  "administrator.hand-over": "移交全权",
  "administrator.appoint": "指定下级单位管理员",
  "administrator.refused": "越权操作管理员（已拒绝）",
  "role.create": "新增角色",
  "role.edit": "修改角色",
  "role.delete": "删除角色",
  "role.refused": "越权操作角色（已拒绝）",
  "department.create": "新增内设部门",
  "department.rename": "修改内设部门名称",
  "department.move": "移动内设部门",
  "department.sort": "调整内设部门顺序",
  "department.delete": "删除内设部门",
  "person.assign-department": "调整人员内设部门",
  "temporary-code.issue": "出具临时编码",
  "temporary-code.cancel": "作废临时编码",
  "unit-invitation.create": "生成下级单位注册链接",
  "unit-invitation.end": "停用下级单位注册链接",
  "declaration.save": "保存学时申报",
  "declaration.delete": "删除学时申报草稿",
  "attachment.upload": "上传材料",
  "attachment.open": "查看材料",
  "person.id-number": "查看完整证件号",
  "certificate.issue": "生成学时证明",
  "certificate.download": "下载学时证明",
  "certificate.verify": "验证学时证明",
  "audit.export": "导出操作日志",
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
