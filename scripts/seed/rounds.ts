import type { Executor } from "@/db/client";
import type { ReviewKind } from "@/db/enums";
import type { ReviewBehaviour } from "@/lib/workflow/kind";
import { type Cast, decide } from "./cast";

/** One round of a matter: submitted so many days ago, and how it ended; without an end it is under review. */
export type Round = {
  daysAgo: number;
  end?: "approve" | "withdraw" | { reject: string };
  /** The applicant asks to hurry; needs at least four days of waiting. */
  hurried?: boolean;
};

/** A matter that has been played, and when its rounds are to have been submitted: see spreadTimes. */
export type Played = {
  kind: ReviewKind;
  subjectId: string;
  daysAgo: readonly number[];
  /** Asks to hurry; possible once the times are spread. */
  remind?: () => Promise<unknown>;
};

/** What the applicant does, each by the command that the screens call. */
type Applicant = {
  /** Answers the subject's id; is given it for another round. */
  submit: (id: string | undefined) => Promise<string>;
  withdraw?: (id: string) => Promise<unknown>;
  remind?: (id: string) => Promise<unknown>;
};

/** Plays the rounds of a matter whose route has one step. */
export async function playRounds<Filters>(
  db: Executor,
  cast: Cast,
  kind: ReviewBehaviour<Filters>,
  rounds: readonly Round[],
  { submit, withdraw, remind }: Applicant,
): Promise<Played> {
  let subjectId: string | undefined;
  for (const { end } of rounds) {
    subjectId = await submit(subjectId);
    if (end === "withdraw") await withdraw?.(subjectId);
    else if (end === "approve") await decide(db, cast, kind, [subjectId], "approve");
    else if (end) await decide(db, cast, kind, [subjectId], "reject", end.reject);
  }
  if (!subjectId) throw new Error("a matter without a round");
  const id = subjectId;
  return {
    kind: kind.kind,
    subjectId: id,
    daysAgo: rounds.map(({ daysAgo }) => daysAgo),
    ...(rounds.at(-1)?.hurried && remind ? { remind: () => remind(id) } : {}),
  };
}
