import type { ReactNode } from "react";
import { StateBadge } from "@/components/review/state-badge";
import type { Crumb } from "@/components/ui/breadcrumb";
import { PageHeader } from "@/components/ui/page-header";
import type { DeclarationDetail } from "@/lib/hours/queries";
import { declarationNumber } from "@/lib/hours/rules";
import type { DeclarationMatter } from "@/lib/review/queries";

/** The head of a declaration's page: its title, number and state, and what can be done. */
export function MatterTitle({
  declaration,
  rounds,
  breadcrumb,
  actions,
}: {
  declaration: DeclarationDetail;
  rounds: DeclarationMatter["rounds"];
  breadcrumb: Crumb[];
  actions?: ReactNode;
}) {
  const stage = rounds[0]?.steps.find((step) => step.state === "open")?.stage;
  return (
    <PageHeader
      title={declaration.title || "未命名的草稿"}
      breadcrumb={breadcrumb}
      actions={actions}
      description={
        <>
          <StateBadge state={declaration.state} stage={stage} />
          <span className="ml-2 tabular-nums">
            申报编号 {declarationNumber(declaration.year, declaration.number)}
          </span>
        </>
      }
    />
  );
}
