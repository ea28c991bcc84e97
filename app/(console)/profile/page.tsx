// §3 资料管理
import type { Metadata, Route } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { ChangeContent, LatestChange } from "@/components/org-profile/latest-change";
import { UnitFacts } from "@/components/org-profile/unit-facts";
import { ReviewHistory } from "@/components/review/history";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { Facts } from "@/components/ui/description-list";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { requirePage } from "@/lib/access/require";
import { findUnitProfile } from "@/lib/review/unit-change";
import { remindUnitChange, withdrawUnitChange } from "./actions";

export const metadata: Metadata = { title: "资料管理" };

export default async function ProfilePage() {
  const ctx = await requirePage("unit.profile");
  const profile = await findUnitProfile(ctx);
  if (!profile) notFound();
  const { unit, rounds, files } = profile;
  const [latest] = rounds;
  const open = latest?.state === "pending";
  const change = (href: string, label: string) => (
    <Button asChild variant="outline">
      <Link href={href as Route}>{label}</Link>
    </Button>
  );
  return (
    <>
      <PageHeader
        title="资料管理"
        description={
          unit.superior
            ? "基本信息修改后立即生效；单位名称、代码等敏感信息须经上级部门审核"
            : "本单位没有上级部门，信息修改后立即生效"
        }
      />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1.6fr)_minmax(0,1fr)]">
        <div className="space-y-4">
          {latest && (
            <LatestChange
              id={unit.id}
              round={latest}
              files={files}
              withdraw={withdrawUnitChange}
              remind={remindUnitChange}
            />
          )}
          <Card>
            <CardHeader title="基本信息" actions={change("/profile/basic", "修改基本信息")} />
            <CardContent>
              <UnitFacts unit={unit} group="basic" />
            </CardContent>
          </Card>
          <Card>
            <CardHeader
              title="敏感信息"
              description={open ? "有修改正在审核，审核结束后才能再次申请修改" : undefined}
              actions={!open && change("/profile/change", unit.superior ? "申请修改" : "修改敏感信息")}
            />
            <CardContent>
              <UnitFacts unit={unit} group="sensitive" />
            </CardContent>
          </Card>
          {unit.superior && (
            <Card>
              <CardHeader title="上级部门" actions={change("/profile/superior", "更换上级部门")} />
              <CardContent>
                <Facts
                  items={[
                    { label: "上级部门", value: unit.superior.name, wide: true },
                    { label: "联系电话", value: unit.superior.phone },
                  ]}
                />
              </CardContent>
            </Card>
          )}
        </div>
        <Card>
          <CardHeader title="修改和审核记录" />
          <CardContent>
            {rounds.length > 0 ? (
              <ReviewHistory
                rounds={rounds}
                contentOf={({ proposal }) => <ChangeContent proposal={proposal} files={files} />}
              />
            ) : (
              <EmptyState
                title="还没有申请过修改"
                hint="申请修改敏感信息或更换上级部门后，这里显示由谁审核、何时审核及审核意见。"
              />
            )}
          </CardContent>
        </Card>
      </div>
    </>
  );
}
