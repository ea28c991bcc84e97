import { eq } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ReviewKind } from "@/db/enums";
import { persons, throttles } from "@/db/schema";
import { permissions } from "@/lib/access/permissions";
import type { Ctx } from "@/lib/context";
import { currentYear, today } from "@/lib/date";
import { assignDepartment } from "@/lib/department/commands";
import { listDepartments } from "@/lib/department/queries";
import { unitFigures } from "@/lib/home/queries";
import { setPersonState } from "@/lib/person/state/commands";
import { decideReviews } from "@/lib/workflow/commands";
import { type DataScopeWorld, dataScopeWorld, type Place, places, theirs } from "@/tests/data-scope";
import {
  acts,
  done,
  type KindName,
  kinds,
  matterOf,
  opens,
  type Probe,
  reads,
  subjects,
  whole,
} from "@/tests/data-scope-probes";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { inboxKinds, readOpen } from "@/tests/matters";
import { countTarget, countWaiting, findPlace, listInbox } from "./queries";

/*
 * An administrator who is limited to departments sees only their people, in every list, count and batch. Each probe
 * asks for somebody in every place, the limited and, so that it is the limit that refuses, one who is not.
 */

let database: TestDatabase;
let world: DataScopeWorld;

beforeAll(async () => {
  database = await testDatabase();
  world = await dataScopeWorld(database);
  await database.owner.delete(throttles);
}, 120_000);
afterAll(() => database.close());

async function found(ctx: Ctx, probe: Probe, among: readonly Place[] = places): Promise<Place[]> {
  const answers: Place[] = [];
  for (const place of among) if (await probe(ctx, world.people[place])) answers.push(place);
  return answers;
}

describe("what there is to see", () => {
  test.each(Object.entries(reads))("%s", async (_, [probe, unlimited = places]) => {
    expect(await found(world.limited, probe)).toEqual(theirs);
    expect(await found(world.unit, probe)).toEqual(unlimited);
  });

  test.each(Object.keys(kinds) as KindName[])("%s: place and neighbours", async (name) => {
    const place = (ctx: Ctx, id: string) => findPlace(ctx, kinds[name], id, {});
    for (const [ctx, seen] of [
      [world.limited, theirs],
      [world.unit, places],
    ] as const) {
      expect(
        await found(ctx, async (_, one) => (await place(ctx, matterOf(one, name).subjectId)) !== null),
      ).toEqual(seen);
      const open = await subjects(ctx, name, "open");
      const walked: string[] = [];
      for (let id = open[0]; id; id = (await place(ctx, id))?.next ?? undefined) walked.push(id);
      expect(walked).toEqual(open);
      const back = await place(ctx, walked.at(-1) ?? "");
      expect(back?.previous).toBe(walked.at(-2));
    }
  });

  test("every count says what its list shows", async () => {
    const counts = async (ctx: Ctx) =>
      Object.fromEntries((await countWaiting(ctx)).map(({ kind, count }) => [kind, count]));
    // One that waits and one that the unit declared; the one of the unit below is there still.
    const limited: Partial<Record<ReviewKind, number>> = {
      "person-registration": 2,
      "person-change": 2,
      declaration: 4,
    };
    expect(await counts(world.limited)).toEqual(limited);
    expect(await counts(world.unit)).toMatchObject({
      ...{ "person-registration": 5, "person-change": 5, declaration: 9 },
    });
    for (const name of Object.keys(kinds) as KindName[]) {
      const kind = kinds[name];
      const list = await listInbox(world.limited, kind, {
        ...whole,
        tab: "open",
        filters: {},
        order: undefined,
      });
      const { total } = await countTarget(world.limited, kind, { all: {}, asOf: list.asOf });
      expect([list.open, list.rows.length, total], name).toEqual(Array(3).fill(limited[kind.kind]));
      expect(list.decided, name).toBe((await subjects(world.limited, name, "decided")).length);
    }
    const figures = async (ctx: Ctx) => {
      const all = Object.fromEntries((await unitFigures(ctx)).map(({ label, value }) => [label, value]));
      const hours = all[`管理范围内 ${currentYear()} 年已通过学时`];
      return [all.管理范围内在岗专业技术人员, all.未分部门人员, all.审核中的申报, hours];
    };
    expect(await figures(world.limited)).toEqual([2, 0, 6, 4]);
    expect(await figures(world.unit)).toEqual([5, 1, 15, 10]);
  });

  test("of the kinds that are not about people one by one there is nothing", async () => {
    for (const { kind, permission, ofDepartments } of Object.values(inboxKinds)) {
      const { sql } = new PgDialect().sqlToQuery(ofDepartments([world.departments.inside ?? ""]));
      expect(sql === "false", kind).toBe(!("byDepartment" in permissions[permission]));
    }
  });

  test("the departments to choose from are theirs", async () => {
    const names = async ({ db, scope }: Ctx) => (await listDepartments(db, scope)).map(({ name }) => name);
    expect(await names(world.limited)).toEqual(["教务处", "教务处 / 教学科"]);
  });
});

describe("what there is to do", () => {
  test.each(Object.entries(acts))("%s", async (_, [act, unlimited = places]) => {
    const able: Probe = (ctx, one) => done(act(ctx, one));
    expect(await found(world.limited, able)).toEqual(theirs);
    const rest = places.filter((place) => !theirs.includes(place));
    expect(await found(world.unit, able, rest)).toEqual(rest.filter((place) => unlimited.includes(place)));
  });

  test("a batch leaves others alone", async () => {
    const ids = places.map((place) => world.people[place].person.id);
    const again = { state: "employed", effectiveOn: today(), reason: "返岗" } as const;
    expect(await setPersonState(world.limited, { ids, ...again })).toMatchObject({ done: 2, missing: 3 });
    const { inside, lower, other } = world.departments;
    const assign = (from: string | null, to: string | null) =>
      done(assignDepartment(world.limited, { ids, from, to }));
    expect(await assign(other, inside)).toBe(false);
    expect(await assign(inside, other)).toBe(false);
    expect(await assign(null, inside)).toBe(false);
    expect(await assign(lower, inside)).toBe(true);
    expect(
      await assignDepartment(world.limited, { ids: [world.people.lower.person.id], from: inside, to: lower }),
    ).toEqual({ done: 1, skipped: 0 });
  });
});

describe("decisions", () => {
  const decide = (ctx: Ctx, name: KindName, among: readonly Place[]) => {
    const ids = among.map((place) => matterOf(world.people[place], name).reviewId);
    return decideReviews(ctx, kinds[name], { target: { ids }, decision: "approve", opinion: "" });
  };
  const waiting = async (name: KindName) => {
    const open = await subjects(world.unit, name, "open");
    return found(world.unit, async (_, one) => open.includes(matterOf(one, name).subjectId));
  };

  test.each(Object.keys(kinds) as KindName[])("%s: ticked, and under 全部", async (name) => {
    const { limited, unit } = world;
    for (const place of ["other", "none", "below"] as const) {
      expect(await done(decide(limited, name, [place])), place).toBe(false);
      expect(await done(decide(limited, name, ["inside", place])), place).toBe(false);
    }
    expect(await waiting(name)).toEqual(places);
    expect(await decide(limited, name, ["inside"])).toEqual({ done: 1, skipped: 0 });
    const target = await readOpen(limited, kinds[name].kind);
    expect(await decideReviews(limited, kinds[name], { target, decision: "approve", opinion: "" })).toEqual({
      ...{ done: target.expected, skipped: 0 },
    });
    expect(await waiting(name)).toEqual(["other", "none", "below"]);
    await decide(unit, name, ["other", "none", "below"]);
    // Who decided it, and when, is no answer to whoever may not see it.
    for (const place of ["other", "none", "below"] as const) {
      await expect(decide(limited, name, [place])).rejects.toMatchObject({ code: "missing" });
      await expect(decide(unit, name, [place])).rejects.toMatchObject({ code: "conflict" });
    }
    const inTab = (ctx: Ctx) =>
      found(ctx, async (_, one) =>
        (await subjects(ctx, name, "decided")).includes(matterOf(one, name).subjectId),
      );
    expect([await inTab(limited), await inTab(unit)]).toEqual([theirs, places]);
  });

  test("whoever is in belongs to where they are now, their registration and its files along with them", async () => {
    const seen: Probe[] = [
      reads["a registration"]?.[0] as Probe,
      opens("registered"),
      opens("registeredPhoto"),
      async (ctx, { registration }) =>
        (await subjects(ctx, "registration", "decided")).includes(registration.subjectId),
    ];
    for (const probe of seen) {
      expect(await found(world.limited, probe)).toEqual(theirs);
      expect(await found(world.unit, probe)).toEqual(places);
    }
    const put = (place: Place, departmentId: string | null) =>
      database.owner
        .update(persons)
        .set({ departmentId })
        .where(eq(persons.idNumber, world.people[place].registration.idNumber));
    await put("inside", world.departments.other);
    await put("none", world.departments.lower);
    for (const probe of seen) expect(await found(world.limited, probe)).toEqual(["lower", "none"]);
  });

  test("whoever leaves the department takes everything along", async () => {
    const { inside, other } = world.people;
    const put = ({ person }: typeof inside, departmentId: string | null) =>
      database.owner.update(persons).set({ departmentId }).where(eq(persons.id, person.id));
    await put(inside, world.departments.other);
    await put(other, world.departments.inside);
    const stay = Object.entries(reads).filter(
      ([name]) => !/待审核|draft|registration|代报|declare|department/.test(name),
    );
    for (const [name, [probe]] of stay)
      expect(await found(world.limited, probe), name).toEqual(["lower", "other"]);
  });
});
