"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { useController, useFormContext, useWatch } from "react-hook-form";
import { RadioField } from "@/components/form/choice-fields";
import { FieldFrame, useField } from "@/components/form/field";
import { DateField, SelectField, TextField } from "@/components/form/fields";
import { Select } from "@/components/ui/select";
import { type IdType, idTypes, sexes } from "@/db/enums";
import { formatLongDate, today } from "@/lib/date";
import { factsOf, isIdNumber, normalizeIdNumber } from "@/lib/id-number";
import {
  degrees,
  idTypeLabels,
  levelsOf,
  noTitle,
  politicalStatuses,
  profileLabels,
  titlesOf,
} from "@/lib/person/profile";
import { sexLabels } from "@/lib/person/schema";
import { educationLevels, ethnicGroups } from "@/lib/reference/people";
import { titleCatalogue } from "@/lib/reference/titles";

/*
 * A professional's profile as groups of fields, to stand inside `FormSection`s of a form whose values are named as
 * in lib/person/profile.
 */

const optionsOf = (values: readonly string[]) => values.map((value) => ({ value, label: value }));

/**
 * Who it is. With `known`, the type of an ID number that never changes again, only what can change: the name, and
 * sex and date of birth where the number doesn't state them.
 */
export function IdentityFields({ known }: { known?: IdType }) {
  const typed: unknown = useWatch({ name: "idType", disabled: known !== undefined });
  const idType = known ?? typed;
  return (
    <>
      {!known && (
        <>
          <SelectField
            name="idType"
            label={profileLabels.idType}
            required
            placeholder={null}
            options={idTypes.map((value) => ({ value, label: idTypeLabels[value] }))}
          />
          <IdNumberField resident={idType === "resident"} />
        </>
      )}
      <TextField name="name" label={profileLabels.name} required maxLength={50} autoComplete="name" />
      {idType !== "resident" && (
        <>
          <RadioField
            name="sex"
            label={profileLabels.sex}
            required
            options={sexes.map((value) => ({ value, label: sexLabels[value] }))}
          />
          <DateField name="birthDate" label={profileLabels.birthDate} required max={today()} />
        </>
      )}
    </>
  );
}

/** The ID number, and as soon as it is a resident's, what it states. */
function IdNumberField({ resident }: { resident: boolean }) {
  const typed: unknown = useWatch({ name: "idNumber" });
  const idNumber = typeof typed === "string" ? normalizeIdNumber(typed) : "";
  const facts = resident && isIdNumber(idNumber) ? factsOf(idNumber) : null;
  return (
    <div className="min-w-0">
      <TextField
        name="idNumber"
        label={profileLabels.idNumber}
        required
        hint={
          resident ? "即登录账户号，注册后不能更改；性别和出生日期由此得出" : "即登录账户号，注册后不能更改"
        }
        autoComplete="off"
        maxLength={50}
      />
      <p role="status" className="mt-1 text-muted-foreground">
        {facts && `性别：${sexLabels[facts.sex]}，出生日期：${formatLongDate(facts.birthDate)}`}
      </p>
    </div>
  );
}

/** What the professional may change at once. */
export function ContactFields() {
  return (
    <>
      <TextField
        name="phone"
        label={profileLabels.phone}
        type="tel"
        required
        inputMode="tel"
        autoComplete="tel"
        maxLength={20}
      />
      <TextField name="email" label={profileLabels.email} type="email" autoComplete="email" maxLength={100} />
      <SelectField name="ethnicity" label={profileLabels.ethnicity} options={optionsOf(ethnicGroups)} />
      <SelectField
        name="politicalStatus"
        label={profileLabels.politicalStatus}
        options={optionsOf(politicalStatuses)}
      />
      <DateField name="workStartedOn" label={profileLabels.workStartedOn} max={today()} />
      <TextField name="specialty" label={profileLabels.specialty} maxLength={50} />
    </>
  );
}

/** 内设部门 of the unit, and the position; `hint` says why there are no departments. */
export function WorkFields({
  departments,
  hint,
}: {
  departments: readonly { id: string; name: string }[];
  hint?: ReactNode;
}) {
  return (
    <>
      <ChoiceField
        name="departmentId"
        label={profileLabels.departmentId}
        hint={hint}
        options={departments.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <TextField name="position" label={profileLabels.position} maxLength={50} />
    </>
  );
}

export function EducationFields() {
  return (
    <>
      <SelectField
        name="education"
        label={profileLabels.education}
        required
        options={optionsOf(educationLevels)}
      />
      <SelectField name="degree" label={profileLabels.degree} placeholder="无" options={optionsOf(degrees)} />
      <TextField name="school" label={profileLabels.school} maxLength={100} />
      <TextField name="major" label={profileLabels.major} maxLength={100} />
      <DateField name="graduatedOn" label={profileLabels.graduatedOn} max={today()} />
    </>
  );
}

/** 职称: the series decides which levels there are, and both which titles; 无 asks nothing more. */
export function TitleFields() {
  const { setValue } = useFormContext();
  const [series = "", level = "", title = ""]: string[] = useWatch({
    name: ["titleSeries", "titleLevel", "title"],
  });
  const levels = levelsOf(series);
  const titles = titlesOf(series, level);
  const asked = series !== noTitle;

  // What another series or level doesn't have is taken back; where there is one choice only, it is made. What is
  // stored stays until one of them is changed: nobody is asked about a title that they did not touch.
  const seen = useRef({ series, level });
  useEffect(() => {
    if (seen.current.series === series && seen.current.level === level) return;
    const nextLevel = levels.includes(level) ? level : onlyOf(levels);
    seen.current = { series, level: nextLevel };
    if (!asked) return;
    if (nextLevel !== level) setValue("titleLevel", nextLevel);
    const choices = titlesOf(series, nextLevel);
    if (!choices.includes(title)) setValue("title", onlyOf(choices));
  }, [asked, series, levels, level, title, setValue]);

  return (
    <>
      <SelectField
        name="titleSeries"
        label={profileLabels.titleSeries}
        required
        hint="没有职称的选择「无」"
        options={optionsOf(Object.keys(titleCatalogue))}
      />
      {asked && (
        <>
          <ChoiceField
            name="titleLevel"
            label={profileLabels.titleLevel}
            required
            placeholder={series ? "请选择" : "请先选择职称系列"}
            options={optionsOf(withStored(levels, level))}
          />
          <ChoiceField
            name="title"
            label={profileLabels.title}
            required
            placeholder={level ? "请选择" : "请先选择职称级别"}
            options={optionsOf(withStored(titles, title))}
          />
          <DateField name="titleObtainedOn" label={profileLabels.titleObtainedOn} required max={today()} />
          <DateField name="titleAppointedOn" label={profileLabels.titleAppointedOn} max={today()} />
          <TextField
            name="titleCertificateNumber"
            label={profileLabels.titleCertificateNumber}
            maxLength={50}
            autoComplete="off"
          />
        </>
      )}
    </>
  );
}

/** A select whose options depend on other fields: it shows the form's value also when the options come later. */
function ChoiceField({
  name,
  label,
  required,
  hint,
  options,
  placeholder = "请选择",
}: {
  name: string;
  label: string;
  required?: boolean;
  hint?: ReactNode;
  options: readonly { value: string; label: string }[];
  placeholder?: string;
}) {
  const { field } = useController({ name });
  const { id, message, aria } = useField(name, hint);
  return (
    <FieldFrame {...{ id, label, required, hint, message }}>
      <Select
        id={id}
        {...aria}
        name={name}
        value={(field.value as string | undefined) ?? ""}
        onChange={field.onChange}
        onBlur={field.onBlur}
        ref={field.ref}
      >
        <option value="">{placeholder}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </Select>
    </FieldFrame>
  );
}

const onlyOf = (choices: readonly string[]): string => (choices.length === 1 ? (choices[0] ?? "") : "");

/** A stored value that the catalogue doesn't know (imported, or of an older catalogue) is shown all the same. */
const withStored = (choices: readonly string[], stored: string): readonly string[] =>
  stored === "" || choices.includes(stored) ? choices : [stored, ...choices];
