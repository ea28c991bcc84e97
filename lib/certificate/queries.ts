import "server-only";
import { and, between, count, desc, eq } from "drizzle-orm";
import type { Executor } from "@/db/client";
import type { HourCategory, LearningForm, Sex } from "@/db/enums";
import { annualStandards, auditLog, certificates, creditRecords, organizations, persons } from "@/db/schema";
import { below, personColumns, type Scope } from "@/lib/access/scope";
import { formatDate } from "@/lib/date";
import { learningFormSpecs } from "@/lib/hours/forms";
import { maskIdNumber } from "@/lib/id-number";
import { exemptYears } from "@/lib/person/state/queries";
import { site } from "@/lib/site";
import { digestOf } from "./digest";
import { certificateNumber, headingOf, inPrintOrder, maskName, summarize } from "./rules";
import {
  type CertificateContent,
  type CertificateItem,
  type CertificateState,
  contentSchema,
  type HoursSum,
  type Verification,
} from "./schema";

/** All that certificates of a person and a period are made of, as it is now. */
type Standing = {
  person: { name: string; idNumber: string; sex: Sex; title: string | null; titleLevel: string | null };
  unit: string;
  records: {
    year: number;
    category: HourCategory;
    form: LearningForm;
    title: string;
    start: string;
    end: string;
    hours: number;
    creditedOn: string;
  }[];
  standards: Map<number, HoursSum>;
  /** Years whose standard asks the person for nothing: told, but no part of what makes a certificate 已失效. */
  exempt: ReadonlySet<number>;
};

type Period = { fromYear: number; toYear: number };

const within = (period: Period) => (row: { year: number }) =>
  row.year >= period.fromYear && row.year <= period.toYear;

/** Null: no such person. The caller has checked that the person is the viewer's to see. */
async function readStanding(executor: Executor, personId: string, period: Period): Promise<Standing | null> {
  const [person] = await executor
    .select({
      name: persons.name,
      idNumber: persons.idNumber,
      sex: persons.sex,
      title: persons.title,
      titleLevel: persons.titleLevel,
      unit: organizations.name,
    })
    .from(persons)
    .innerJoin(organizations, eq(organizations.id, persons.organizationId))
    .where(eq(persons.id, personId));
  if (!person) return null;
  const { fromYear, toYear } = period;
  const records = await executor
    .select({
      year: creditRecords.year,
      category: creditRecords.category,
      form: creditRecords.form,
      title: creditRecords.title,
      start: creditRecords.startDate,
      end: creditRecords.endDate,
      hours: creditRecords.hours,
      creditedAt: creditRecords.creditedAt,
    })
    .from(creditRecords)
    .where(and(eq(creditRecords.personId, personId), between(creditRecords.year, fromYear, toYear)));
  const standards = await executor
    .select({
      year: annualStandards.year,
      public: annualStandards.publicHours,
      professional: annualStandards.professionalHours,
      total: annualStandards.total,
    })
    .from(annualStandards)
    .where(between(annualStandards.year, fromYear, toYear));
  const { unit, ...identity } = person;
  return {
    person: identity,
    unit,
    records: inPrintOrder(
      records.map(({ creditedAt, ...record }) => ({ ...record, creditedOn: formatDate(creditedAt) })),
    ),
    standards: new Map(standards.map(({ year, ...standard }) => [year, standard])),
    exempt: await exemptYears(executor, personId, period),
  };
}

/**
 * What makes a certificate 已失效 when it changes: the credited records of the period, the standards and who
 * the person is. A new unit or title does not.
 */
const recordsDigest = ({ person, records, standards }: Standing, period: Period): string =>
  digestOf({
    name: person.name,
    idNumber: person.idNumber,
    ...period,
    records: records.filter(within(period)),
    standards: [...standards]
      .map(([year, standard]) => ({ year, ...standard }))
      .filter(within(period))
      .sort((a, b) => a.year - b.year),
  });

/**
 * What a certificate of the person and the years states now, with its digests; null: no such person.
 * The caller has checked that the person is in the viewer's scope.
 */
export async function certificateContent(
  executor: Executor,
  personId: string,
  fromYear: number,
  toYear: number,
): Promise<{ content: CertificateContent; recordsDigest: string; contentDigest: string } | null> {
  const period = { fromYear, toYear };
  const standing = await readStanding(executor, personId, period);
  if (!standing) return null;
  const { person, unit, records, standards, exempt } = standing;
  const content: CertificateContent = {
    heading: headingOf(site.name),
    person: {
      name: oneLine(person.name),
      sex: person.sex,
      maskedIdNumber: maskIdNumber(person.idNumber),
      unit: oneLine(unit),
      title: oneLine([person.title, person.titleLevel && `（${person.titleLevel}）`].join("")) || "—",
    },
    ...period,
    records: records.map((record) => ({
      ...record,
      title: oneLine(record.title),
      form: learningFormSpecs[record.form].label,
    })),
    ...summarize(records, standards, period, exempt),
  };
  const digest = recordsDigest(standing, period);
  return { content, recordsDigest: digest, contentDigest: digestOf({ content, recordsDigest: digest }) };
}

/** Line breaks and tabs that were pasted along are no part of what is printed. */
const oneLine = (text: string) => text.replace(/\s+/gu, " ").trim();

/** The certificate of a stored code (see `normalizeCode`), or null. Needs no scope: the code is the key. */
export async function findByCode(executor: Executor, code: string): Promise<Verification | null> {
  const [row] = await executor.select().from(certificates).where(eq(certificates.verificationCode, code));
  if (!row) return null;
  const standing = await readStanding(executor, row.personId, row);
  const [verified] = await executor
    .select({ times: count() })
    .from(auditLog)
    .where(
      and(
        eq(auditLog.subjectKind, "certificate"),
        eq(auditLog.subjectId, row.id),
        eq(auditLog.action, "certificate.verify"),
      ),
    );
  const { person, heading, fromYear, toYear, years, totals } = contentSchema.parse(row.content);
  return {
    certificateId: row.id,
    number: certificateNumber(row.serial, row.issuedAt),
    issuedOn: formatDate(row.issuedAt),
    state: stateOf(row, standing),
    maskedName: maskName(person.name),
    maskedIdNumber: person.maskedIdNumber,
    content: { heading, unit: person.unit, fromYear, toYear, years, totals },
    verifiedTimes: verified?.times ?? 0,
  };
}

const stateOf = (
  { fromYear, toYear, ...row }: Period & { recordsDigest: string },
  standing: Standing | null,
): CertificateState =>
  standing && recordsDigest(standing, { fromYear, toYear }) === row.recordsDigest ? "valid" : "invalid";

/** The latest 50 certificates of a person in the scope, the newest first. */
export async function listCertificates(
  executor: Executor,
  scope: Scope,
  personId: string,
): Promise<CertificateItem[]> {
  const rows = await executor
    .select({
      id: certificates.id,
      serial: certificates.serial,
      fromYear: certificates.fromYear,
      toYear: certificates.toYear,
      recordsDigest: certificates.recordsDigest,
      issuedAt: certificates.issuedAt,
    })
    .from(certificates)
    .innerJoin(persons, eq(persons.id, certificates.personId))
    .innerJoin(organizations, eq(organizations.id, persons.organizationId))
    .where(and(eq(certificates.personId, personId), below(scope, personColumns)))
    .orderBy(desc(certificates.issuedAt), desc(certificates.id))
    .limit(50);
  if (rows.length === 0) return [];
  const standing = await readStanding(executor, personId, {
    fromYear: Math.min(...rows.map((row) => row.fromYear)),
    toYear: Math.max(...rows.map((row) => row.toYear)),
  });
  return rows.map((row) => ({
    id: row.id,
    number: certificateNumber(row.serial, row.issuedAt),
    fromYear: row.fromYear,
    toYear: row.toYear,
    issuedOn: formatDate(row.issuedAt),
    state: stateOf(row, standing),
  }));
}

/** The years for which a person in the scope has approved hours, the latest first. */
export async function creditedYears(executor: Executor, scope: Scope, personId: string): Promise<number[]> {
  const rows = await executor
    .selectDistinct({ year: creditRecords.year })
    .from(creditRecords)
    .innerJoin(persons, eq(persons.id, creditRecords.personId))
    .innerJoin(organizations, eq(organizations.id, persons.organizationId))
    .where(and(eq(creditRecords.personId, personId), below(scope, personColumns)))
    .orderBy(desc(creditRecords.year));
  return rows.map((row) => row.year);
}

/** A certificate in the scope, or null. */
export async function findCertificate(executor: Executor, scope: Scope, id: string) {
  const [row] = await executor
    .select({
      id: certificates.id,
      personId: certificates.personId,
      serial: certificates.serial,
      verificationCode: certificates.verificationCode,
      content: certificates.content,
      recordsDigest: certificates.recordsDigest,
      fromYear: certificates.fromYear,
      toYear: certificates.toYear,
      issuedAt: certificates.issuedAt,
    })
    .from(certificates)
    .innerJoin(persons, eq(persons.id, certificates.personId))
    .innerJoin(organizations, eq(organizations.id, persons.organizationId))
    .where(and(eq(certificates.id, id), below(scope, personColumns)));
  if (!row) return null;
  const standing = await readStanding(executor, row.personId, row);
  return {
    id: row.id,
    number: certificateNumber(row.serial, row.issuedAt),
    code: row.verificationCode,
    state: stateOf(row, standing),
    content: contentSchema.parse(row.content),
  };
}
