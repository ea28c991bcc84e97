"use client";

import { NewPasswordFields } from "@/components/account/new-password-fields";
import { EvidenceField } from "@/components/attachment/evidence-field";
import { SelectField, TextareaField, TextField } from "@/components/form/fields";
import { FormSection } from "@/components/form/form";
import { OrganizationPicker, type SearchOrganizations } from "@/components/org/organization-picker";
import { useStreets } from "@/components/org/use-streets";
import { CategoryField } from "@/components/org-profile/category-field";
import { type Category, industries, levels, natures } from "@/lib/org/categories";
import { licenseEvidence, type Unit, unitLabels } from "@/lib/org/schema";
import { divisions } from "@/lib/reference/divisions";
import { administratorLabels, type UnitRegistrationInput } from "@/lib/registration/unit/schema";

type Values = UnitRegistrationInput;
/** Whom to ask when no superior fits. */
export type Bureau = { name: string; phone: string };

const unitText = <Field extends keyof Unit>(field: Field) => ({
  name: `unit.${field}` as const,
  label: unitLabels[field],
});
const administratorText = <Field extends keyof typeof administratorLabels>(field: Field) => ({
  name: `administrator.${field}` as const,
  label: administratorLabels[field],
});

/** 第 1 步 单位信息. */
export function UnitStep({
  search,
  fixedSuperior,
  bureau,
  corrected,
}: {
  search: SearchOrganizations;
  /** The name of the unit whose link was followed. */
  fixedSuperior: string | undefined;
  bureau: Bureau;
  corrected: boolean;
}) {
  return (
    <>
      <FormSection title="单位信息">
        <TextField<Values>
          {...unitText("name")}
          required
          maxLength={100}
          autoComplete="organization"
          hint="与法人证书或营业执照上的名称一致"
        />
        <TextField<Values>
          {...unitText("code")}
          required
          maxLength={30}
          autoComplete="off"
          hint={`18 位统一社会信用代码；没有的请联系${bureau.name}（电话：${bureau.phone}）出具临时编码`}
        />
        <CategoryField {...unitText("nature")} required categories={natures} />
        <CategoryField {...unitText("level")} required categories={levels} />
        <CategoryField {...unitText("industry")} required categories={industries} />
        <CategoryHelp />
        <TextField<Values> {...unitText("legalRepresentative")} required maxLength={50} />
        <EvidenceField
          name="license"
          label={licenseEvidence.label}
          hint="统一社会信用代码须清晰；使用临时编码的，上传批准成立的文件。"
          required
          target={corrected ? "registration=unit&resume=1" : "registration=unit"}
        />
        <TextareaField<Values> {...unitText("introduction")} rows={3} maxLength={1000} />
      </FormSection>
      <FormSection title="上级部门" hint="注册信息由上级部门审核：主管部门、上级单位，或同级人社部门">
        {fixedSuperior === undefined ? (
          <OrganizationPicker
            name="superior"
            label="上级部门"
            hint="有行业主管部门的选主管部门；单位的下属机构选上级单位；都没有的选所在地的人社部门"
            required
            purpose="superior"
            search={search}
            empty={<NoSuperior bureau={bureau} />}
          />
        ) : (
          <p className="sm:col-span-2">
            您正在通过 <strong>{fixedSuperior}</strong> 提供的链接注册，将作为其下级单位，由其审核。
          </p>
        )}
        {fixedSuperior === undefined && (
          <p className="text-muted-foreground sm:col-span-2">
            没有对应的主管部门或人社部门，请联系{bureau.name}，电话：
            <span className="tabular-nums">{bureau.phone}</span>
          </p>
        )}
      </FormSection>
      <FormSection title="地址和联系方式">
        <SelectField<Values>
          {...unitText("divisionCode")}
          required
          options={divisions.map(({ code, name }) => ({ value: code, label: name }))}
        />
        <StreetField />
        <TextField<Values>
          {...unitText("address")}
          required
          maxLength={200}
          className="sm:col-span-2"
          autoComplete="street-address"
        />
        <TextField<Values> {...unitText("contactName")} required maxLength={50} />
        <TextField<Values>
          {...unitText("phone")}
          required
          type="tel"
          maxLength={30}
          hint="固定电话请带区号，例如 0537-2345678"
        />
        <TextField<Values> {...unitText("fax")} type="tel" maxLength={30} />
        <TextField<Values> {...unitText("email")} type="email" maxLength={100} />
        <TextField<Values> {...unitText("postcode")} inputMode="numeric" maxLength={10} />
      </FormSection>
    </>
  );
}

const NoSuperior = ({ bureau }: { bureau: Bureau }) => (
  <p>
    找不到上级部门，请联系{bureau.name}，电话：<span className="tabular-nums">{bureau.phone}</span>
  </p>
);

function CategoryHelp() {
  return (
    <details className="rounded-md border bg-muted/40 px-3 py-2 sm:col-span-2">
      <summary className="font-medium">怎样选择单位性质、单位级别和所属行业？</summary>
      <div className="space-y-3 pt-2">
        <HelpList title={unitLabels.nature} categories={natures} />
        <HelpList title={unitLabels.level} categories={levels} />
        <HelpList title={unitLabels.industry} categories={industries} />
      </div>
    </details>
  );
}

const HelpList = ({ title, categories }: { title: string; categories: readonly Category[] }) => (
  <div>
    <p className="font-medium">{title}</p>
    <ul className="list-disc pl-5">
      {categories.map(({ name, help }) => (
        <li key={name}>
          {name}：<span className="text-muted-foreground">{help}</span>
        </li>
      ))}
    </ul>
  </div>
);

function StreetField() {
  const { options } = useStreets("unit.divisionCode", "unit.streetCode");
  return (
    <SelectField<Values> {...unitText("streetCode")} disabled={options.length === 0} options={options} />
  );
}

/** 第 2 步 单位管理员信息. */
export function AdministratorStep({ corrected }: { corrected: boolean }) {
  return (
    <>
      <FormSection title="单位管理员信息" hint="由单位选派，负责本单位的注册、审核和人员管理">
        <TextField<Values> {...administratorText("name")} required maxLength={50} autoComplete="name" />
        <TextField<Values>
          {...administratorText("idNumber")}
          required
          maxLength={30}
          autoComplete="off"
          hint="居民身份证号码；注册后不可修改，作为登录账户使用"
        />
        <TextField<Values>
          {...administratorText("phone")}
          required
          type="tel"
          maxLength={20}
          autoComplete="tel"
        />
        <TextField<Values>
          {...administratorText("email")}
          type="email"
          maxLength={100}
          autoComplete="email"
        />
        <TextField<Values> {...administratorText("position")} maxLength={50} />
      </FormSection>
      <FormSection title="登录密码" hint={corrected && "不修改密码的，两项都不用填"}>
        <NewPasswordFields names={["login.password", "login.confirmation"]} required={!corrected} />
      </FormSection>
    </>
  );
}
