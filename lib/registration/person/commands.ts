import "server-only";
import { and, eq, inArray, notExists, or, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import {
  accounts,
  attachments,
  departments,
  organizations,
  persons,
  registrations,
  reviews,
} from "@/db/schema";
import { askedDepartment } from "@/lib/access/departments";
import { citedBy } from "@/lib/attachment/queries";
import { fileRefusals, isImage } from "@/lib/attachment/schema";
import { uuidArray } from "@/lib/audit";
import { isUniqueViolation } from "@/lib/database-error";
import { AppError, missing } from "@/lib/errors";
import { lockKey } from "@/lib/lock";
import { holdDepartments } from "@/lib/person/commands";
import { type ProfileField, profileLabels, settleIdentity, settleTitle } from "@/lib/person/profile";
import { invalidField, statesToFillIn } from "../commands";
import { type PersonRegistration, type PersonRegistrationValues, personFileKeys } from "./schema";

const idNumberInUse = () =>
  new AppError("conflict", "该证件号码不能用于注册，请按提示处理", {
    idNumber:
      "该证件号码已有账户或已提交注册。已有账户请直接登录，忘记密码、账户已注销或停用的请联系所在单位管理员重置或恢复；已提交注册请到「注册审核进度查询」查看",
  });

/**
 * Writes a registration and puts it to `pending`, in the transaction that also opens its review. `ticket` is the
 * registration that the visitor's browser holds. Refuses at the field: an ID number that has an account, a person or
 * another pending registration, a unit that is not active any more, a department of another unit, a photo that is no
 * image.
 */
export async function writePersonRegistration(
  tx: Tx,
  input: PersonRegistration,
  { passwordHash, ticket }: { passwordHash: string | null; ticket: string | null },
) {
  const { organization, evidence, resume, password, confirmation, captchaId, captchaAnswer, ...fields } =
    input;
  const unit = await lockUnit(tx, organization?.id ?? null);
  const department = await findDepartment(tx, unit.id, fields.departmentId);
  const before = await lockBefore(tx, { resume, ticket });
  await lockKey(tx, "id-number:professional", fields.idNumber);
  if (await isInUse(tx, fields.idNumber)) throw idNumberInUse();

  const values: PersonRegistrationValues = {
    ...settleTitle(settleIdentity(fields)),
    evidence: personFileKeys.flatMap((key) =>
      evidence[key].map((file) => ({ evidence: key, attachmentId: file.id })),
    ),
  };
  const columns = {
    state: "pending" as const,
    idNumber: fields.idNumber,
    name: fields.name,
    organizationId: unit.id,
    values,
    updatedAt: sql`now()`,
    submittedAt: sql`now()`,
    ...(passwordHash ? { passwordHash } : {}),
  };
  const returned = { id: registrations.id };
  const written = before
    ? tx.update(registrations).set(columns).where(eq(registrations.id, before.id)).returning(returned)
    : tx
        .insert(registrations)
        .values({ kind: "person", ...columns })
        .returning(returned);
  const [row] = await written.catch((error: unknown) => {
    if (isUniqueViolation(error, "registrations_id_number_key")) throw idNumberInUse();
    throw error;
  });
  const { id } = row as { id: string };
  const files = await takeFiles(tx, id, { ticket, ids: values.evidence.map((file) => file.attachmentId) });
  const photo = files.find((file) => evidence.photo.some((chosen) => chosen.id === file.id));
  if (photo && !isImage(photo)) throw invalidField("evidence.photo", fileRefusals.notImage);
  return { id, unit, department, values };
}

/** The unit, which nobody can disable before this transaction ends. */
async function lockUnit(tx: Tx, id: string | null) {
  const [unit] = id
    ? await tx
        .select({ id: organizations.id, name: organizations.name, path: organizations.path })
        .from(organizations)
        .where(
          and(
            eq(organizations.id, id),
            eq(organizations.kind, "employer"),
            eq(organizations.state, "active"),
          ),
        )
        .for("share")
    : [];
  if (!unit) throw invalidField("organization", "该单位不存在或已停用，请重新选择所在单位");
  return unit;
}

async function findDepartment(tx: Tx, organizationId: string, id: string | null): Promise<string | null> {
  if (!id) return null;
  const [department] = await tx
    .select({ name: departments.name })
    .from(departments)
    .where(and(eq(departments.id, id), eq(departments.organizationId, organizationId)));
  if (!department) throw invalidField("departmentId", "该内设部门不属于所选单位或已被删除，请重新选择");
  return department.name;
}

/**
 * The registration that is written again: the visitor's own that was rejected or withdrawn, or the draft that their
 * first upload made. Null: there is none yet. The ticket's is locked in any case: its files may move.
 */
async function lockBefore(tx: Tx, { resume, ticket }: { resume: boolean; ticket: string | null }) {
  const [row] = ticket
    ? await tx
        .select({
          id: registrations.id,
          state: registrations.state,
          passwordHash: registrations.passwordHash,
        })
        .from(registrations)
        .where(and(eq(registrations.id, ticket), eq(registrations.kind, "person")))
        .for("update")
    : [];
  if (row && statesToFillIn({ resume }).includes(row.state)) return row;
  if (resume) {
    throw new AppError("conflict", "该注册已重新提交或查询已过期，请到「注册审核进度查询」重新查询");
  }
  return null;
}

async function isInUse(tx: Tx, idNumber: string): Promise<boolean> {
  const [row] = await tx.execute<{ used: boolean }>(sql`
    select exists (select 1 from ${accounts} where portal = 'professional' and id_number = ${idNumber})
      or exists (select 1 from ${persons} where id_number = ${idNumber})
      or exists (
        select 1 from ${registrations}
        where kind = 'person' and id_number = ${idNumber} and state = 'pending') as used`);
  return row?.used === true;
}

/**
 * Refuses files that this browser has not sent. Those that it sent for another registration come along, unless a
 * review cites them: what was decided about stays with what it was decided for.
 */
async function takeFiles(
  tx: Tx,
  registrationId: string,
  { ticket, ids }: { ticket: string | null; ids: readonly string[] },
): Promise<{ id: string; mediaType: string }[]> {
  if (ids.length === 0) return [];
  const unique = [...new Set(ids)];
  const cited = tx.select({ one: sql`1` }).from(reviews).where(citedBy("registration"));
  const taken = await tx
    .update(attachments)
    .set({ registrationId })
    .where(
      and(
        inArray(attachments.id, unique),
        or(
          eq(attachments.registrationId, registrationId),
          ticket ? and(eq(attachments.registrationId, ticket), notExists(cited)) : undefined,
        ),
      ),
    )
    .returning({ id: attachments.id, mediaType: attachments.mediaType });
  if (taken.length !== unique.length) throw missing("上传的材料");
  return taken;
}

const stored = (field: ProfileField) => sql`registration.values ->> ${field}`;
const storedDate = (field: ProfileField) => sql`(${stored(field)})::date`;

/**
 * Makes the end of these registrations true. A yes makes a person and their account of each, in a number of
 * statements that does not grow with them; a department that the unit no longer has is left out. Throws `conflict`,
 * naming who, when an ID number has got a person or an account in the meantime.
 */
export async function endPersonRegistrations(
  tx: Tx,
  ids: readonly string[],
  state: "approved" | "rejected" | "withdrawn",
): Promise<void> {
  const set = uuidArray(ids);
  if (state === "approved") await makePersons(tx, ids);
  await tx.execute(sql`
    update ${registrations} set state = ${state}, updated_at = now(),
      password_hash = case when ${state} = 'approved' then null else password_hash end
    where id = any(${set})`);
}

/** A person with their photo and an account of each, in five statements. */
async function makePersons(tx: Tx, ids: readonly string[]): Promise<void> {
  const set = uuidArray(ids);
  await refuseTaken(tx, ids);
  const asked = sql`select ${askedDepartment(sql`registration`)} from ${registrations} registration
    where registration.id = any(${set})`;
  await holdDepartments(tx, asked);
  try {
    await tx.execute(sql`
      insert into ${persons} (id, organization_id, department_id, name, id_type, id_number, sex, birth_date, phone,
        email, position, title_series, title_level, title, title_obtained_on, title_appointed_on,
        title_certificate_number, education, degree, school, major, graduated_on, ethnicity, political_status,
        work_started_on, specialty)
      select uuidv7(), registration.organization_id, department.id, registration.name, ${stored("idType")},
        registration.id_number, ${stored("sex")}, ${storedDate("birthDate")}, ${stored("phone")}, ${stored("email")},
        ${stored("position")}, ${stored("titleSeries")}, ${stored("titleLevel")}, ${stored("title")},
        ${storedDate("titleObtainedOn")}, ${storedDate("titleAppointedOn")}, ${stored("titleCertificateNumber")},
        ${stored("education")}, ${stored("degree")}, ${stored("school")}, ${stored("major")},
        ${storedDate("graduatedOn")}, ${stored("ethnicity")}, ${stored("politicalStatus")},
        ${storedDate("workStartedOn")}, ${stored("specialty")}
      from ${registrations} registration
      left join ${departments} department on department.id = ${askedDepartment(sql`registration`)}
        and department.organization_id = registration.organization_id
      where registration.id = any(${set})`);
    await tx.execute(sql`
      insert into ${accounts} (id, portal, id_number, name, phone, email, person_id, password_hash)
      select uuidv7(), 'professional', person.id_number, person.name, person.phone, person.email, person.id,
        registration.password_hash
      from ${registrations} registration join ${persons} person on person.id_number = registration.id_number
      where registration.id = any(${set})`);
  } catch (error) {
    // Somebody entered the ID number between the question and the insert.
    if (!isUniqueViolation(error, "persons_id_number_key", "accounts_portal_id_number_key")) throw error;
    throw new AppError("conflict", "所选人员中有证件号码刚刚建立了账户，请刷新后重试");
  }
  await handPhotos(tx, ids);
}

/** The photo alone becomes the person's own file; the rest stays the registration's, as what it was decided by. */
async function handPhotos(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.execute(sql`
    with handed as (
      update ${attachments} file
      set person_id = account.person_id, registration_id = null, uploaded_by = account.id
      from ${registrations} registration
      join ${accounts} account on account.portal = 'professional' and account.id_number = registration.id_number
      cross join jsonb_array_elements(registration.values -> 'evidence') cited
      where registration.id = any(${uuidArray(ids)}) and cited ->> 'evidence' = 'photo'
        and file.id = (cited ->> 'attachmentId')::uuid and file.registration_id = registration.id
      returning file.id, file.person_id)
    update ${persons} person set photo_id = handed.id from handed where person.id = handed.person_id`);
}

async function refuseTaken(tx: Tx, ids: readonly string[]): Promise<void> {
  const taken = await tx.execute<{ name: string }>(sql`
    select registration.name from ${registrations} registration
    where registration.id = any(${uuidArray(ids)})
      and (exists (select 1 from ${persons} person where person.id_number = registration.id_number)
        or exists (select 1 from ${accounts} account
          where account.portal = 'professional' and account.id_number = registration.id_number))
    order by registration.submitted_at limit 3`);
  if (taken.length === 0) return;
  const names = taken.map(({ name }) => name).join("、");
  throw new AppError(
    "conflict",
    `${names}的${profileLabels.idNumber}在提交注册后已有账户，不能通过，请驳回并告知其直接登录；其余可重新选择后通过`,
  );
}
