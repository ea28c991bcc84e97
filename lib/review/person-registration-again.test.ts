import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Executor } from "@/db/client";
import { attachments, throttles } from "@/db/schema";
import type { Ctx } from "@/lib/context";
import { findResumable } from "@/lib/registration/person/queries";
import type { PersonRegistrationInput } from "@/lib/registration/person/schema";
import { roundsOf } from "@/lib/workflow/queries";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { administrator, ctxFor, nextIdNumber, organizationTree } from "@/tests/fixtures";
import {
  address,
  decidePersons,
  refusalOf,
  registrationFile,
  registrationOf,
  submitPerson,
} from "@/tests/person-registration";
import { personRegistrationKind } from "./person-registration";
import { listInbox } from "./queries";
import { withdrawRegistration } from "./registration-progress";

let database: TestDatabase;
let db: Executor;
let tree: Awaited<ReturnType<typeof organizationTree>>;
let unit: Ctx;

beforeAll(async () => {
  database = await testDatabase();
  db = database.db;
  tree = await organizationTree(db);
  unit = await ctxFor(db, await administrator(db, tree.unit));
});
afterAll(() => database.close());
beforeEach(() => database.owner.delete(throttles));

const submit = (values: Partial<PersonRegistrationInput> = {}, ticket: string | null = null) =>
  submitPerson(db, tree.unit, values, ticket);

describe("correcting", () => {
  test("what was rejected comes back into the form and is submitted as another round, the password kept", async () => {
    const idNumber = nextIdNumber();
    const { id } = await submit({ idNumber });
    expect(await findResumable(db, id)).toBeNull();
    await decidePersons(unit, [id], "reject", "毕业院校与证书不符");
    const before = await registrationOf(db, id);
    expect(before?.state).toBe("rejected");
    const values = await findResumable(db, id);
    expect(values).toMatchObject({
      idNumber,
      school: "曲阜师范大学",
      email: "",
      organization: { id: tree.unit.id },
    });
    const again = await submit(
      { ...values, school: "山东师范大学", resume: true, password: "", confirmation: "" },
      id,
    );
    expect(again.id).toBe(id);
    const after = await registrationOf(db, id);
    expect(after).toMatchObject({ state: "pending", passwordHash: before?.passwordHash });
    const rounds = await roundsOf(db, personRegistrationKind, id);
    expect(rounds.map((round) => `${round.round} ${round.state}`)).toEqual(["2 pending", "1 rejected"]);
    expect(rounds[0]?.proposal).toMatchObject({ profile: { school: "山东师范大学" } });
    expect(rounds[1]?.proposal).toMatchObject({ profile: { school: "曲阜师范大学" } });
    // Once more from another tab: it is under review already.
    expect((await refusalOf(submit({ ...values, resume: true }, id)))?.code).toBe("conflict");
  });

  test.each(["rejected", "withdrawn"] as const)(
    "a fresh form in a browser that holds a %s one begins another, and writes nothing over it",
    async (state) => {
      const idNumber = nextIdNumber();
      const { id } = await submit({ idNumber, name: "孙七" });
      if (state === "rejected") await decidePersons(unit, [id], "reject");
      else await withdrawRegistration({ db, address }, { id, kind: "person" });
      const before = await registrationOf(db, id);
      expect(before?.state).toBe(state);
      const another = await submit({ name: "周八" }, id);
      expect(another.id).not.toBe(id);
      expect(await registrationOf(db, id)).toEqual(before);
      expect(await registrationOf(db, another.id)).toMatchObject({ state: "pending", name: "周八" });
      // To correct it is another matter.
      expect(await submit({ idNumber, name: "孙琪", resume: true }, id)).toEqual({ id });
      expect(await registrationOf(db, id)).toMatchObject({ state: "pending", name: "孙琪" });
    },
  );

  test("without the ticket nobody's registration is corrected", async () => {
    const { id } = await submit();
    await decidePersons(unit, [id], "reject", "不是本单位人员");
    expect((await refusalOf(submit({ resume: true }, null)))?.code).toBe("conflict");
    expect((await registrationOf(db, id))?.state).toBe("rejected");
  });

  test("what a review cites stays with what it decided about; the rest may come along to another one", async () => {
    const { id } = await submit();
    const [cited, loose] = [await registrationFile(db, id), await registrationFile(db, id)];
    await withdrawRegistration({ db, address }, { id, kind: "person" });
    const evidence = { title: [cited], education: [] };
    await submit({ evidence, resume: true }, id);
    await decidePersons(unit, [id], "reject");
    expect((await refusalOf(submit({ evidence }, id)))?.code).toBe("missing");
    const ownerOf = async (file: { id: string }) =>
      (await db.select().from(attachments).where(eq(attachments.id, file.id)))[0]?.registrationId;
    expect(await ownerOf(cited)).toBe(id);
    const other = await submit({ evidence: { title: [loose], education: [] } }, id);
    expect([await ownerOf(cited), await ownerOf(loose)]).toEqual([id, other.id]);
    // In its own registration it is cited again.
    expect(await submit({ evidence, resume: true }, id)).toEqual({ id });
    expect(await ownerOf(cited)).toBe(id);
  });

  test("the former unit's inbox shows what it decided about, not what another unit is asked since", async () => {
    const idNumber = nextIdNumber();
    const { id } = await submit({ idNumber, name: "吴九", phone: "13805370001" });
    await decidePersons(unit, [id], "reject");
    const organization = { id: tree.foreignUnit.id, name: tree.foreignUnit.name };
    const changed = { name: "吴玖", phone: "13905370009", titleSeries: "无", organization };
    await submit({ ...changed, idNumber, resume: true }, id);
    const rowsOf = async (ctx: Ctx, tab: "open" | "decided") => {
      const list = { tab, filters: {}, order: undefined, limit: 50, offset: 0 } as const;
      const { rows } = await listInbox(ctx, personRegistrationKind, list);
      return rows.filter(({ subjectId }) => subjectId === id).map(({ subject }) => subject);
    };
    expect(await rowsOf(unit, "decided")).toMatchObject([
      { id, name: "吴九", phone: "13805370001", title: "一级教师" },
    ]);
    const foreign = await ctxFor(db, await administrator(db, tree.foreignUnit));
    expect(await rowsOf(foreign, "open")).toMatchObject([
      { id, name: "吴玖", phone: "13905370009", title: "无" },
    ]);
  });
});
