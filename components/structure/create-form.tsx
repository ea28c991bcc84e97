"use client";

import type { Route } from "next";
import Link from "next/link";
import { useEffect, useRef, useState } from "react";
import { RadioField } from "@/components/form/choice-fields";
import { TextField } from "@/components/form/fields";
import { Form, FormSection, SubmitButton } from "@/components/form/form";
import { useActionForm } from "@/components/form/use-action-form";
import { CategoryField } from "@/components/org-profile/category-field";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { industries, levels, natures } from "@/lib/org/categories";
import type { ActionResult } from "@/lib/result";
import {
  type Branch,
  type CreatedOrganization,
  type CreateOrganizationValues,
  createOrganizationSchema,
} from "@/lib/structure/schema";
import { OrganizationFields } from "./organization-fields";
import { branchWords } from "./words";

const empty = {
  name: "",
  divisionCode: "",
  phone: "",
  address: "",
  code: "",
  administratorName: "",
  administratorIdNumber: "",
  administratorPhone: "",
};
/** What a 用人单位 says besides. */
const emptyUnit = { nature: "", level: "", industry: "", legalRepresentative: "", contactName: "" };

type Props = {
  branch: Branch;
  /** Under which name what is typed is kept. */
  keep: string;
  create: (input: CreateOrganizationValues) => Promise<ActionResult<CreatedOrganization>>;
};

/** An organization below the viewer's with its first administrator; both are there at once. */
export function CreateOrganizationForm({ branch, keep, create }: Props) {
  const words = branchWords[branch];
  const [created, setCreated] = useState<CreatedOrganization | null>(null);
  const [anew, setAnew] = useState(0);
  const form = useActionForm({
    schema: createOrganizationSchema,
    defaultValues:
      branch === "units" ? { ...empty, ...emptyUnit, kind: "employer" } : { ...empty, kind: "authority" },
    action: create,
    onSuccess: setCreated,
    keep,
    omit: ["administratorIdNumber"],
  });
  const { setFocus } = form;
  // The button that had the focus is gone.
  useEffect(() => {
    if (anew > 0) setFocus("name");
  }, [anew, setFocus]);

  if (created) {
    return (
      <Created
        branch={branch}
        created={created}
        again={() => {
          form.reset();
          setCreated(null);
          setAnew(anew + 1);
        }}
      />
    );
  }
  return (
    <Form form={form}>
      <FormSection title="单位信息" hint="创建后立即启用，无须审核。">
        {branch === "authorities" && (
          <RadioField
            name="kind"
            label="类型"
            required
            className="sm:col-span-2"
            options={[
              { value: "authority", label: "主管部门" },
              { value: "bureau", label: "人社局" },
            ]}
          />
        )}
        <OrganizationFields />
        <TextField
          name="code"
          label="统一社会信用代码或临时编码"
          required
          maxLength={40}
          autoComplete="off"
          className="sm:col-span-2"
          hint={
            branch === "units"
              ? "没有统一社会信用代码的单位，请向人社局申请临时编码"
              : "没有统一社会信用代码的单位，请先出具临时编码"
          }
        />
        {branch === "units" && (
          <>
            <CategoryField name="nature" label="单位性质" required categories={natures} />
            <CategoryField name="level" label="单位级别" required categories={levels} />
            <CategoryField name="industry" label="所属行业" required categories={industries} />
            <TextField name="legalRepresentative" label="法定代表人" required maxLength={50} />
            <TextField name="contactName" label="联系人" required maxLength={50} />
          </>
        )}
      </FormSection>
      <FormSection
        title="单位管理员"
        hint="管理员以证件号码登录，初始密码为证件号码后六位，首次登录须修改密码。"
      >
        <TextField name="administratorName" label="管理员姓名" required maxLength={50} autoComplete="off" />
        <TextField
          name="administratorIdNumber"
          label="管理员证件号码"
          required
          maxLength={40}
          autoComplete="off"
          hint="即登录账号，创建后不能更改"
        />
        <TextField
          name="administratorPhone"
          label="管理员手机号"
          type="tel"
          required
          maxLength={30}
          autoComplete="off"
        />
      </FormSection>
      <div className="flex flex-wrap gap-3">
        <SubmitButton pendingText="正在创建…">创建{words.noun}</SubmitButton>
        <Button asChild variant="outline">
          <Link href={words.path as Route}>返回</Link>
        </Button>
      </div>
    </Form>
  );
}

function Created({
  branch,
  created: { id, name, administratorName, initialPasswordDays },
  again,
}: {
  branch: Branch;
  created: CreatedOrganization;
  again: () => void;
}) {
  const words = branchWords[branch];
  const result = useRef<HTMLDivElement>(null);
  useEffect(() => {
    result.current?.focus();
  }, []);
  return (
    <div className="space-y-4">
      <Alert ref={result} tabIndex={-1} tone="success" role="status" title={`已创建${name}`}>
        <p>
          请告知管理员{administratorName}：登录入口选择“{words.portal}
          ”，账户号为其证件号码，初始密码为证件号码后六位（其中字母 X 不分大小写），
          {initialPasswordDays} 天内有效，首次登录须修改密码。
        </p>
      </Alert>
      <div className="flex flex-wrap gap-3">
        <Button asChild>
          <Link href={words.path as Route}>返回列表</Link>
        </Button>
        <Button asChild variant="outline">
          <Link href={`${words.path}/${id}` as Route}>查看{name}</Link>
        </Button>
        <Button variant="outline" onClick={again}>
          继续新增
        </Button>
      </div>
    </div>
  );
}
