"use client";

import { useState } from "react";
import { SelectField, TextField } from "@/components/form/fields";
import { Form, FormSection, SubmitButton } from "@/components/form/form";
import { useActionForm } from "@/components/form/use-action-form";
import { Alert } from "@/components/ui/alert";
import type { ActionResult } from "@/lib/result";
import { type IssueCodeInput, issueCodeSchema } from "@/lib/structure/schema";
import { CopyButton } from "./copy-button";
import { divisionOptions } from "./organization-fields";

/** 出具临时编码: the code is shown large, to be copied or read out. */
export function IssueCodeForm({
  keep,
  issue,
}: {
  keep: string;
  issue: (input: IssueCodeInput) => Promise<ActionResult<{ code: string; unitName: string }>>;
}) {
  const [issued, setIssued] = useState<{ code: string; unitName: string } | null>(null);
  const form = useActionForm({
    schema: issueCodeSchema,
    defaultValues: { unitName: "", divisionCode: "" },
    action: issue,
    onSuccess: (data) => {
      setIssued(data);
      form.reset();
    },
    keep,
  });
  return (
    <div className="mb-4 space-y-4">
      {issued && (
        <Alert tone="success" role="status" title={`已为${issued.unitName}出具临时编码`}>
          <p className="my-2 font-mono text-[1.75rem] leading-10 font-semibold tracking-wider break-all select-all">
            {issued.code}
          </p>
          <CopyButton text={issued.code} what="编码" />
        </Alert>
      )}
      <Form form={form}>
        <FormSection
          title="出具临时编码"
          hint="供没有统一社会信用代码的单位注册时填写；取得正式代码后，由该单位申请变更。"
        >
          <TextField name="unitName" label="单位名称" required maxLength={100} />
          <SelectField name="divisionCode" label="所在区划" options={divisionOptions} required />
        </FormSection>
        <SubmitButton pendingText="正在出具…">出具临时编码</SubmitButton>
      </Form>
    </div>
  );
}
