import type { z } from "zod";
import type { LearningForm } from "@/db/enums";

/** How a field of a form is drawn; whether it is required is the schema's to say. */
export type FieldSpec = {
  name: string;
  label: string;
  input:
    | { type: "text" | "date"; placeholder?: string }
    | { type: "number"; step: number }
    | { type: "choice"; options: readonly string[] }
    | { type: "courses" };
  hint?: string;
};

/** One kind of 佐证材料 that a form asks for. */
export type EvidenceSpec = { key: string; label: string; required: boolean; hint?: string };

/** How much of what was done, in the unit by which a conversion rule counts. */
export type Measure = { level: string | null; unit: string; quantity: number };

/** What every declaration has besides its form's own fields. */
export type CommonFields = { title: string; year: number; startDate: string; endDate: string };

/** A learning form (学习形式): its fields, its evidence, and how its hours are worked out. */
export type LearningFormSpec<Detail extends z.ZodObject = z.ZodObject> = {
  key: LearningForm;
  label: string;
  /** One line: when is this the right form? */
  hint: string;
  titleLabel: string;
  periodLabel: string;
  detail: Detail;
  fields: readonly FieldSpec[];
  evidence: readonly EvidenceSpec[];
  /** Names of the units of its conversion rules: 门课程, 天, …. */
  units: Readonly<Record<string, string>>;
  /** What the conversion counts, of a form that may still be half filled in; null: not known yet. */
  measure(detail: Partial<z.input<Detail>>): Measure | null;
  /** What makes two declarations of one person the same item, before normalization. */
  identity(common: CommonFields, detail: z.output<Detail>): readonly (string | number)[];
};

/** Keeps a form's own detail type while checking it against the shape. */
export const defineForm = <Detail extends z.ZodObject, Key extends LearningForm>(
  spec: LearningFormSpec<Detail> & { key: Key },
) => spec;

/** Whether a form can't be submitted without this field. */
export const isRequired = (spec: LearningFormSpec, name: string): boolean =>
  spec.detail.shape[name]?.safeParse(undefined).success === false;
