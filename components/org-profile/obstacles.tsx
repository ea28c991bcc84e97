import type { Route } from "next";
import Link from "next/link";
import { Alert } from "@/components/ui/alert";
import { formatCapped } from "@/components/ui/count";
import { Table, TD, TH, THead, TR } from "@/components/ui/table";
import { type OpenMatter, openMatterLabels } from "@/lib/org/change";

type Obstacle = {
  matter: OpenMatter;
  count: number;
  /** Where the viewer finds them; null: not theirs to open. */
  href: Route | null;
};

/** 无法更换上级部门 (§3): what is under way, how many, and where to find it. `cap`: more are counted as more. */
export function Obstacles({ obstacles, cap }: { obstacles: readonly Obstacle[]; cap: number }) {
  return (
    <div className="space-y-4">
      <Alert tone="warning" title="现在不能更换上级部门">
        <p>本单位有以下事项正在审核，全部审核结束后才能更换。</p>
      </Alert>
      <div className="rounded-lg border bg-card">
        <Table>
          <caption className="sr-only">正在审核的事项</caption>
          <THead>
            <TR>
              <TH>事项</TH>
              <TH className="w-[8em]">数量</TH>
              <TH className="w-[8em]">操作</TH>
            </TR>
          </THead>
          <tbody>
            {obstacles.map(({ matter, count, href }) => (
              <TR key={matter}>
                <TD data-label="事项">{openMatterLabels[matter]}</TD>
                <TD data-label="数量" className="tabular-nums">
                  {formatCapped(count, cap)} 件
                </TD>
                <TD data-label="操作">
                  {href ? (
                    <Link href={href} className="text-primary underline-offset-4 hover:underline">
                      查看<span className="sr-only">{openMatterLabels[matter]}</span>
                    </Link>
                  ) : (
                    "由其他管理员办理"
                  )}
                </TD>
              </TR>
            ))}
          </tbody>
        </Table>
      </div>
    </div>
  );
}
