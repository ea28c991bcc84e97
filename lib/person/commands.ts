import "server-only";
import { actorOf, recordAudit } from "@/lib/audit";
import { type Ctx, transact } from "@/lib/context";
import { requirePerson } from "./queries";

/** §10.2 查看完整证件号: the whole ID number of a person in the viewer's scope, told once and audited. */
export function revealIdNumber(ctx: Ctx, { personId }: { personId: string }): Promise<{ idNumber: string }> {
  return transact(ctx, async (tx) => {
    const { idNumber } = await requirePerson(tx, ctx.scope, personId);
    await recordAudit(tx, actorOf(ctx), {
      action: "person.id-number",
      subjectKind: "person",
      subjectId: personId,
    });
    return { idNumber };
  });
}
