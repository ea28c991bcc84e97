import { eq, isNull, sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import type { PersonState } from "@/db/enums";
import { messages, persons } from "@/db/schema";
import { formatDate } from "@/lib/date";
import { setPersonState } from "@/lib/person/state/commands";
import { administratorOf, type Cast } from "./cast";

/** Professionals who are not 在岗, by their number; none whose password is told. */
const outOfPost: Record<number, { state: PersonState; daysAgo: number; reason: string }> = {
  1: { state: "retired", daysAgo: 146, reason: "达到法定退休年龄" },
  13: { state: "left", daysAgo: 84, reason: "解除聘用合同" },
  31: { state: "suspended", daysAgo: 12, reason: "信息有误，核查中" },
};

/** 人员状态 as units set it. Last: what is under review goes on, but nobody of these could submit anything now. */
export async function setStates(db: Executor, cast: Cast): Promise<void> {
  for (const [index, { state, daysAgo, reason }] of Object.entries(outOfPost)) {
    const id = cast.professionals[Number(index)]?.ctx.viewer.person?.id ?? "";
    // Where they are now: some have moved.
    const [person] = await db
      .select({ unitId: persons.organizationId })
      .from(persons)
      .where(eq(persons.id, id));
    if (!person) throw new Error(`the demo has no professional ${index}`);
    await setPersonState(administratorOf(cast, person.unitId), {
      ids: [id],
      effectiveOn: formatDate(new Date(Date.now() - daysAgo * 86_400_000)),
      ...{ state, reason },
    });
  }
  // Nobody gets mail of the demonstration.
  await db
    .update(messages)
    .set({ sentAt: sql`${messages.createdAt}` })
    .where(isNull(messages.sentAt));
}
