"use client";

import { SelectField } from "@/components/form/fields";
import { Form, SubmitButton } from "@/components/form/form";
import { useActionForm } from "@/components/form/use-action-form";
import { EmptyState } from "@/components/ui/empty-state";
import { type IssueInput, issueSchema } from "@/lib/certificate/schema";
import type { ActionResult } from "@/lib/result";

type Props = {
  personId: string;
  /** The years for which there are approved hours, the latest first. */
  years: readonly number[];
  action: (input: IssueInput) => Promise<ActionResult<{ id: string }>>;
};

/** §10.2 打印学时证明 of one year or a range of years; the PDF opens in a tab of its own. */
export function IssueCertificateForm({ personId, years, action }: Props) {
  const latest = String(years[0] ?? "");
  const form = useActionForm({
    schema: issueSchema,
    defaultValues: { personId, fromYear: latest, toYear: latest },
    action: (values) => action(issueSchema.parse(values)),
    onSuccess: ({ id }) => {
      const url = `/certificates/${id}`;
      // A browser that lets no tab be opened shows it in this one.
      if (!window.open(url, "_blank")) window.location.assign(url);
    },
  });
  if (years.length === 0) {
    return (
      <EmptyState
        title="还没有审核通过的学时，暂不能打印学时证明"
        hint="学时申报经各级审核通过后，即可在此打印。"
      />
    );
  }
  const options = years.map((year) => ({ value: String(year), label: `${year}年度` }));
  return (
    <Form form={form}>
      <p className="text-muted-foreground">只打印一个年度时，两项选择相同的年度。</p>
      <div className="grid gap-x-6 gap-y-5 sm:grid-cols-2">
        <SelectField name="fromYear" label="起始年度" options={options} placeholder={null} required />
        <SelectField name="toYear" label="结束年度" options={options} placeholder={null} required />
      </div>
      <SubmitButton pendingText="正在生成…">打印学时证明</SubmitButton>
    </Form>
  );
}
