import { expect, test } from "@playwright/test";
import { arrangeWorld } from "./isolation/arrange";
import type { RouteCase } from "./isolation/case";
import { actions, routes } from "./isolation/cases";
import { actionIds, actionsInSources, addressesInBuild, routesInSources } from "./isolation/enumerate";
import { ask, asPayload, callAction } from "./isolation/http";
import { openSnapshots } from "./isolation/snapshot";
import {
  actionOutcome,
  leaks,
  objectionsToAction,
  objectionsToRoute,
  routeOutcome,
  told,
} from "./isolation/verdict";
import {
  foreignSessions,
  isForeign,
  rightfulSessions,
  type SessionName,
  sessionNames,
  unknownIds,
  type VictimIds,
  type World,
} from "./isolation/world";

/*
 * No list, detail, file, PDF or action answers about another organization's data. Every route and every action,
 * enumerated from the code, is asked for a victim's data by everybody who has no right to them, with all the
 * permissions their portal knows, so that it is the scope that refuses; and by those who have.
 */

let world: World;
let unknown: VictimIds;
let ids: Map<string, string>;
let snapshots: ReturnType<typeof openSnapshots>;

test.beforeAll(async () => {
  world = await arrangeWorld();
  unknown = unknownIds(world);
  ids = await actionIds();
  snapshots = openSnapshots();
});

test.afterAll(() => snapshots.close());

test.describe("the sweep is whole", () => {
  test("every route has its case, and every case its route", async () => {
    expect(Object.keys(routes).sort()).toEqual(await routesInSources());
    const addresses = Object.keys(routes).map((key) => key.split(" ")[1]);
    expect([...new Set(addresses)].sort()).toEqual(await addressesInBuild());
  });

  test("every action has its case, and every case its action", async () => {
    expect(Object.keys(actions).sort()).toEqual(await actionsInSources());
    expect(Object.keys(actions).sort()).toEqual([...ids.keys()].sort());
  });

  test("every table is looked at", async () => {
    expect(await snapshots.forgotten()).toEqual([]);
  });
});

test.describe("routes", () => {
  for (const [key, cases] of Object.entries(routes)) {
    test(key, async () => {
      const objections: string[] = [];
      for (const each of cases) {
        await snapshots.forgiveVerifications();
        const looking = each.request(world.victim, world.secrets).method !== "POST";
        const untouched = looking ? sessionNames : foreignSessions;
        const changed = await snapshots.changes(world.root, async () => {
          const all = await Promise.all(untouched.map((name) => objectionsTo(each, name)));
          objections.push(...all.flat());
        });
        objections.push(...changed);
        if (!looking) {
          for (const name of rightfulSessions) objections.push(...(await objectionsTo(each, name)));
        }
      }
      expect(objections).toEqual([]);
    });
  }

  test("GET /home counts nobody else's people", async () => {
    for (const name of sessionNames) {
      const organization = world.organizations[name];
      const department = world.departments[name];
      if (!organization && !department) continue;
      const { text } = await ask(world.sessions[name].cookie, { path: "/home" });
      const people = department
        ? await snapshots.employedWithin(department)
        : await snapshots.employedBelow(organization ?? "");
      expect(text, name).toMatch(new RegExp(`管理范围内在岗专业技术人员\\s+${people}\\s`));
    }
  });

  async function objectionsTo(each: RouteCase, name: SessionName): Promise<string[]> {
    const { cookie } = world.sessions[name];
    const outcome = routeOutcome(each, name);
    const request = each.request(world.victim, world.secrets);
    const answer = await ask(cookie, request);
    const other = outcome === "missing" ? await ask(cookie, each.request(unknown, world.secrets)) : undefined;
    const objections = [
      ...objectionsToRoute(outcome, world, request, answer, other),
      ...leaks(world, name, answer, request, each.open),
    ];
    if (isForeign(name) && answer.mediaType === "text/html") {
      const payload = await ask(cookie, asPayload(request));
      objections.push(...leaks(world, name, payload, request, each.open));
    }
    return told(name, request, objections);
  }
});

test.describe("actions", () => {
  /** Who has a right to the person, or to a unit below, is told that it is the declaration that is not theirs. */
  const unknownTo = (name: SessionName): VictimIds => {
    const { person, attachment, secondAttachment, spareUnit, spareAuthority } = world.victim;
    const known = { person, attachment, secondAttachment, spareUnit, spareAuthority };
    return isForeign(name) ? unknown : { ...unknown, ...known };
  };

  for (const [key, cases] of Object.entries(actions)) {
    test(key, async () => {
      const objections: string[] = [];
      for (const each of cases) {
        for (const name of sessionNames) {
          const outcome = actionOutcome(each, name);
          if (outcome === "done" || (outcome === "refused" && !isForeign(name))) continue;
          const { cookie, own } = world.sessions[name];
          const id = ids.get(key) ?? "";
          const argument = each.argument(world.victim, own, world);
          const request = { path: key, body: JSON.stringify(argument) };
          const found: string[] = [];
          const changed = await snapshots.changes(world.root, async () => {
            const { answer, result } = await callAction(cookie, id, argument);
            const other =
              outcome === "missing"
                ? await callAction(cookie, id, each.argument(unknownTo(name), own, world))
                : undefined;
            found.push(...objectionsToAction(outcome, result, { data: each.data, unknown: other?.result }));
            found.push(...leaks(world, name, answer, request));
          });
          objections.push(
            ...told(name, { method: "POST", path: `${key} ${request.body}` }, [...found, ...changed]),
          );
        }
      }
      expect(objections).toEqual([]);
    });
  }
});

/* Last, because it changes the world: refusing everybody would pass all of the above. */
test.describe("who has the right is served", () => {
  const served = Object.entries(actions).filter(([, cases]) => cases.some(({ to }) => to.done));
  for (const [key, cases] of served) {
    test(key, async () => {
      const objections: string[] = [];
      for (const each of cases) {
        for (const name of each.to.done ?? []) {
          const { cookie, own } = world.sessions[name];
          const argument = each.argument(world.victim, own, world);
          const before = await snapshots.account(world.victim.account);
          const { result } = await callAction(cookie, ids.get(key) ?? "", argument);
          const found = objectionsToAction("done", result, {});
          if (isForeign(name) && (await snapshots.account(world.victim.account)) !== before) {
            found.push("changes the victim's account");
          }
          objections.push(...told(name, { method: "POST", path: key }, found));
        }
      }
      expect(objections).toEqual([]);
    });
  }
});
