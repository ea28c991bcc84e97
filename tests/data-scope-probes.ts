import { resetPassword } from "@/lib/account/commands";
import { uploadAttachment } from "@/lib/attachment/commands";
import { findAttachment } from "@/lib/attachment/queries";
import { downloadCertificate, issueCertificate } from "@/lib/certificate/commands";
import { creditedYears, findCertificate, listCertificates } from "@/lib/certificate/queries";
import type { Ctx } from "@/lib/context";
import { currentYear, today } from "@/lib/date";
import { AppError } from "@/lib/errors";
import { deleteDraft, saveDraft } from "@/lib/hours/commands";
import { findDeclarablePerson, listDeclarablePersons, listDeclarations } from "@/lib/hours/queries";
import { declarationSchema, draftSchema } from "@/lib/hours/schema";
import { closeAccount } from "@/lib/person/account/commands";
import { revealIdNumber } from "@/lib/person/commands";
import { findPerson, requirePerson, searchPersons } from "@/lib/person/queries";
import { setPersonState } from "@/lib/person/state/commands";
import { remindDeclaration, submitDeclaration, withdrawDeclaration } from "@/lib/review/declaration";
import { personChangeKind } from "@/lib/review/person-change";
import { personRegistrationKind } from "@/lib/review/person-registration";
import { findDeclarationMatter, findMatter, listInbox, listLatestDecisions } from "@/lib/review/queries";
import type { InboxTab } from "@/lib/workflow/schema";
import { type Place, type Somebody, unitsOwn } from "./data-scope";
import { trainingInput } from "./fixtures";
import { inboxKinds } from "./matters";

/* What an administrator of a unit can ask about somebody: whether they get it. */

export type Probe = (ctx: Ctx, one: Somebody) => Promise<boolean>;

/** Whether it is done; any refusal but that of an unknown id would tell that there is something. */
export const done = (work: Promise<unknown>): Promise<boolean> =>
  work.then(
    () => true,
    (error: unknown) => {
      if (error instanceof AppError && error.code === "missing") return false;
      throw error;
    },
  );

export const whole = { limit: 50, offset: 0 } as const;
export const kinds = {
  waiting: inboxKinds.declaration,
  change: inboxKinds["person-change"],
  registration: inboxKinds["person-registration"],
};
export type KindName = keyof typeof kinds;
/** The matter of a kind that waits for the unit. */
export const matterOf = (one: Somebody, name: KindName) =>
  name === "waiting" ? { subjectId: one.waiting.declarationId, reviewId: one.waiting.reviewId } : one[name];
export const subjects = async (ctx: Ctx, name: KindName, tab: InboxTab) =>
  (await listInbox(ctx, kinds[name], { ...whole, tab, filters: {}, order: undefined })).rows.map(
    ({ subjectId }) => subjectId,
  );
export const opens =
  (file: keyof Somebody["files"]): Probe =>
  async ({ db, viewer, scope }, { files }) =>
    (await findAttachment(db, viewer, scope, files[file].id)) !== null;
const openMatter =
  (which: "approved" | "decided" | "waiting" | "byUnit"): Probe =>
  async (ctx, one) =>
    (await findDeclarationMatter(ctx, one[which].declarationId)) !== null;

/** What there is to see; the second: whom the unlimited see, everybody if it is left out. */
export const reads: Record<string, [Probe, (readonly Place[])?]> = {
  人员列表: [
    async ({ db, scope }, { person }) =>
      (await searchPersons(db, scope, { ...whole, filters: {} })).rows.some(({ id }) => id === person.id),
  ],
  人员查询: [
    async ({ db, scope }, { person: { idNumber } }) =>
      (await searchPersons(db, scope, { ...whole, filters: { q: idNumber } })).total > 0,
  ],
  "persons of their department": [
    async ({ db, scope }, { person: { id, departmentId } }) => {
      const filters = { department: departmentId ?? ("unassigned" as const) };
      return (await searchPersons(db, scope, { ...whole, filters })).rows.some((row) => row.id === id);
    },
  ],
  findPerson: [async ({ db, scope }, { person }) => (await findPerson(db, scope, person.id)) !== null],
  requirePerson: [({ db, scope }, { person }) => done(requirePerson(db, scope, person.id))],
  "requirePerson, own": [
    ({ db, scope }, { person }) => done(requirePerson(db, scope, person.id, { own: true })),
    unitsOwn,
  ],
  申报进度: [
    async ({ db, scope }, { approved }) =>
      (await listDeclarations(db, scope, { ...whole, filters: {} })).rows.some(
        ({ id }) => id === approved.declarationId,
      ),
  ],
  "drafts in 申报进度": [
    async ({ db, scope }, { draft }) =>
      (await listDeclarations(db, scope, { ...whole, filters: { state: "draft" } })).rows.some(
        ({ id }) => id === draft.id,
      ),
    unitsOwn,
  ],
  "an approved declaration": [openMatter("approved")],
  "a declaration that the unit passed on": [openMatter("decided")],
  "a declaration that waits at the unit": [openMatter("waiting")],
  "a declaration by their unit": [openMatter("byUnit")],
  "a draft": [async (ctx, { draft }) => (await findDeclarationMatter(ctx, draft.id)) !== null, unitsOwn],
  代报人员: [
    async ({ db, scope }, { person }) =>
      (await listDeclarablePersons(db, scope, { ...whole, filters: {} })).rows.some(
        ({ id }) => id === person.id,
      ),
    unitsOwn,
  ],
  "one to declare for": [
    async ({ db, scope }, { person }) => (await findDeclarablePerson(db, scope, person.id)) !== null,
    unitsOwn,
  ],
  "待审核 declarations": [
    async (ctx, one) => (await subjects(ctx, "waiting", "open")).includes(one.waiting.declarationId),
  ],
  "已审核 declarations": [
    async (ctx, one) => (await subjects(ctx, "waiting", "decided")).includes(one.decided.declarationId),
  ],
  最近审核: [
    async (ctx, { decided }) =>
      (await listLatestDecisions(ctx, kinds.waiting, 50)).some(
        ({ subjectId }) => subjectId === decided.declarationId,
      ),
  ],
  "待审核 changes": [
    async (ctx, { change }) => (await subjects(ctx, "change", "open")).includes(change.subjectId),
  ],
  "待审核 registrations": [
    async (ctx, { registration }) =>
      (await subjects(ctx, "registration", "open")).includes(registration.subjectId),
  ],
  "a change": [
    async (ctx, { change }) => (await findMatter(ctx, personChangeKind, change.subjectId)) !== null,
  ],
  "a registration": [
    async (ctx, { registration }) =>
      (await findMatter(ctx, personRegistrationKind, registration.subjectId)) !== null,
  ],
  creditedYears: [
    async ({ db, scope }, { person }) => (await creditedYears(db, scope, person.id)).length > 0,
  ],
  listCertificates: [
    async ({ db, scope }, { person }) => (await listCertificates(db, scope, person.id)).length > 0,
  ],
  findCertificate: [
    async ({ db, scope }, { certificate }) => (await findCertificate(db, scope, certificate.id)) !== null,
  ],
  "a file of theirs": [opens("evidence")],
  "a file that a change cites": [opens("cited")],
  "their photo": [opens("photo")],
  "a file that a registration cites": [opens("registered")],
  "a registration's photo": [opens("registeredPhoto")],
};

/** What there is to do, in an order in which all of it can be done; the second as above. */
export const acts: Record<string, [(ctx: Ctx, one: Somebody) => Promise<unknown>, (readonly Place[])?]> = {
  查看完整证件号: [(ctx, { person }) => revealIdNumber(ctx, { personId: person.id })],
  生成学时证明: [
    (ctx, { person }) =>
      issueCertificate(ctx, { personId: person.id, fromYear: currentYear() - 1, toYear: currentYear() }),
  ],
  下载学时证明: [
    async (ctx, { certificate }) =>
      // The year of the records was changed: whoever may see it is told that it is no longer good.
      downloadCertificate(ctx, certificate.id).catch((error: unknown) => {
        if (!(error instanceof AppError && error.code === "blocked")) throw error;
      }),
  ],
  "保存 a new draft": [(ctx, { input }) => saveDraft(ctx, draftSchema.parse(input)), unitsOwn],
  "保存 a draft": [
    (ctx, { input, draft }) => saveDraft(ctx, draftSchema.parse({ ...input, id: draft.id })),
    unitsOwn,
  ],
  "提交 a new declaration": [
    (ctx, { input, person }) => {
      const [notice, certificate] = [input.evidence.notice?.[0], input.evidence.certificate?.[0]];
      const files = [{ id: notice?.id ?? "" }, { id: certificate?.id ?? "" }] as const;
      return submitDeclaration(ctx, declarationSchema.parse(trainingInput(person.id, files)));
    },
    unitsOwn,
  ],
  催办: [(ctx, { byUnit }) => remindDeclaration(ctx, { id: byUnit.declarationId }), unitsOwn],
  撤回: [(ctx, { byUnit }) => withdrawDeclaration(ctx, { id: byUnit.declarationId }), unitsOwn],
  删除草稿: [(ctx, { draft }) => deleteDraft(ctx, draft), unitsOwn],
  上传材料: [
    (ctx, { person }) =>
      uploadAttachment(ctx, {
        ...{ personId: person.id, fileName: "证书.pdf", declaredSize: null },
        body: new Blob(["%PDF-1.4\n%%EOF\n"]).stream(),
      }),
    unitsOwn,
  ],
  重置密码: [(ctx, { person }) => resetPassword(ctx, { personId: person.id }), unitsOwn],
  变更状态: [
    (ctx, { person }) =>
      setPersonState(ctx, { ids: [person.id], state: "left", effectiveOn: today(), reason: "离职" }),
    unitsOwn,
  ],
  注销账户: [(ctx, { person }) => closeAccount(ctx, { personId: person.id, reason: "离职" }), unitsOwn],
};
