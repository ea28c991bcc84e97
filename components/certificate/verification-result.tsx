import { Alert } from "@/components/ui/alert";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { Facts } from "@/components/ui/description-list";
import { Table, TD, TH, THead, TR } from "@/components/ui/table";
import { periodOf, verdictOf } from "@/lib/certificate/rules";
import type { Verification } from "@/lib/certificate/schema";
import { categoryLabels } from "@/lib/hours/forms";
import { CertificateStateBadge } from "./state-badge";

const explanations = {
  valid: {
    tone: "success",
    title: "有效：该证明由本平台开具，内容与平台当前记录一致",
    text: "请核对下列内容与您手中的证明是否相同，不同的以本页为准。",
  },
  invalid: {
    tone: "danger",
    title: "已失效：该证明由本平台开具，但开具后平台记录有变更",
    text: "学时记录、年度标准或人员身份信息已变更，下列内容仅为开具时的记录，请要求持证人重新打印学时证明。",
  },
} as const;

/** What anybody may see of a certificate: its state, and what it stated when it was issued. */
export function VerificationResult({ verification }: { verification: Verification }) {
  const { content, state } = verification;
  const { tone, title, text } = explanations[state];
  return (
    <div className="space-y-4">
      <Alert tone={tone} role="status" title={title}>
        <p>{text}</p>
      </Alert>
      <Card>
        <CardHeader title={content.heading} actions={<CertificateStateBadge state={state} />} />
        <CardContent>
          <Facts
            items={[
              { label: "证书编号", value: verification.number },
              { label: "开具日期", value: verification.issuedOn },
              { label: "姓名", value: verification.maskedName },
              { label: "证件号码", value: verification.maskedIdNumber },
              { label: "工作单位", value: content.unit, wide: true },
              { label: "证明期间", value: periodOf(content) },
              { label: "验证次数", value: `${verification.verifiedTimes} 次（含本次）` },
            ]}
          />
        </CardContent>
      </Card>
      <Card>
        <CardHeader title="学时合计" description="审核通过的学时，与当年的年度学时标准对照" />
        <CardContent>
          <SumsTable content={content} />
        </CardContent>
      </Card>
    </div>
  );
}

const columns = [
  ["public", categoryLabels.public],
  ["professional", categoryLabels.professional],
  ["total", "合计"],
] as const;

function SumsTable({ content: { years, totals } }: Pick<Verification, "content">) {
  return (
    <Table>
      <THead>
        <TR>
          <TH>年度</TH>
          {columns.map(([key, label]) => (
            <TH key={key}>{label}</TH>
          ))}
          <TH>结论</TH>
        </TR>
      </THead>
      <tbody>
        {years.map((year) => (
          <TR key={year.year}>
            <TD data-label="年度">{year.year}</TD>
            {columns.map(([key, label]) => (
              <TD key={key} data-label={label}>
                {year[key]} 学时{year.standard && `（标准 ${year.standard[key]}）`}
              </TD>
            ))}
            <TD data-label="结论">{verdictOf(year)}</TD>
          </TR>
        ))}
        {years.length > 1 && (
          <TR>
            <TD data-label="年度">总计</TD>
            {columns.map(([key, label]) => (
              <TD key={key} data-label={label}>
                {totals[key]} 学时
              </TD>
            ))}
            <TD data-label="结论">—</TD>
          </TR>
        )}
      </tbody>
    </Table>
  );
}
