import { z } from "zod";
import type { IdType } from "@/db/enums";
import { educationLevels } from "@/lib/reference/people";
import {
  contactFields,
  educationFields,
  identityFields,
  levelsOf,
  noTitle,
  profileFields,
  profileInput,
  profileLabels,
  refineDates,
  refineTitle,
  settleTitle,
  titleFields,
  workFields,
} from "./profile";

/*
 * 资料变更 (§5.2): what of a profile goes through a review, and what a form proposes of it. The form shows all of
 * these fields with their present values; only what differs is judged and proposed.
 */

/** The groups of a profile that change through a review, as the screens show them. */
export const changeGroups = {
  identity: { label: "身份信息", fields: identityFields },
  work: { label: "岗位信息", fields: workFields },
  education: { label: "学历信息", fields: educationFields },
  title: { label: "职称信息", fields: titleFields },
} as const;
export type ChangeGroup = keyof typeof changeGroups;
export const changeGroupNames = Object.keys(changeGroups) as ChangeGroup[];

export type ChangeField = (typeof changeGroups)[ChangeGroup]["fields"][number];

export const changeFields: readonly ChangeField[] = changeGroupNames.flatMap(
  (group): readonly ChangeField[] => changeGroups[group].fields,
);

/** What proves a change of a group; a required one is asked for when a field of its group differs. */
export const changeEvidence = {
  identity: { label: "身份证明材料", hint: "身份证件、户口簿或公安机关出具的证明", required: true },
  work: { label: "任职材料", hint: "任职文件、聘任合同等，可不上传", required: false },
  education: { label: "学历、学位证书", hint: "毕业证书、学位证书或学信网报告", required: true },
  title: { label: "职称证书", hint: "证书的照片页和编号页，或评审文件", required: true },
} as const satisfies Record<ChangeGroup, { label: string; hint: string; required: boolean }>;

/** A stored profile: what the fields hold now, and what the person's identity says of them. */
export type PresentProfile = Record<ChangeField, string | null> & { idType: IdType };

/** The part of a profile that a form needs to tell what differs. */
export const presentOf = (profile: PresentProfile): PresentProfile => ({
  ...(Object.fromEntries(changeFields.map((field) => [field, profile[field]])) as Record<
    ChangeField,
    string | null
  >),
  idType: profile.idType,
});

/** What a person may propose: sex and birth date of a resident follow from the ID number and never change. */
const proposableFields = ({ idType }: { idType: IdType }): ChangeField[] =>
  changeFields.filter((field) => idType !== "resident" || (field !== "sex" && field !== "birthDate"));

const files = z.array(z.object({ id: z.uuid() }).loose()).max(10, "每类材料最多 10 个文件");
const fileList = files.optional().transform((list) => list ?? []);

// A profile can have been imported without these; what is not touched is not asked for.
const orEmpty = (label: string, known: (value: string) => boolean) =>
  z
    .string(`请选择${label}`)
    .refine((value) => value === "" || known(value), `请选择${label}`)
    .transform((value) => value || null);

const titleShape = {
  titleSeries: orEmpty(profileLabels.titleSeries, (value) => levelsOf(value).length > 0),
  titleLevel: profileFields.titleLevel,
  title: profileFields.title,
  titleObtainedOn: profileFields.titleObtainedOn,
  titleAppointedOn: profileFields.titleAppointedOn,
  titleCertificateNumber: profileFields.titleCertificateNumber,
};

/** The form of 资料变更, field by field; what the fields must be together is asked by `withRules`. */
export const personChangeSchema = z.object({
  name: profileFields.name,
  sex: profileFields.sex,
  birthDate: profileFields.birthDate,
  departmentId: profileFields.departmentId,
  position: profileFields.position,
  education: orEmpty(profileLabels.education, (value) =>
    (educationLevels as readonly string[]).includes(value),
  ),
  degree: profileFields.degree,
  school: profileFields.school,
  major: profileFields.major,
  graduatedOn: profileFields.graduatedOn,
  ...titleShape,
  evidence: z.object({ identity: fileList, work: fileList, education: fileList, title: fileList }),
});
export type PersonChangeInput = z.input<typeof personChangeSchema>;

/** 职称变更, the short form of the same. */
export const titleChangeSchema = z.object({ ...titleShape, evidence: z.object({ title: fileList }) });
export type TitleChangeInput = z.input<typeof titleChangeSchema>;

/** A professional's own change, by the person's id. */
export const ownChangeSchema = z.object({ id: z.uuid("资料变更不存在，请刷新页面") });

/** What either form sends: some of the fields, and files by group. */
export type ChangeValues = Partial<Record<ChangeField, string | null>> & {
  evidence: Partial<Record<ChangeGroup, { id: string }[]>>;
};

export type ProposedChanges = Partial<Record<ChangeField, { old: string | null; new: string | null }>>;

/** The fields in which the values differ from the present ones, old beside new. */
export function proposedChanges(values: ChangeValues, present: PresentProfile): ProposedChanges {
  const wanted = settled(values);
  const now = settled(present);
  const changes: ProposedChanges = {};
  for (const field of proposableFields(present)) {
    const value = wanted[field];
    const old = now[field] ?? null;
    if (value !== undefined && value !== old && value !== asTyped(field, old)) {
      changes[field] = { old: present[field], new: value };
    }
  }
  return changes;
}

/** A stored value as the form would read it back: an imported one may hold spaces that a form takes out. */
function asTyped(field: ChangeField, value: string | null): string | null {
  const parsed = profileFields[field].safeParse(value ?? "");
  return parsed.success ? parsed.data || null : value;
}

/** Without what is left over in the fields that 无 hides. */
const settled = <T extends Partial<Record<ChangeField, string | null>>>(values: T): T =>
  values.titleSeries === noTitle
    ? { ...values, ...settleTitle({ ...titleOf(values), titleSeries: noTitle }) }
    : values;

const titleOf = (values: Partial<Record<ChangeField, string | null>>) => ({
  titleSeries: values.titleSeries ?? "",
  titleLevel: values.titleLevel ?? null,
  title: values.title ?? null,
  titleObtainedOn: values.titleObtainedOn ?? null,
  titleAppointedOn: values.titleAppointedOn ?? null,
  titleCertificateNumber: values.titleCertificateNumber ?? null,
});

/**
 * What is wrong with the values of a form of somebody whose profile is `present`: rules between fields and the
 * evidence they need, asked only of the groups in which something differs.
 */
export function refineChange(
  values: ChangeValues,
  present: PresentProfile,
  refinement: z.core.$RefinementCtx,
): void {
  const refuse = (path: string[], message: string) => refinement.addIssue({ code: "custom", path, message });
  const changes = proposedChanges(values, present);
  const touched = (group: ChangeGroup) =>
    changeGroups[group].fields.some((field) => changes[field] !== undefined);

  for (const field of ["sex", "birthDate", "education", "titleSeries"] as const) {
    if (changes[field]?.new === null) refuse([field], `请选择${profileLabels[field]}`);
  }
  if (touched("education") && !values.education && !changes.education) {
    refuse(["education"], `请选择${profileLabels.education}`);
  }
  if (touched("title")) {
    if (!values.titleSeries && !changes.titleSeries)
      refuse(["titleSeries"], `请选择${profileLabels.titleSeries}`);
    refineTitle(titleOf(values), refinement);
  }
  const birthDate = changes.birthDate?.new ?? present.birthDate;
  const { graduatedOn, titleObtainedOn } = changes;
  refineDates(
    { birthDate, graduatedOn: graduatedOn?.new, titleObtainedOn: titleObtainedOn?.new },
    refinement,
  );
  for (const group of changeGroupNames) {
    const { label, required } = changeEvidence[group];
    if (required && touched(group) && !values.evidence[group]?.length) {
      refuse(["evidence", group], `请上传${label}`);
    }
  }
}

/** A form's schema with the rules of `refineChange`, for the browser and the server. */
export const withRules = <Schema extends z.ZodType<ChangeValues, unknown>>(
  schema: Schema,
  present: PresentProfile,
) => schema.superRefine((values, refinement) => refineChange(values, present, refinement));

/** What a change is about, in a few words: 姓名、学历、职称. */
export function titleOfChange(changes: ProposedChanges): string {
  const words = changeGroupNames.flatMap((group) => {
    const changed = changeGroups[group].fields.filter((field) => changes[field]);
    if (changed.length === 0) return [];
    if (group === "title") return ["职称"];
    if (group === "education" && changes.education) return [profileLabels.education];
    return changed.map((field) => profileLabels[field]);
  });
  return words.join("、");
}

/** 联系方式, which the professional changes at once. */
export const contactSchema = z.object({
  phone: profileFields.phone,
  email: profileFields.email,
  ethnicity: profileFields.ethnicity,
  politicalStatus: profileFields.politicalStatus,
  workStartedOn: profileFields.workStartedOn,
  specialty: profileFields.specialty,
} satisfies Record<(typeof contactFields)[number], z.ZodType>);
export type Contact = z.output<typeof contactSchema>;
export type ContactInput = z.input<typeof contactSchema>;

/** The contact fields that differ from the present ones, with their new values. */
export const changedContact = (contact: Contact, present: Contact | Record<keyof Contact, string | null>) =>
  Object.fromEntries(
    contactFields
      .filter((field) => contact[field] !== present[field])
      .map((field) => [field, contact[field]]),
  ) as Partial<Contact>;

/** What is wrong with the contact fields of somebody born on that day, by field; null: nothing. */
export function objectionsToContact(
  { workStartedOn }: Contact,
  { birthDate }: { birthDate: string },
): Record<string, string> | null {
  const label = profileLabels.workStartedOn;
  return workStartedOn && workStartedOn <= birthDate ? { workStartedOn: `${label}不能早于出生日期` } : null;
}

/**
 * What a form of 资料变更 shows at first: the present values, and over them what `proposed` (a change to be submitted
 * again) asked for.
 */
export const changeFormValues = <Field extends ChangeField>(
  fields: readonly Field[],
  present: PresentProfile,
  proposed: Readonly<Record<string, { new: string | null }>> = {},
): Record<Field, string> =>
  profileInput(
    fields,
    Object.fromEntries(
      fields.map((field) => [field, proposed[field] ? proposed[field].new : present[field]]),
    ) as Record<Field, string | null>,
  );

/** Files that a change cited, as the values of a form's evidence. */
export function evidenceValues<File extends { evidence: string; id: string }>(
  files: readonly File[],
): Record<ChangeGroup, File[]> {
  const of = (group: ChangeGroup) => files.filter((file) => file.evidence === group);
  return { identity: of("identity"), work: of("work"), education: of("education"), title: of("title") };
}
