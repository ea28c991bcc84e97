"use client";

import { useEffect, useRef, useState } from "react";
import { useWatch } from "react-hook-form";
import { RadioField } from "@/components/form/choice-fields";
import { SelectField, TextField } from "@/components/form/fields";
import { Form, FormSection, SubmitButton } from "@/components/form/form";
import { useActionForm } from "@/components/form/use-action-form";
import { Alert } from "@/components/ui/alert";
import type { ActionResult } from "@/lib/result";
import type { Appointed } from "@/lib/structure/appoint";
import { type AppointValues, appointSchema } from "@/lib/structure/schema";

type Props = {
  organization: { id: string; name: string };
  portal: string;
  administrators: readonly { id: string; label: string }[];
  keep: string;
  appoint: (values: AppointValues) => Promise<ActionResult<Appointed>>;
};

/**
 * 指定管理员 of an organization directly below that has no active 全权管理员 (`needed`); what was done stays said once
 * it has one.
 */
export function AppointForm({ needed, ...props }: Props & { needed: boolean }) {
  const [appointed, setAppointed] = useState<Appointed | null>(null);
  if (appointed) return <Done appointed={appointed} portal={props.portal} name={props.organization.name} />;
  return needed && <Fields {...props} done={setAppointed} />;
}

function Fields({
  organization: { id },
  administrators,
  keep,
  appoint,
  done,
}: Props & { done: (appointed: Appointed) => void }) {
  const form = useActionForm({
    schema: appointSchema,
    defaultValues: {
      from: administrators.length > 0 ? "existing" : "new",
      id,
      administratorId: "",
      name: "",
      idNumber: "",
      phone: "",
    },
    action: appoint,
    onSuccess: done,
    keep,
    omit: ["idNumber"],
  });
  const from = useWatch({ control: form.control, name: "from" });
  return (
    <Form form={form}>
      <FormSection
        title="指定管理员"
        hint="被指定的人成为该单位的全权管理员，原有角色和数据范围不再保留；立即生效，无须审核。"
      >
        <RadioField
          name="from"
          label="指定方式"
          required
          className="sm:col-span-2"
          options={[
            { value: "existing", label: "从现有管理员中指定", disabled: administrators.length === 0 },
            { value: "new", label: "新增管理员" },
          ]}
        />
        {from === "existing" ? (
          <SelectField
            name="administratorId"
            label="管理员"
            required
            hint="已禁用的账号同时启用"
            options={administrators.map(({ id, label }) => ({ value: id, label }))}
          />
        ) : (
          <>
            <TextField name="name" label="姓名" required autoComplete="off" />
            <TextField
              name="idNumber"
              label="证件号码"
              required
              maxLength={40}
              autoComplete="off"
              hint="即登录账号，创建后不能更改"
            />
            <TextField name="phone" label="手机号" type="tel" required maxLength={30} autoComplete="off" />
          </>
        )}
      </FormSection>
      <SubmitButton pendingText="正在指定…">指定管理员</SubmitButton>
    </Form>
  );
}

/** What is said when it is done: whom to tell what. */
function Done({
  appointed: { name: administrator, initialPasswordDays },
  portal,
  name,
}: {
  appointed: Appointed;
  portal: string;
  name: string;
}) {
  const result = useRef<HTMLDivElement>(null);
  useEffect(() => {
    result.current?.focus();
  }, []);
  return (
    <Alert
      ref={result}
      tabIndex={-1}
      tone="success"
      role="status"
      title={`已指定${administrator}为${name}的全权管理员`}
    >
      {initialPasswordDays === null ? (
        <p>{administrator}用原来的密码登录；忘记密码时，可在上表中重置。该单位的管理员已收到消息。</p>
      ) : (
        <p>
          请告知{administrator}：登录入口选择“{portal}
          ”，账户号为其证件号码，初始密码为证件号码后六位（其中字母 X 不分大小写），
          {initialPasswordDays} 天内有效，首次登录须修改密码。
        </p>
      )}
    </Alert>
  );
}
