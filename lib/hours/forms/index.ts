import type { LearningForm } from "@/db/enums";
import { degree } from "./degree";
import type { LearningFormSpec } from "./form";
import { paper } from "./paper";
import { training } from "./training";

/** The catalogue of learning forms. Another is one file, one entry here and one in `learningForms`. */
export const learningFormSpecs = { degree, training, paper } as const satisfies Record<
  LearningForm,
  LearningFormSpec
>;

export const categoryLabels = { public: "公需科目", professional: "专业科目" } as const;

/** A form's description with its own types forgotten: for code that serves every form alike. */
export const specOf = (form: LearningForm): LearningFormSpec => learningFormSpecs[form];
