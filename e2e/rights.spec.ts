import { expect, test } from "@playwright/test";
import { and, eq, like, or } from "drizzle-orm";
import { db } from "@/db/client";
import { auditLog, throttles } from "@/db/schema";
import { type Permission, permissionKeys } from "@/lib/access/permissions";
import { actionIds, actionsInSources, addressesInBuild, routesInSources } from "./isolation/enumerate";
import { ask, callAction } from "./isolation/http";
import { arrangeColumns, type Columns } from "./rights/arrange";
import { answerTo, type Column, columns, modulesOf, type Need } from "./rights/columns";
import { actions, type Door, routes } from "./rights/table";
import { actionObjections, doorObjections, linkObjections } from "./rights/verdict";

/*
 * Who is let in where. Every page, route handler and action has its row in rights/table.ts, which says what it needs;
 * rights/columns.ts says what each kind of session is answered there: nobody, a disabled account, a professional, an
 * administrator of a unit without any module, with exactly the one that is needed, with all but that one, limited to
 * departments, of a foreign unit, of a superior, of a bureau. Whose data those see that are let in, a foreign unit, a
 * superior and a bureau above all, is what isolation.spec.ts asks; its sessions hold all modules.
 */

let sessions: Columns;
let ids: Map<string, string>;

test.beforeAll(async () => {
  sessions = await arrangeColumns();
  ids = await actionIds();
});

test.describe("the table is whole", () => {
  test("every route has its row, and every row its route", async () => {
    expect([...routes.keys()].sort()).toEqual(await routesInSources());
    const addresses = [...routes.keys()].map((key) => key.split(" ")[1]);
    expect([...new Set(addresses)].sort()).toEqual(await addressesInBuild());
  });

  test("every action has its row, and every row its action", async () => {
    expect([...actions.keys()].sort()).toEqual(await actionsInSources());
    expect([...actions.keys()].sort()).toEqual([...ids.keys()].sort());
  });

  test("every module opens something", () => {
    const needs = [...[...routes.values()].flat().map((door) => door.needs), ...actions.values()];
    const used = new Set(needs.flatMap(modulesOf));
    expect(permissionKeys.filter((key) => !used.has(key))).toEqual([]);
  });
});

/** Asks as every session, once for each module that lets in: some hold this one, some all but those that do. */
async function asEverybody(needs: Need, asking: (column: Column) => Promise<string[]>): Promise<string[]> {
  const modules = modulesOf(needs);
  const objections: string[] = [];
  for (const one of modules.length > 0 ? modules : [null]) {
    await sessions.give(one, modules);
    const told = columns.map(async (column) =>
      (await asking(column)).map((objection) => `${column}${one ? ` (${one})` : ""}: ${objection}`),
    );
    objections.push(...(await Promise.all(told)).flat());
  }
  return objections;
}

const expected = (column: Column, needs: Need) => answerTo(column, needs, sessions.given[column]);

test.describe("routes", () => {
  for (const [key, doors] of routes) {
    test(key, async () => {
      for (const door of doors) {
        await forgive();
        expect(await asEverybody(door.needs, (column) => openAs(column, door)), door.request.path).toEqual(
          [],
        );
      }
    });
  }

  async function openAs(column: Column, door: Door): Promise<string[]> {
    const answer = await ask(sessions.cookies[column], door.request);
    const wanted = expected(column, door.needs);
    return [
      ...doorObjections(door, wanted, column, answer),
      ...(wanted === "in" ? linkObjections(answer, (needs) => expected(column, needs)) : []),
    ];
  }

  /** Everybody comes from one address here, and visitors may do only so much. */
  const forgive = () =>
    db
      .delete(throttles)
      .where(or(...["verify", "captcha", "registration"].map((what) => like(throttles.key, `${what}:%`))));
});

test.describe("actions", () => {
  for (const [key, needs] of actions) {
    test(key, async () => {
      const call = async (column: Column) => {
        // No action takes nothing at all: who is let in hears that from its schema, and nothing is done.
        const { result } = await callAction(sessions.cookies[column], ids.get(key) ?? "", null);
        return actionObjections(expected(column, needs), result);
      };
      expect(await asEverybody(needs, call)).toEqual([]);
    });
  }
});

test("who asks for a module that isn't theirs stands in the audit log with it", async () => {
  await sessions.give(null, []);
  const { noModule, professional } = sessions.accounts;
  const refused = async (id: string) =>
    (
      await db
        .select({ subjectId: auditLog.subjectId, detail: auditLog.detail })
        .from(auditLog)
        .where(and(eq(auditLog.actorId, id), eq(auditLog.action, "access.refused")))
        .orderBy(auditLog.id)
    ).slice(-1);
  const file = "app/(console)/structure/administrators/actions.ts";
  for (const [column, { id }] of [["noModule", noModule] as const, ["professional", professional] as const]) {
    await callAction(sessions.cookies[column], ids.get(`${file}#createAdministrator`) ?? "", null);
    expect(await refused(id)).toMatchObject([{ subjectId: id, detail: { beyond: ["管理单位管理员"] } }]);
    await ask(sessions.cookies[column], { path: "/audit/export" });
    expect(await refused(id)).toMatchObject([{ subjectId: id, detail: { beyond: ["操作日志"] } }]);
  }
});

test("what is taken away from a role is gone at the next request", async () => {
  const path = "/statistics/persons";
  const status = async () => (await ask(sessions.cookies.module, { path })).status;
  const seen: number[] = [];
  for (const module of ["persons.read", "hours.review", "persons.read"] satisfies Permission[]) {
    await sessions.give(module, []);
    seen.push(await status());
  }
  expect(seen).toEqual([200, 307, 200]);
});
