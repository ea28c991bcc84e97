// §4.2 移交: a 全权管理员 hands the full rights over to another administrator
import type { Metadata, Route } from "next";
import Link from "next/link";
import { HandOverForm } from "@/components/administrator/hand-over-form";
import { administratorsPath } from "@/components/administrator/path";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { requirePage } from "@/lib/access/require";
import { findActor, listSuccessors } from "@/lib/administrator/queries";
import { handOver } from "../actions";
import { rightsOptions } from "../options";

const title = "移交全权";

export const metadata: Metadata = { title };

export default async function HandOverPage({
  searchParams,
}: PageProps<"/structure/administrators/hand-over">) {
  const ctx = await requirePage("administrators.manage");
  const { to } = await searchParams;
  const asked = typeof to === "string" ? to : "";
  const { full } = await findActor(ctx.db, ctx);
  const successors = full ? await listSuccessors(ctx.db, ctx, asked) : [];
  // The full role is what is handed over: not even a 全权管理员 keeps it.
  const { roles } = await rightsOptions(ctx, { full: false });
  return (
    <>
      <PageHeader
        title={title}
        breadcrumb={[{ label: "管理单位管理员", href: administratorsPath }, { label: title }]}
      />
      {!full ? (
        <Alert tone="warning">
          <p>只有全权管理员可以移交全权。</p>
        </Alert>
      ) : successors.length === 0 ? (
        <EmptyState
          title="本单位没有其他启用的管理员"
          hint="请先新增管理员，再将全权移交给他"
          action={
            <Button asChild>
              <Link href={`${administratorsPath}/new` as Route}>新增管理员</Link>
            </Button>
          }
        />
      ) : (
        <HandOverForm
          successors={successors.map(({ id, name, position, neverLoggedIn }) => {
            const notes = [position, neverLoggedIn && "尚未登录"].filter(Boolean);
            return { id, label: notes.length > 0 ? `${name}（${notes.join("，")}）` : name };
          })}
          successorId={successors.some(({ id }) => id === asked) ? asked : ""}
          roles={roles}
          keep={`hand-over:${ctx.viewer.accountId}:${asked}`}
          handOver={handOver}
        />
      )}
    </>
  );
}
