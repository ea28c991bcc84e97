import { sql } from "drizzle-orm";
import {
  check,
  date,
  foreignKey,
  index,
  type PgTableExtraConfigValue,
  pgTable,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { createdAt, id, oneOf } from "../columns";
import { type IdType, idTypes, type PersonState, personStates, type Sex, sexes } from "../enums";
import { attachments } from "./attachment";
import { departments, organizations } from "./organization";

/** 专业技术人员. `idNumber` is the identity and never changes. */
export const persons = pgTable(
  "persons",
  {
    id: id(),
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id),
    departmentId: uuid("department_id"),
    name: text("name").notNull(),
    idType: text("id_type").$type<IdType>().notNull().default("resident"),
    idNumber: text("id_number").notNull(),
    sex: text("sex").$type<Sex>().notNull(),
    birthDate: date("birth_date", { mode: "string" }).notNull(),
    phone: text("phone"),
    email: text("email"),
    state: text("state").$type<PersonState>().notNull().default("employed"),
    position: text("position"),
    titleSeries: text("title_series"),
    titleLevel: text("title_level"),
    title: text("title"),
    titleObtainedOn: date("title_obtained_on", { mode: "string" }),
    titleAppointedOn: date("title_appointed_on", { mode: "string" }),
    titleCertificateNumber: text("title_certificate_number"),
    education: text("education"),
    degree: text("degree"),
    school: text("school"),
    major: text("major"),
    graduatedOn: date("graduated_on", { mode: "string" }),
    ethnicity: text("ethnicity"),
    politicalStatus: text("political_status"),
    workStartedOn: date("work_started_on", { mode: "string" }),
    /** 从事专业. */
    specialty: text("specialty"),
    /** 照片: a file of this very person. A file that is somebody's photo can't be deleted. */
    photoId: uuid("photo_id"),
    createdAt: createdAt(),
  },
  // Said, not inferred: attachments refer to persons too.
  (t): PgTableExtraConfigValue[] => [
    unique("persons_id_number_key").on(t.idNumber),
    foreignKey({
      name: "persons_photo_fk",
      columns: [t.photoId, t.id],
      foreignColumns: [attachments.id, attachments.personId],
    }),
    index("persons_organization_name_idx").on(t.organizationId, t.name, t.id),
    index("persons_department_idx").on(t.departmentId),
    index("persons_name_trgm_idx").using("gin", t.name.op("gin_trgm_ops")),
    // A department of the person's own unit.
    foreignKey({
      name: "persons_department_fk",
      columns: [t.organizationId, t.departmentId],
      foreignColumns: [departments.organizationId, departments.id],
    }),
    check("persons_state_check", oneOf("state", personStates)),
    check("persons_sex_check", oneOf("sex", sexes)),
    check("persons_id_type_check", oneOf("id_type", idTypes)),
    check("persons_id_number_check", sql`${t.idNumber} ~ '^[0-9A-Z]{5,20}$'`),
  ],
);

/** 人员状态变更, the whole history: set by the unit, undone by another row. The present state is the person's own column. */
export const personStateChanges = pgTable(
  "person_state_changes",
  {
    id: id(),
    personId: uuid("person_id")
      .notNull()
      .references(() => persons.id),
    /** Whose administrator set it; the person may have moved since. */
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id),
    fromState: text("from_state").$type<PersonState>().notNull(),
    toState: text("to_state").$type<PersonState>().notNull(),
    /** From when on, as the unit says; what was said of later days before counts no more. */
    effectiveOn: date("effective_on", { mode: "string" }).notNull(),
    reason: text("reason").notNull(),
    actorName: text("actor_name").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    index("person_state_changes_person_idx").on(t.personId, t.createdAt, t.id),
    check("person_state_changes_from_check", oneOf("from_state", personStates)),
    check("person_state_changes_to_check", oneOf("to_state", personStates)),
  ],
);
