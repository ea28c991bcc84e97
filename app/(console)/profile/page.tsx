// §3 资料管理: all of the unit's data and the administrator's own; basic ones saved at once, sensitive ones reviewed (§5.5)
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { BasicForm } from "@/components/org-profile/basic-form";
import { ChangeContent, ChangeStatus } from "@/components/org-profile/change-status";
import { ProfilePart } from "@/components/org-profile/part";
import { proposedValue, SensitiveFacts } from "@/components/org-profile/sensitive-facts";
import { SensitiveForm } from "@/components/org-profile/sensitive-form";
import { ReviewHistory } from "@/components/review/history";
import { StateBadge } from "@/components/review/state-badge";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { Facts } from "@/components/ui/description-list";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { requirePage } from "@/lib/access/require";
import { basicFields, sensitiveAdministratorFields, sensitiveFields, typedValues } from "@/lib/org/change";
import { findUnitProfile, formerChange, type UnitProfile } from "@/lib/review/unit-profile";
import { remindUnitChange, saveUnitBasics, submitUnitChange, withdrawUnitChange } from "./actions";

export const metadata: Metadata = { title: "资料管理" };

export default async function ProfilePage() {
  const ctx = await requirePage("unit.profile");
  const profile = await findUnitProfile(ctx);
  if (!profile) notFound();
  const { unit, administrator } = profile;
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
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1.6fr)_minmax(0,1fr)]">
        <div className="space-y-8">
          <ProfilePart
            title="基本信息"
            mark={{ text: "保存后立即生效", tone: "success" }}
            description="无需审核，可视情况更改。"
          >
            <BasicForm
              // The streets to choose from are the county's.
              key={unit.divisionCode}
              kind={unit.kind}
              divisionCode={unit.divisionCode}
              stored={{
                ...typedValues(unit, basicFields),
                ...typedValues(administrator, ["administratorEmail", "administratorPosition"]),
              }}
              save={saveUnitBasics}
              keep={`unit-basics:${administrator.id}`}
            />
          </ProfilePart>
          <Sensitive profile={profile} />
          {unit.superior && <Superior profile={profile} superior={unit.superior} />}
        </div>
        <Rounds profile={profile} />
      </div>
    </>
  );
}

const latestOf = ({ rounds: [latest] }: UnitProfile) =>
  latest && { round: latest, sort: latest.proposal.parent ? ("superior" as const) : ("fields" as const) };

function Sensitive({ profile }: { profile: UnitProfile }) {
  const { unit, administrator } = profile;
  const latest = latestOf(profile);
  const pending = latest?.round.state === "pending" ? latest : undefined;
  return (
    <ProfilePart
      title="敏感信息"
      mark={unit.superior ? { text: "敏感，须经上级部门审核", tone: "waiting" } : undefined}
      description={
        unit.superior &&
        `由${unit.superior.name}（电话 ${unit.superior.phone}）审核，通过后生效${
          pending?.sort === "superior" ? "；更换上级部门正在审核，审核结束后才能修改" : ""
        }。`
      }
    >
      {latest?.sort === "fields" && (
        <ChangeStatus
          id={unit.id}
          round={latest.round}
          next={<p>当时填写的内容保留在下面，修改后可重新提交。</p>}
          withdraw={withdrawUnitChange}
          remind={remindUnitChange}
        />
      )}
      {pending ? (
        <SensitiveFacts profile={profile} proposal={pending.round.proposal} />
      ) : (
        <SensitiveForm
          kind={unit.kind}
          reviewed={unit.superior !== null}
          maskedIdNumber={administrator.maskedIdNumber}
          stored={{
            ...typedValues(unit, sensitiveFields),
            ...typedValues(administrator, sensitiveAdministratorFields),
          }}
          former={formerChange(profile, "fields")}
          submit={submitUnitChange}
          keep={`unit-change:${administrator.id}:${latest?.round.reviewId ?? "new"}`}
        />
      )}
    </ProfilePart>
  );
}

function Superior({
  profile,
  superior,
}: {
  profile: UnitProfile;
  superior: NonNullable<UnitProfile["unit"]["superior"]>;
}) {
  const latest = latestOf(profile);
  const moving = latest?.sort === "superior" ? latest.round : undefined;
  const changes = moving?.state === "pending" ? moving.proposal.changes : {};
  return (
    <ProfilePart title="上级部门" mark={{ text: "敏感，由新的上级部门审核", tone: "waiting" }}>
      {moving && (
        <ChangeStatus
          id={profile.unit.id}
          round={moving}
          next={
            <Link href="/profile/superior" className="text-primary underline-offset-4 hover:underline">
              修改后重新提交
            </Link>
          }
          withdraw={withdrawUnitChange}
          remind={remindUnitChange}
        />
      )}
      <Card>
        <CardContent className="space-y-4">
          <Facts
            items={[
              {
                label: "上级部门",
                value: proposedValue("superior", superior.name, changes),
                wide: true,
              },
              { label: "联系电话", value: superior.phone },
            ]}
          />
          <Button asChild variant="outline">
            <Link href="/profile/superior">更换上级部门</Link>
          </Button>
        </CardContent>
      </Card>
    </ProfilePart>
  );
}

/** The changes that were asked for: what the latest is about, and how all went. */
function Rounds({ profile: { rounds, files } }: { profile: UnitProfile }) {
  const [latest] = rounds;
  return (
    <Card>
      <CardHeader
        title={
          latest ? (
            <>
              最近一次修改 <StateBadge state={latest.state} />
            </>
          ) : (
            "修改和审核记录"
          )
        }
        description={latest?.proposal.title}
      />
      <CardContent className="space-y-5">
        {latest ? (
          <>
            <ChangeContent proposal={latest.proposal} files={files} />
            <ReviewHistory
              rounds={rounds}
              contentOf={({ proposal }) => <ChangeContent proposal={proposal} files={files} />}
            />
          </>
        ) : (
          <EmptyState
            title="还没有申请过修改"
            hint="申请修改敏感信息或更换上级部门后，这里显示由谁审核、何时审核及审核意见。"
          />
        )}
      </CardContent>
    </Card>
  );
}
