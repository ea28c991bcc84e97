import { eq } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { temporaryCodes } from "@/db/schema";
import { createInvitation } from "@/lib/structure/invitations";
import { cancelTemporaryCode, issueTemporaryCode } from "@/lib/structure/temporary-codes";
import { administratorOf, type Cast, named } from "./cast";

/** For whom 临时编码 are issued; two register with theirs (registrations.ts), one is cancelled, one is not used yet. */
const issuedFor = ["济宁市运河实验小学", "济宁市明德双语学校", "济宁市青禾教育咨询中心", "济宁市太白文化馆"];
const cancelledFor = "济宁市青禾教育咨询中心";

/** The city's bureau issues 临时编码, one is cancelled; answers them by the unit's name. */
export async function issueCodes(db: Executor, cast: Cast): Promise<Map<string, string>> {
  const bureau = administratorOf(cast, named(cast.organizations, "济宁市人力资源和社会保障局").row.id);
  const codes = new Map<string, string>();
  for (const unitName of issuedFor) {
    const { code } = await issueTemporaryCode(bureau, { unitName, divisionCode: "370811" });
    codes.set(unitName, code);
  }
  const [cancelled] = await db
    .select({ id: temporaryCodes.id })
    .from(temporaryCodes)
    .where(eq(temporaryCodes.code, codes.get(cancelledFor) ?? ""));
  await cancelTemporaryCode(bureau, { id: cancelled?.id ?? "" });
  return codes;
}

/** The hospital's link with which its sub-units register themselves. */
export async function inviteUnits(cast: Cast): Promise<void> {
  await createInvitation(administratorOf(cast, named(cast.organizations, "济宁市第一人民医院").row.id));
}
