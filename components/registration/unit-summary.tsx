import type { Route } from "next";
import Link from "next/link";
import { administratorItems, unitItems } from "@/components/org/unit-items";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { Facts } from "@/components/ui/description-list";
import { licenseEvidence } from "@/lib/org/schema";
import type { UnitRegistrationInput } from "@/lib/registration/unit/schema";

/** What was typed in both steps, to be read once more before it is submitted. */
export function UnitSummary({
  values: { unit, superior, license, administrator },
  onEdit,
}: {
  values: UnitRegistrationInput;
  /** Leads back to a step, from 0. */
  onEdit: (step: number) => void;
}) {
  const edit = (step: number, what: string) => (
    <Button variant="outline" size="sm" aria-label={`修改${what}`} onClick={() => onEdit(step)}>
      修改
    </Button>
  );
  return (
    <>
      <Card>
        <CardHeader title="单位信息" actions={edit(0, "单位信息")} />
        <CardContent>
          <Facts
            items={[
              ...unitItems(unit),
              { label: "上级部门", value: superior?.name, wide: true },
              {
                label: licenseEvidence.label,
                value: license.map((file) => file.fileName).join("、"),
                wide: true,
              },
            ]}
          />
        </CardContent>
      </Card>
      <Card>
        <CardHeader title="单位管理员信息" actions={edit(1, "单位管理员信息")} />
        <CardContent>
          <Facts items={administratorItems(administrator)} />
        </CardContent>
      </Card>
    </>
  );
}

/** What is said when it is done: who decides, and where to see how far it is. */
export function Submitted({ superior }: { superior: { name: string; phone: string } }) {
  return (
    <Alert tone="success" role="status" title="注册信息已提交审核，请耐心等待">
      <p>
        由 {superior.name} 审核，电话：<span className="tabular-nums">{superior.phone}</span>
        。审核通过后，单位管理员即可用证件号码和密码登录。
      </p>
      <p className="mt-2">
        <Link
          href={"/register/progress?kind=unit" as Route}
          className="font-medium text-primary underline underline-offset-4"
        >
          查询注册审核进度
        </Link>
      </p>
    </Alert>
  );
}
