import type { ReviewKind } from "@/db/enums";
import type { Decision } from "@/lib/workflow/rules";
import { type Authority, at, Matter, type Place, type Unit } from "./matter-model";

/*
 * What the rules say of the six kinds of matters, told without a database: two units under two authorities of one
 * bureau, two professionals in the first unit, and people and units that register. tests/matters.ts does the same
 * things for real.
 */

/** Something that somebody does. Texts that are proposed are numbered by the turn. */
export type Act =
  | { type: "declare"; person: number; item: number }
  | { type: "change"; person: number }
  | { type: "transfer"; person: number; to: Unit; again: boolean }
  | { type: "join"; registration: number; unit: Unit }
  | { type: "found"; registration: number; superior: Unit | Authority }
  | { type: "rename" | "move"; unit: Unit }
  | { type: "withdraw"; kind: ReviewKind; subject: number }
  | {
      type: "decide";
      kind: ReviewKind;
      chosen: number[] | "all";
      at: Place;
      reviewer: number;
      decision: Decision;
    };

export type Decide = Extract<Act, { type: "decide" }>;

/** How many subjects of each kind there are; of a transfer it is the person, whose latest is meant. */
export const subjects = {
  declaration: 4,
  "person-change": 2,
  transfer: 2,
  "person-registration": 3,
  "unit-registration": 3,
  "unit-change": 2,
} as const satisfies Record<ReviewKind, number>;
export const kinds = Object.keys(subjects) as ReviewKind[];

/** In the order of the subjects of a unit change. */
export const units = ["here", "there"] as const;

const some = (length: number) => Array.from({ length }, () => new Matter());
const none = <T>(length: number) => Array.from({ length }, (): T[] => []);

/** The world and what may be done in it; `standing` is what tests/matters-standing.ts reads of the database. */
export class Rules {
  private matters = {
    declaration: some(subjects.declaration),
    "person-change": some(subjects["person-change"]),
    "person-registration": some(subjects["person-registration"]),
    "unit-registration": some(subjects["unit-registration"]),
    "unit-change": some(subjects["unit-change"]),
  };
  private transfers = none<Matter>(subjects.transfer);
  private people = Array.from({ length: subjects.transfer }, () => ({
    unit: "here" as Unit,
    position: null as string | null,
  }));
  private units: Record<Unit, { name: string; superior: Authority }> = {
    here: { name: "here", superior: "east" },
    there: { name: "there", superior: "west" },
  };
  private credits = none<Unit>(subjects.declaration);
  private joined = none<Unit>(subjects["person-registration"]);
  private founded = none<Unit | Authority>(subjects["unit-registration"]);

  /** Does it, and answers "done", how many were decided, or the code of the refusal. */
  perform(act: Act, turn: number): string {
    switch (act.type) {
      case "declare":
        return this.declare(act.person, act.item);
      case "change":
        return this.change(act.person, `岗位${turn}`);
      case "transfer":
        return this.transfer(act.person, act.to, act.again);
      case "join":
        return this.join(act.registration, act.unit);
      case "found":
        return this.found(act.registration, act.superior);
      case "rename":
        return this.rename(act.unit, `单位${turn}`);
      case "move":
        return this.move(act.unit);
      case "withdraw":
        return this.withdraw(act.kind, act.subject);
      case "decide":
        return this.decide(act);
    }
  }

  /** Every step that somebody could decide now. */
  get open(): { kind: ReviewKind; subject: number; at: Place }[] {
    return kinds.flatMap((kind) =>
      Array.from({ length: subjects[kind] }, (_, subject) => subject).flatMap((subject) =>
        (this.matterOf(kind, subject)?.steps ?? [])
          .filter((step) => step.state === "open")
          .map((step) => ({ kind, subject, at: step.at })),
      ),
    );
  }

  get standing() {
    const { matters, transfers, people, credits, joined, founded } = this;
    return {
      matters: Object.fromEntries(
        Object.entries({ ...matters, transfer: transfers.flat() }).map(([kind, list]) => [
          kind,
          list.map((matter) => matter.standing),
        ]),
      ),
      effects: { credits, people, joined, founded, units: units.map((unit) => this.units[unit]) },
    };
  }

  private matterOf(kind: ReviewKind, subject: number): Matter | undefined {
    return kind === "transfer" ? this.transfers[subject]?.at(-1) : this.matters[kind][subject];
  }

  private moving = (person: number) => this.matterOf("transfer", person)?.state === "pending";
  private declarationsOf = (person: number) =>
    this.matters.declaration.slice(person * 2, person * 2 + 2).filter(({ state }) => state === "pending");

  private declare(person: number, item: number): string {
    const index = person * 2 + item;
    const matter = at(this.matters.declaration, index);
    const { unit } = at(this.people, person);
    if (this.moving(person)) return "blocked";
    if (matter.taken) return "conflict";
    return matter.submit(unit, [unit, this.units[unit].superior, "bureau"], {
      effect: () => at(this.credits, index).push(unit),
    });
  }

  private change(person: number, position: string): string {
    const matter = at(this.matters["person-change"], person);
    const who = at(this.people, person);
    if (matter.state === "pending") return "conflict";
    if (this.moving(person)) return "blocked";
    return matter.submit(position, [who.unit], {
      effect: () => {
        who.position = position;
      },
    });
  }

  private transfer(person: number, to: Unit, again: boolean): string {
    const who = at(this.people, person);
    const latest = this.matterOf("transfer", person);
    if (latest?.state === "pending") return "conflict";
    const changing = at(this.matters["person-change"], person).state === "pending";
    if (changing || this.declarationsOf(person).length > 0) return "blocked";
    if (to === who.unit) return "invalid";
    if (again && latest?.taken) return "conflict";
    const matter = again && latest ? latest : new Matter();
    if (matter !== latest) at(this.transfers, person).push(matter);
    return matter.submit(this.units[to].name, [to], {
      effect: () => {
        who.unit = to;
      },
    });
  }

  /** The first two are of one ID number. */
  private join(registration: number, unit: Unit): string {
    const all = this.matters["person-registration"];
    const matter = at(all, registration);
    const rivals = registration < 2 ? all.slice(0, 2) : [matter];
    if (rivals.some((rival) => rival.taken)) return "conflict";
    return matter.submit(this.units[unit].name, [unit], {
      effect: () => at(this.joined, registration).push(unit),
    });
  }

  /** The first two are of one code. */
  private found(registration: number, superior: Unit | Authority): string {
    const all = this.matters["unit-registration"];
    const matter = at(all, registration);
    if (matter.taken) return "conflict";
    if (registration < 2 && all.slice(0, 2).some((rival) => rival.taken)) return "invalid";
    return matter.submit(superior, [superior], {
      effect: () => at(this.founded, registration).push(superior),
    });
  }

  private changeOf = (unit: Unit) => at(this.matters["unit-change"], units.indexOf(unit));

  private rename(unit: Unit, name: string): string {
    const matter = this.changeOf(unit);
    if (matter.state === "pending") return "conflict";
    return matter.submit(name, [this.units[unit].superior], {
      effect: () => {
        this.units[unit].name = name;
      },
    });
  }

  /** To the other authority, which decides. */
  private move(unit: Unit): string {
    const matter = this.changeOf(unit);
    const superior = this.units[unit].superior === "east" ? "west" : "east";
    if (matter.state === "pending" || this.isBusy(unit)) return "blocked";
    return matter.submit(superior, [superior], {
      effect: () => {
        this.units[unit].superior = superior;
      },
      refusal: () => (this.isBusy(unit) ? "blocked" : null),
    });
  }

  /** Whether anything but its own change keeps a unit where it is. */
  private isBusy(unit: Unit): boolean {
    const { "person-registration": joining, "unit-registration": founding } = this.matters;
    const asked = [...joining, ...founding].some(
      (matter) => matter.state === "pending" && matter.steps[0]?.at === unit,
    );
    return (
      asked ||
      this.people.some((who, person) => {
        const isIn = who.unit === unit;
        const changing = at(this.matters["person-change"], person).state === "pending";
        // A transfer is between both units: whichever it is, it comes or goes.
        return this.moving(person) || (isIn && (changing || this.declarationsOf(person).length > 0));
      })
    );
  }

  private withdraw(kind: ReviewKind, subject: number): string {
    const matter = this.matterOf(kind, subject);
    const unknown = matter === undefined || (kind.endsWith("registration") && matter.state === "draft");
    return unknown ? "missing" : matter.withdraw();
  }

  private decide({ kind, chosen, at: place, decision }: Decide): string {
    const all = Array.from({ length: subjects[kind] }, (_, subject) => subject);
    const looked = (chosen === "all" ? all : chosen).map((subject) => {
      const matter = this.matterOf(kind, subject);
      return { matter, seen: matter?.seenAt(place) ?? "missing" };
    });
    const open = looked.flatMap(({ matter, seen }) => (matter && seen === "open" ? [matter] : []));
    if (chosen !== "all") {
      if (looked.some(({ seen }) => seen === "missing")) return "missing";
      if (looked.length === 1 && open.length === 0) return "conflict";
    }
    const ending = decision === "approve" ? open.filter((matter) => matter.last) : [];
    const refusal = ending.map((matter) => matter.yes.refusal?.()).find(Boolean);
    if (refusal) return refusal;
    for (const matter of open) matter.decide(decision);
    return `${open.length} done, ${chosen === "all" ? 0 : looked.length - open.length} skipped`;
  }
}
