import { Pager } from "@/components/list/pager";
import { pagerLinks } from "@/components/list/pager-links";
import { EndOtherSessions } from "@/components/record/end-session";
import { LoginTable } from "@/components/record/login-table";
import { PageHeader } from "@/components/ui/page-header";
import type { Ctx } from "@/lib/context";
import { countCap, parseList, type SearchParams } from "@/lib/list";
import { stayWithin } from "@/lib/list-page";
import { failureDays, listLogins } from "@/lib/record/queries";
import { loginFilters } from "@/lib/record/schema";
import { endAllOtherSessions, endOneSession } from "./actions";

/** The viewer's logins, at the address of their portal. */
export async function LoginRecords({
  ctx,
  pathname,
  search,
}: {
  ctx: Ctx;
  pathname: "/login-records" | "/me/login-records";
  search: SearchParams;
}) {
  const params = parseList(search, loginFilters);
  const { rows, total, othersOpen } = await listLogins(ctx, params);
  stayWithin(pathname, search, params, total);
  return (
    <>
      <PageHeader
        title="登录记录"
        description={`您的账户的登录，以及近 ${failureDays} 天失败的登录。如有不是您本人的登录，请结束该登录并修改密码。`}
        actions={othersOpen > 0 && <EndOtherSessions count={othersOpen} action={endAllOtherSessions} />}
      />
      <LoginTable rows={rows} endSession={endOneSession} />
      <Pager {...pagerLinks(pathname, search, params, { total, cap: countCap })} />
    </>
  );
}
