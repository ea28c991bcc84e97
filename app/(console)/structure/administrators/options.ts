import type { RightsOptions } from "@/components/administrator/rights-fields";
import type { Actor } from "@/lib/administrator/rules";
import type { Ctx } from "@/lib/context";
import { listDepartments } from "@/lib/department/queries";
import { roleOf } from "@/lib/org/create";
import { listGrantableRoles } from "@/lib/role/queries";

/** What the viewer can choose for another administrator: the full role only as a 全权管理员. */
export async function rightsOptions(ctx: Ctx, { full }: Pick<Actor, "full">): Promise<RightsOptions> {
  const { kind } = ctx.viewer.organization;
  const [roles, departments] = await Promise.all([
    listGrantableRoles(ctx.db, ctx),
    kind === "employer" ? listDepartments(ctx.db, ctx.scope) : null,
  ]);
  return { roles: roles.filter((role) => full || role.id !== roleOf[kind]), departments };
}
