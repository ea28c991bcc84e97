import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { createdAt, hours, id, moment, oneOf } from "../columns";
import {
  type HourCategory,
  hourCategories,
  type LearningForm,
  learningForms,
  type MatterState,
  matterStates,
} from "../enums";
import { accounts } from "./account";
import { attachments } from "./attachment";
import { organizations } from "./organization";
import { persons } from "./person";

/** 学时申报. Its `state` follows its latest review; `draft` before the first. */
export const declarations = pgTable(
  "declarations",
  {
    id: id(),
    /** 申报编号, shown with its year. */
    number: bigint("number", { mode: "number" }).generatedAlwaysAsIdentity(),
    personId: uuid("person_id")
      .notNull()
      .references(() => persons.id),
    /** The person's unit when it was declared. */
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id),
    state: text("state").$type<MatterState>().notNull().default("draft"),
    year: integer("year").notNull(),
    category: text("category").$type<HourCategory>().notNull(),
    form: text("form").$type<LearningForm>().notNull(),
    title: text("title").notNull(),
    startDate: date("start_date", { mode: "string" }),
    endDate: date("end_date", { mode: "string" }),
    hours: hours("hours"),
    note: text("note").notNull().default(""),
    /** The form's own fields, as its schema in lib/hours/forms parses them. */
    detail: jsonb("detail").$type<Record<string, unknown>>().notNull(),
    /** What makes two declarations of a person the same item; written at submission by the form's own rule. */
    fingerprint: text("fingerprint"),
    /**
     * What its side has typed and not submitted, as the form's values; theirs alone to see. The other columns
     * are what was submitted last, or before the first submission what of the draft fits them.
     */
    draft: jsonb("draft").$type<Record<string, unknown>>(),
    createdBy: uuid("created_by")
      .notNull()
      .references(() => accounts.id),
    createdAt: createdAt(),
    updatedAt: moment("updated_at").notNull().default(sql`now()`),
    submittedAt: moment("submitted_at"),
  },
  (t) => [
    unique("declarations_number_key").on(t.number),
    uniqueIndex("declarations_same_item_key")
      .on(t.personId, t.fingerprint)
      .where(sql`${t.state} in ('pending', 'approved')`),
    index("declarations_person_idx").on(t.personId, t.year, t.id),
    index("declarations_draft_idx").on(t.createdBy).where(sql`${t.state} = 'draft'`),
    index("declarations_title_trgm_idx").using("gin", t.title.op("gin_trgm_ops")),
    // A bureau's list reads the latest of a whole tree from here.
    index("declarations_updated_idx").on(t.updatedAt, t.id),
    check("declarations_state_check", oneOf("state", matterStates)),
    check("declarations_category_check", oneOf("category", hourCategories)),
    check("declarations_form_check", oneOf("form", learningForms)),
    check(
      "declarations_draft_check",
      sql`${t.draft} is null or ${t.state} in ('draft', 'rejected', 'withdrawn')`,
    ),
    check("declarations_year_check", sql`${t.year} between 2000 and 2100`),
    check("declarations_hours_check", sql`${t.hours} > 0 and ${t.hours} * 2 = trunc(${t.hours} * 2)`),
    check("declarations_period_check", sql`${t.endDate} >= ${t.startDate}`),
    check(
      "declarations_submitted_check",
      sql`${t.state} = 'draft' or (${t.hours} is not null and ${t.startDate} is not null and ${t.endDate} is not null and ${t.fingerprint} is not null and ${t.submittedAt} is not null)`,
    ),
  ],
);

/** 佐证材料 of a declaration: which file proves what. */
export const declarationEvidence = pgTable(
  "declaration_evidence",
  {
    declarationId: uuid("declaration_id")
      .notNull()
      .references(() => declarations.id, { onDelete: "cascade" }),
    attachmentId: uuid("attachment_id")
      .notNull()
      .references(() => attachments.id),
    /** Key of the form's evidence list, e.g. `transcript`. */
    evidence: text("evidence").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.declarationId, t.attachmentId] }),
    index("declaration_evidence_attachment_idx").on(t.attachmentId),
  ],
);

/** Hours that count: one row for each declaration that got its last yes. */
export const creditRecords = pgTable(
  "credit_records",
  {
    id: uuid("id").primaryKey().default(sql`uuidv7()`),
    declarationId: uuid("declaration_id")
      .notNull()
      .references(() => declarations.id),
    personId: uuid("person_id")
      .notNull()
      .references(() => persons.id),
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id),
    year: integer("year").notNull(),
    category: text("category").$type<HourCategory>().notNull(),
    form: text("form").$type<LearningForm>().notNull(),
    title: text("title").notNull(),
    startDate: date("start_date", { mode: "string" }).notNull(),
    endDate: date("end_date", { mode: "string" }).notNull(),
    hours: hours("hours").notNull(),
    creditedAt: moment("credited_at").notNull(),
  },
  (t) => [
    unique("credit_records_declaration_key").on(t.declarationId),
    index("credit_records_person_idx").on(t.personId, t.year),
    check("credit_records_category_check", oneOf("category", hourCategories)),
    check("credit_records_hours_check", sql`${t.hours} > 0 and ${t.hours} * 2 = trunc(${t.hours} * 2)`),
    check("credit_records_period_check", sql`${t.endDate} >= ${t.startDate}`),
  ],
);

/** 学时折算标准: rows that the 人社局 keeps. The seed's are examples (示例). */
export const conversionRules = pgTable(
  "conversion_rules",
  {
    id: id(),
    form: text("form").$type<LearningForm>().notNull(),
    /** Level within the form (学历层次, 培训级别, 刊物级别); null: every level. */
    level: text("level"),
    /** What is counted: see the form's `units`. */
    unit: text("unit").notNull(),
    hoursPerUnit: hours("hours_per_unit").notNull(),
    capPerItem: hours("cap_per_item"),
    capPerYear: hours("cap_per_year"),
    validFrom: integer("valid_from").notNull(),
    validTo: integer("valid_to"),
    /** Where the figures are from; 示例 where no rule of the place is known. */
    source: text("source").notNull(),
  },
  (t) => [
    unique("conversion_rules_key").on(t.form, t.unit, t.level, t.validFrom).nullsNotDistinct(),
    check("conversion_rules_form_check", oneOf("form", learningForms)),
    check("conversion_rules_hours_check", sql`${t.hoursPerUnit} > 0`),
    check("conversion_rules_valid_check", sql`${t.validTo} >= ${t.validFrom}`),
  ],
);

/** 年度学时标准, hours a calendar year. */
export const annualStandards = pgTable(
  "annual_standards",
  {
    year: integer("year").primaryKey(),
    total: hours("total").notNull(),
    publicHours: hours("public_hours").notNull(),
    professionalHours: hours("professional_hours").notNull(),
  },
  (t) => [
    check(
      "annual_standards_check",
      sql`${t.publicHours} >= 0 and ${t.professionalHours} >= 0 and ${t.total} >= ${t.publicHours} + ${t.professionalHours}`,
    ),
  ],
);
