import { expect, test } from "@playwright/test";
import { currentYear } from "@/lib/date";
import { arrangeWorld } from "./arrange";
import { actions, routes } from "./cases";
import { actionIds } from "./enumerate";
import { ask, baseUrl, callAction, type Request } from "./http";
import { openSnapshots } from "./snapshot";
import { told } from "./verdict";
import type { World } from "./world";

/* What no page of the platform sends: refused, and nothing changed. Asked by those who may do everything else. */

let world: World;
let ids: Map<string, string>;
let snapshots: ReturnType<typeof openSnapshots>;

test.beforeAll(async () => {
  world = await arrangeWorld();
  ids = await actionIds();
  snapshots = openSnapshots();
});

test.afterAll(() => snapshots.close());

/** Whose route or action it is. */
const insider = (key: string) => {
  if (/\/me(\/|$)/.test(key)) return "professional";
  return /structure\/(authorities|temporary-codes)/.test(key) ? "bureau" : "unit";
};
const cookieFor = (key: string): string => world.sessions[insider(key)].cookie;

const elsewhere = { Origin: "https://elsewhere.example", "Sec-Fetch-Site": "cross-site" };

test.describe("an action that another site sends is not done", () => {
  for (const [key, cases] of Object.entries(actions)) {
    test(key, async () => {
      const [each] = cases;
      const name = each?.to.done?.[0] ?? "unit";
      const { cookie, own } = world.sessions[name];
      const changed = await snapshots.changes(world.root, async () => {
        const argument = each?.argument(world.victim, own, world);
        const { result } = await callAction(cookie, ids.get(key) ?? "", argument, elsewhere);
        expect(result).toBeUndefined();
      });
      expect(told(name, { method: "POST", path: key }, changed)).toEqual([]);
    });
  }
});

test("a handler that changes something refuses what another site sends", async () => {
  const objections: string[] = [];
  const posts = Object.entries(routes).filter(([key]) => !key.startsWith("GET "));
  for (const [key, cases] of posts) {
    // next-auth has a token of its own against that: see below.
    if (key.includes("[...nextauth]")) continue;
    for (const each of cases) {
      const request = each.request(world.victim, world.secrets);
      const changed = await snapshots.changes(world.root, async () => {
        for (const origin of [elsewhere, { Origin: "null" }, { Origin: "nonsense" }]) {
          const headers = { ...request.headers, ...origin };
          const { status } = await ask(cookieFor(key), { ...request, headers });
          if (status !== 403) objections.push(`${key}: ${status}`);
        }
      });
      objections.push(...told(insider(key), request, changed));
    }
  }
  expect(objections).toEqual([]);
});

test("nobody is logged in or out by another site", async () => {
  const { cookie } = world.sessions.unit;
  const headers = { "Content-Type": "application/x-www-form-urlencoded", ...elsewhere };
  const changed = await snapshots.changes(world.root, async () => {
    for (const end of ["signout", "callback/credentials", "signin/credentials"]) {
      const path = `/api/auth/${end}`;
      await ask(cookie, { method: "POST", path, headers, body: "json=true&callbackUrl=%2F" });
      await ask(cookie, { path });
    }
  });
  expect(changed).toEqual([]);
  expect((await ask(cookie, { path: "/home" })).status).toBe(200);
});

const markup = "<script>alert(1)</script>";
const nonsense = [
  markup,
  "' or '1'='1",
  "%",
  "..",
  "\0",
  "𠮷".repeat(300),
  "0".repeat(5000),
  "00000000-0000-0000-0000-00000000000g",
];

test("an id that is none is refused as an unknown one", async () => {
  const objections: string[] = [];
  for (const key of Object.keys(routes).filter((each) => /^GET .*\[(id|code)\]/.test(each))) {
    // `..` would be taken out of the address before it is sent.
    for (const text of nonsense.filter((each) => each !== "..")) {
      await snapshots.forgiveVerifications();
      const path = key.slice(4).replace(/\[\w+\]/, encodeURIComponent(text));
      const { status, body } = await ask(cookieFor(key), { path });
      // What isn't one's message leads to one's own list.
      const refused =
        key === "GET /messages/[id]" ? status === 307 || status === 400 : status >= 400 && status < 500;
      if (!refused) objections.push(`${path}: ${status}`);
      if (body.includes(markup)) objections.push(`${path}: markup`);
    }
  }
  expect(objections).toEqual([]);
});

test("the address of a list can hold anything", async () => {
  const objections: string[] = [];
  const keys =
    "q year form category state status titleLevel fulfilled page order person department code".split(" ");
  const pages = Object.keys(routes).filter((each) => each.startsWith("GET ") && !/\[|api/.test(each));
  for (const key of pages) {
    for (const text of nonsense.map(encodeURIComponent)) {
      for (const query of [
        keys.map((each) => `${each}=${text}`),
        keys.map((each) => `${each}=${text}&${each}=b`),
      ]) {
        const path = `${key.slice(4)}?${query.join("&")}`;
        const { status, body } = await ask(cookieFor(key), { path });
        if (status >= 500) objections.push(`${path.slice(0, 80)}: ${status}`);
        // A list that fails comes after its page: the answer has begun and keeps its 200.
        if (/data-dgst="\d+"/.test(body)) objections.push(`${path.slice(0, 80)}: an error in its place`);
        if (body.includes(markup)) objections.push(`${path.slice(0, 80)}: markup`);
      }
    }
  }
  expect(objections).toEqual([]);
});

/** Actions that are asked for nothing: `{}` is what they are called with. */
const takesNothing = (key: string) =>
  /#(withdraw|remind|leave|(create|end)UnitInvitation|endAllOtherSessions)$/.test(key);

test.describe("an action takes nothing but what its schema knows", () => {
  const odd = (): unknown[] => {
    const { person, unitDraft, reviewAtUnit, draft, pending } = world.victim;
    const approve = { decision: "approve", opinion: "" };
    return [
      ...[null, [], "x", 1, true, {}, nonsense],
      { personId: [person], id: [unitDraft], fromYear: [2020], toYear: [2020] },
      { personId: { eq: person }, id: { not: "" }, target: { ids: reviewAtUnit }, ...approve },
      { target: { ids: [[reviewAtUnit]] }, decision: ["approve"], opinion: [""] },
      { target: { ids: nonsense }, ...approve },
      { target: { ids: [reviewAtUnit] }, decision: "credit", opinion: "" },
      { target: { ids: Array.from({ length: 5000 }, () => reviewAtUnit) }, ...approve },
      { target: { all: { q: "x" }, asOf: "now(); drop table reviews", expected: 1 }, ...approve },
      ...nonsense.map((text) => ({ id: text, personId: text, fromYear: text, toYear: text })),
      {
        form: "training",
        personId: [person],
        id: [draft, pending],
        detail: [],
        evidence: { notice: person },
      },
    ];
  };
  for (const key of Object.keys(actions)) {
    test(key, async () => {
      const taken: string[] = [];
      const changed = await snapshots.changes(world.root, async () => {
        const asked = odd().filter((argument) => !(takesNothing(key) && JSON.stringify(argument) === "{}"));
        await Promise.all(
          asked.map(async (argument) => {
            const { answer, result } = await callAction(cookieFor(key), ids.get(key) ?? "", argument);
            if ((result as { ok?: boolean } | undefined)?.ok === false) return;
            taken.push(`${JSON.stringify(argument).slice(0, 80)}: ${answer.body.slice(0, 120)}`);
          }),
        );
      });
      expect([...taken, ...told(insider(key), { method: "POST", path: key }, changed)]).toEqual([]);
    });
  }
});

test("text that can't be stored is refused in words", async () => {
  const objections: string[] = [];
  const { draft, person, reviewAtUnit } = world.victim;
  const own = { form: "training", id: draft, personId: person, year: currentYear(), evidence: {}, note: "" };
  const changed = await snapshots.changes(world.root, async () => {
    for (const text of ["a\0b", "a\ud842b"]) {
      for (const [key, argument] of [
        ["app/(personal)/me/declarations/actions.ts#saveOwnDraft", { ...own, title: text, detail: {} }],
        [
          "app/(personal)/me/declarations/actions.ts#saveOwnDraft",
          { ...own, title: "", detail: { [text]: text } },
        ],
        [
          "app/(console)/hours/review/actions.ts#decideDeclarations",
          { target: { ids: [reviewAtUnit] }, decision: "reject", opinion: text },
        ],
      ] as const) {
        const { answer, result } = await callAction(cookieFor(key), ids.get(key) ?? "", argument);
        if ((result as { ok?: boolean } | undefined)?.ok !== false) objections.push(`${key}: ${answer.body}`);
      }
    }
  });
  expect([...objections, ...changed]).toEqual([]);
});

test("a huge body is refused, and nothing changed", async () => {
  const objections: string[] = [];
  const huge = "x".repeat(3 * 1024 * 1024);
  const changed = await snapshots.changes(world.root, async () => {
    for (const [key, id] of ids) {
      const { result } = await callAction(cookieFor(key), id, { id: huge, personId: huge, note: huge });
      if (result !== undefined) objections.push(`${key} answers`);
    }
    const upload: Request = {
      method: "POST",
      path: `/attachments?person=${world.victim.person}`,
      headers: { Origin: baseUrl(), "X-File-Name": "a.pdf" },
      body: `%PDF-1.4${huge.repeat(17)}`,
    };
    const refused = await ask(world.sessions.foreignUnit.cookie, upload);
    if (refused.status !== 404) objections.push(`a foreign unit's upload: ${refused.status}`);
    const tooLarge = await ask(world.sessions.unit.cookie, upload);
    if (tooLarge.status !== 413) objections.push(`the unit's upload: ${tooLarge.status}`);
  });
  expect([...objections, ...changed]).toEqual([]);
});
