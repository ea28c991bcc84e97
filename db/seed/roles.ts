/**
 * Roles that every organization can give (organization_id null). The code says what they may; the permissions
 * are keys of lib/access/permissions, which db doesn't know: scripts/seed/reference.test.ts compares them.
 */
const authorityPermissions = [
  "unit.profile",
  "administrators.manage",
  "units.manage",
  "roles.manage",
  "registrations.review",
  "person-changes.review",
  "units.review",
  "unit-changes.review",
  "hours.progress",
  "hours.review",
  "persons.read",
  "persons.id-number",
  "certificates.print",
  "audit.read",
];

export const builtInRoles = {
  employerAdministrator: {
    id: "00000000-0000-7000-8000-000000000001",
    name: "单位管理员",
    description: "本单位的全部功能",
    permissions: [
      "departments.manage",
      "persons.manage",
      "transfers.review",
      "hours.declare",
      ...authorityPermissions,
      "persons.reset-password",
    ],
  },
  authorityAdministrator: {
    id: "00000000-0000-7000-8000-000000000002",
    name: "主管部门管理员",
    description: "主管部门的全部功能",
    permissions: authorityPermissions,
  },
  bureauAdministrator: {
    id: "00000000-0000-7000-8000-000000000003",
    name: "人社局管理员",
    description: "人社局的全部功能",
    permissions: ["authorities.manage", "temporary-codes.manage", ...authorityPermissions],
  },
  hoursReviewer: {
    id: "00000000-0000-7000-8000-000000000004",
    name: "学时审核员",
    description: "审批学时、查询申报进度",
    permissions: ["hours.review", "hours.progress"],
  },
  enquirer: {
    id: "00000000-0000-7000-8000-000000000005",
    name: "查询员",
    description: "只查询人员和申报进度，不能审批",
    permissions: ["persons.read", "hours.progress"],
  },
} as const satisfies Record<
  string,
  { id: string; name: string; description: string; permissions: readonly string[] }
>;
