import { eq, sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { attachments, creditRecords, persons } from "@/db/schema";
import { issueCertificate } from "@/lib/certificate/commands";
import type { Ctx } from "@/lib/context";
import { currentYear } from "@/lib/date";
import { saveDraft } from "@/lib/hours/commands";
import { draftSchema } from "@/lib/hours/schema";
import { createDraft } from "@/lib/registration/commands";
import { submitPersonChange } from "@/lib/review/person-change";
import type { Organization } from "@/scripts/seed/rows";
import {
  administrator,
  ctxFor,
  evidenceRow,
  nextIdNumber,
  organizationTree,
  pendingDeclaration,
  trainingInput,
} from "./fixtures";
import { newTitle, pendingChange, somebody } from "./person-change";
import { addDepartment, address, pendingReview, submitPerson } from "./person-registration";
import { decide } from "./review";

/*
 * Somebody in every place that a limit to departments tells apart, each with everything that an administrator of the
 * unit can come upon.
 */

/** Of the unit: in the department of the limit, in one below it, in another, in none; and of a unit below. */
export const places = ["inside", "lower", "other", "none", "below"] as const;
export type Place = (typeof places)[number];
/** Whom the limit leaves. */
export const theirs: readonly Place[] = ["inside", "lower"];
/** The unit's own, with whom its administrators do what superiors can't. */
export const unitsOwn: readonly Place[] = ["inside", "lower", "other", "none"];

/** `db` with the application's rights, `owner` with all. */
export async function dataScopeWorld({ db, owner }: { db: Executor; owner: Executor }) {
  const tree = await organizationTree(owner);
  const teaching = await addDepartment(db, tree.unit.id, "教务处");
  const lessons = await addDepartment(db, tree.unit.id, "教学科", teaching.id);
  const office = await addDepartment(db, tree.unit.id, "办公室");
  const campus = await addDepartment(db, tree.subUnit.id, "教务处");
  const departments: Record<Place, string | null> = {
    ...{ inside: teaching.id, lower: lessons.id, other: office.id, none: null, below: campus.id },
  };
  const acting = async (at: Organization, options: Parameters<typeof administrator>[2] = {}) =>
    ctxFor(db, await administrator(db, at, options));
  const unit = await acting(tree.unit);
  const [authority, bureau] = [await acting(tree.authority), await acting(tree.bureau)];
  // Decides about declarations alone: the other matters of its people come up to the unit.
  const subUnit = await acting(tree.subUnit, { permissions: ["hours.review", "hours.declare"] });
  const holder = await administrator(db, tree.unit, { departments: [teaching.id] });
  const made = { db, tree, departments, unit, authority, bureau, subUnit };
  const people = {} as Record<Place, Somebody>;
  for (const place of places) people[place] = await inPlace(made, place);
  await owner.execute(
    sql`update review_steps set opened_at = opened_at - interval '4 days' where state = 'open'`,
  );
  await owner.update(creditRecords).set({ year: currentYear() });
  return { ...made, people, limited: await ctxFor(db, holder), holder };
}
export type DataScopeWorld = Awaited<ReturnType<typeof dataScopeWorld>>;

type Made = {
  db: Executor;
  tree: Awaited<ReturnType<typeof organizationTree>>;
  departments: Record<Place, string | null>;
} & Record<"unit" | "authority" | "bureau" | "subUnit", Ctx>;
export type Somebody = Awaited<ReturnType<typeof inPlace>>;

async function inPlace({ db, tree, departments, ...reviewers }: Made, place: Place) {
  const home = place === "below" ? tree.subUnit : tree.unit;
  const clerk = place === "below" ? reviewers.subUnit : reviewers.unit;
  const superiors = [reviewers.authority, reviewers.bureau];
  const departmentId = departments[place];
  // Of the unit below, as administrators of it who could decide about nobody else: the unit decides about them.
  const administers = async (idNumber: string) =>
    place === "below" && (await administrator(db, home, { idNumber, permissions: [] }));

  const { own, person, account } = await somebody(db, home, { departmentId });
  await administers(person.idNumber);
  const file = (mediaType = "application/pdf") => fileOf(db, { personId: person.id }, mediaType, account.id);

  async function declared(by: Ctx, passedBy: readonly Ctx[]) {
    const pending = await pendingDeclaration(db, by, { personId: person.id });
    for (const reviewer of passedBy) await decide(reviewer, { ids: [pending.reviewId] });
    return pending;
  }
  const toUnit = place === "below" ? [reviewers.subUnit] : [];
  const approved = await declared(own, [...toUnit, reviewers.unit, ...superiors]);
  const decided = await declared(own, [...toUnit, reviewers.unit]);
  const waiting = await declared(own, toUnit);
  const byUnit = await declared(clerk, []);
  const input = trainingInput(person.id, [
    await evidenceRow(db, person, account),
    await evidenceRow(db, person, account),
  ]);
  const draft = await saveDraft(clerk, draftSchema.parse(input));

  const year = currentYear() - 1;
  const certificate = await issueCertificate(own, { personId: person.id, fromYear: year, toYear: year });
  const photo = await file("image/png");
  await db.update(persons).set({ photoId: photo.id }).where(eq(persons.id, person.id));
  const title = await newTitle(own);
  await submitPersonChange(own, title);

  const idNumber = nextIdNumber();
  await administers(idNumber);
  const ticket = await createDraft({ db, address }, "person");
  const registered = {
    title: await fileOf(db, { registrationId: ticket }),
    photo: await fileOf(db, { registrationId: ticket }, "image/png"),
  };
  const registration = await submitPerson(
    db,
    home,
    {
      ...{ idNumber, departmentId: departmentId ?? "" },
      evidence: { title: [registered.title], education: [], photo: [registered.photo] },
    },
    ticket,
  );
  return {
    ...{ person, own, approved, decided, waiting, byUnit, draft, certificate, input },
    change: { subjectId: person.id, reviewId: (await pendingChange(db, person.id)).id },
    registration: {
      ...{ subjectId: registration.id, reviewId: await pendingReview(db, registration.id), idNumber },
    },
    files: {
      evidence: await file(),
      cited: { id: title.evidence.title?.[0]?.id ?? "" },
      photo,
      registered: registered.title,
      registeredPhoto: registered.photo,
    },
  };
}

async function fileOf(
  db: Executor,
  owner: { personId: string } | { registrationId: string },
  mediaType = "application/pdf",
  uploadedBy?: string,
) {
  const file = { fileName: "证书", mediaType, size: 1024 };
  const [row] = await db
    .insert(attachments)
    .values({ ...file, ...owner, uploadedBy, sha256: "0".repeat(64) })
    .returning({ id: attachments.id });
  return { id: row?.id ?? "", ...file };
}
