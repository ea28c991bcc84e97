import { readFileSync } from "node:fs";
import { DeclarationFilterFields } from "@/components/hours/filters";
import { declarationDrawing, declarationWording } from "@/components/hours/inbox-drawing";
import { FilterBar } from "@/components/list/filter-bar";
import { Inbox } from "@/components/review/inbox";
import { ConsoleShell } from "@/components/shell/console-shell";
import { PageHeader } from "@/components/ui/page-header";
import { shellOf } from "@/lib/access/menu";
import type { Permission } from "@/lib/access/permissions";
import type { Viewer } from "@/lib/access/viewer";
import { parseList } from "@/lib/list";
import type { ActionResult } from "@/lib/result";
import { reviewKindTable } from "@/lib/review/kinds";
import type { DeclarationInbox } from "@/lib/review/queries";

/*
 * The pending list with fixed rows in the fixed frame of a viewer: what is left of the page without its data
 * access. bench/application.ts builds it into a copy of the application; the product has no such page.
 */

export const dynamic = "force-dynamic";

export type Fixture = {
  viewer: Omit<Viewer, "permissions"> & { permissions: readonly Permission[] };
  inbox: DeclarationInbox;
};

const { viewer, inbox } = JSON.parse(readFileSync(process.env.BENCH_FIXTURE ?? "", "utf8"), (_, value) =>
  typeof value === "string" && /^\d{4}-\d\d-\d\dT.*Z$/.test(value) ? new Date(value) : value,
) as Fixture;

const shell = shellOf({ ...viewer, permissions: new Set(viewer.permissions) });
const kind = reviewKindTable.declaration;

async function decide(): Promise<ActionResult<{ done: number; skipped: number }>> {
  "use server";
  return { ok: true, data: { done: 0, skipped: 0 } };
}

async function count(): Promise<ActionResult<{ total: number }>> {
  "use server";
  return { ok: true, data: { total: 0 } };
}

export default async function MarkupPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string>>;
}) {
  const search = await searchParams;
  const params = parseList(search, kind.filters);
  return (
    <ConsoleShell {...shell}>
      <PageHeader title={kind.label} description="审核专业技术人员的学时申报，驳回须填写原因" />
      <FilterBar action={kind.path} keep={{ status: "open" }}>
        <DeclarationFilterFields filters={params.filters} />
      </FilterBar>
      <Inbox
        wording={declarationWording}
        drawing={declarationDrawing}
        actions={{ decide, count }}
        tab="open"
        inbox={inbox}
        pathname={kind.path}
        search={search}
        params={params}
      />
    </ConsoleShell>
  );
}
