import type { MatterState, ReviewState, StepState } from "@/db/enums";
import type { Decision } from "@/lib/workflow/rules";

export type Unit = "here" | "there";
export type Authority = "east" | "west";
export type Place = Unit | Authority | "bureau";

/** What is there; throws where a test counts wrongly. */
export const at = <T>(list: readonly T[], index: number): T => {
  const found = list[index];
  if (found === undefined) throw new Error(`nothing at ${index}`);
  return found;
};

/** What the last yes does, and what may stand against it then. */
type Yes = { effect: () => void; refusal?: () => string | null };

/** A matter of any kind, as the rules tell it without a database: it is its rounds. */
export class Matter {
  rounds: { state: ReviewState; what: string; steps: { at: Place; state: StepState }[] }[] = [];
  yes: Yes = { effect: () => {} };

  get state(): MatterState {
    return this.rounds.at(-1)?.state ?? "draft";
  }
  get taken(): boolean {
    return this.state === "pending" || this.state === "approved";
  }
  get steps() {
    return this.rounds.at(-1)?.steps ?? [];
  }

  submit(what: string, route: readonly Place[], yes: Yes): "done" {
    const steps = route.map((place, index) => ({
      at: place,
      state: index === 0 ? ("open" as const) : ("waiting" as const),
    }));
    this.rounds.push({ state: "pending", what, steps });
    this.yes = yes;
    return "done";
  }

  withdraw(): string {
    if (this.state !== "pending") return "conflict";
    if (this.steps[0]?.state !== "open") return "blocked";
    this.end("withdrawn");
    return "done";
  }

  /** How the latest round looks to whoever decides at a place. */
  seenAt(place: Place): "open" | "gone" | "missing" {
    const position = this.steps.findIndex((step) => step.at === place);
    const state = this.steps[position]?.state;
    if (state === "open") return "open";
    const shown = state === "cancelled" && position === 0;
    return state === "approved" || state === "rejected" || shown ? "gone" : "missing";
  }

  get last(): boolean {
    return this.steps.at(-1)?.state === "open";
  }

  decide(decision: Decision) {
    const position = this.steps.findIndex((step) => step.state === "open");
    at(this.steps, position).state = decision === "approve" ? "approved" : "rejected";
    const next = this.steps[position + 1];
    if (decision === "reject") this.end("rejected");
    else if (next) next.state = "open";
    else {
      this.end("approved");
      this.yes.effect();
    }
  }

  private end(state: ReviewState) {
    at(this.rounds, this.rounds.length - 1).state = state;
    for (const step of this.steps) {
      if (step.state === "open" || step.state === "waiting") step.state = "cancelled";
    }
  }

  get standing() {
    const rounds = this.rounds.map(({ state, what, steps }) =>
      [`${what} ${state}:`, ...steps.map((step) => `${step.at} ${step.state}`)].join(" "),
    );
    return { state: this.state, rounds };
  }
}
