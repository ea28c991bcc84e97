"use client";

import type { Route } from "next";
import Link from "next/link";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { Form, FormSection, SubmitButton } from "@/components/form/form";
import { StepHeading, Steps } from "@/components/form/steps";
import { useActionForm } from "@/components/form/use-action-form";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import {
  type CreateAdministratorInput,
  type CreateAdministratorValues,
  createAdministratorSchema,
} from "@/lib/administrator/schema";
import type { ActionResult } from "@/lib/result";
import { BasicFields } from "./basic-fields";
import { administratorsPath } from "./path";
import { RightsFields, type RightsOptions } from "./rights-fields";

type Created = { id: string; name: string; initialPasswordDays: number };

/** The two steps of the manual, with the fields that each must have right before the next one. */
const steps = [
  { title: "基本信息", fields: ["name", "idNumber", "phone", "email", "position"] },
  { title: "权限信息", fields: ["rights"] },
] as const satisfies readonly { title: string; fields: readonly (keyof CreateAdministratorInput)[] }[];
const lastStep = steps.length - 1;

const empty: CreateAdministratorValues = {
  name: "",
  idNumber: "",
  phone: "",
  email: "",
  position: "",
  rights: { roleIds: [], scope: "all", departmentIds: [] },
};

/** §4.2 新增管理员 in two steps; what was typed stays when one goes back. */
export function CreateAdministratorForm({
  portal,
  keep,
  create,
  ...options
}: RightsOptions & {
  /** Where the new administrator logs in. */
  portal: string;
  keep: string;
  create: (values: CreateAdministratorValues) => Promise<ActionResult<Created>>;
}) {
  const [step, setStep] = useState(0);
  const [moved, setMoved] = useState(false);
  const [refused, setRefused] = useState(0);
  const [created, setCreated] = useState<Created | null>(null);
  const form = useActionForm({
    schema: createAdministratorSchema,
    defaultValues: empty,
    action: send,
    onSuccess: setCreated,
    keep,
    omit: ["idNumber"],
  });

  const goTo = (next: number) => {
    setMoved(true);
    setStep(next);
  };

  /** To the next step, when this one's fields are right. */
  async function proceed(event?: FormEvent) {
    event?.preventDefault();
    form.clearErrors();
    if (await form.trigger(steps[step]?.fields ?? [])) goTo(step + 1);
    else setRefused((count) => count + 1);
  }

  /** A refusal leads back to the step that it is about. */
  async function send(values: CreateAdministratorValues): Promise<ActionResult<Created>> {
    const result = await create(values);
    const named = result.ok ? [] : Object.keys(result.fields ?? {});
    const first = steps.findIndex(({ fields }) =>
      named.some((name) => fields.some((field) => name.split(".")[0] === field)),
    );
    if (first >= 0) {
      setMoved(false);
      setStep(first);
    }
    return result;
  }

  if (created) {
    return (
      <Done
        created={created}
        portal={portal}
        again={() => {
          form.reset(empty);
          setCreated(null);
          goTo(0);
        }}
      />
    );
  }
  return (
    <>
      <Steps label="新增管理员的步骤" titles={steps.map(({ title }) => title)} step={step} />
      <Form
        form={{
          ...form,
          submit: step < lastStep ? proceed : form.submit,
          failures: form.failures + refused,
        }}
      >
        <StepHeading key={step} focus={moved}>
          第 {step + 1} 步：{steps[step]?.title}
        </StepHeading>
        {step === 0 ? (
          <FormSection
            title="基本信息"
            hint="管理员以证件号码登录，初始密码为证件号码后六位，首次登录须修改密码。"
          >
            <BasicFields isNew />
          </FormSection>
        ) : (
          <RightsFields {...options} />
        )}
        <div className="flex flex-wrap gap-3">
          <SubmitButton pendingText="正在创建…">{step < lastStep ? "下一步" : "创建管理员"}</SubmitButton>
          {step > 0 && (
            <Button variant="outline" onClick={() => goTo(step - 1)}>
              上一步
            </Button>
          )}
          <Button asChild variant="outline">
            <Link href={administratorsPath as Route}>返回</Link>
          </Button>
        </div>
      </Form>
    </>
  );
}

/** What is said when it is done: whom to tell what. */
function Done({
  created: { id, name, initialPasswordDays },
  portal,
  again,
}: {
  created: Created;
  portal: string;
  again: () => void;
}) {
  const result = useRef<HTMLDivElement>(null);
  useEffect(() => {
    result.current?.focus();
  }, []);
  return (
    <div className="space-y-4">
      <Alert ref={result} tabIndex={-1} tone="success" role="status" title={`已新增管理员${name}`}>
        <p>
          请告知{name}：登录入口选择“{portal}”，账户号为其证件号码，初始密码为证件号码后六位（其中字母 X
          不分大小写），
          {initialPasswordDays} 天内有效，首次登录须修改密码。
        </p>
      </Alert>
      <div className="flex flex-wrap gap-3">
        <Button asChild>
          <Link href={administratorsPath as Route}>返回列表</Link>
        </Button>
        <Button asChild variant="outline">
          <Link href={`${administratorsPath}/${id}` as Route}>查看{name}</Link>
        </Button>
        <Button variant="outline" onClick={again}>
          继续新增
        </Button>
      </div>
    </div>
  );
}
