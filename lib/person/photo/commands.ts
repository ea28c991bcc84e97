import "server-only";
import { eq } from "drizzle-orm";
import { persons } from "@/db/schema";
import { collectReplaced } from "@/lib/attachment/commands";
import { requireFiles } from "@/lib/attachment/queries";
import { fileRefusals, isImage } from "@/lib/attachment/schema";
import { actorOf, recordAudit } from "@/lib/audit";
import { type Ctx, transact } from "@/lib/context";
import { AppError, missing } from "@/lib/errors";
import { lockOwnProfile } from "../queries";

/**
 * Puts a file of the professional in the place of their photo, true at once; null takes the photo away. The former
 * one is deleted unless something else cites it. Refuses with `missing` a file that is not theirs, with `invalid` one
 * that is no image. Nothing is written and nothing audited where it is the photo already.
 */
export async function changeOwnPhoto(
  ctx: Ctx,
  { attachmentId }: { attachmentId: string | null },
): Promise<{ photoId: string | null }> {
  const replaced = await transact(ctx, async (tx) => {
    const profile = await lockOwnProfile(tx, ctx.scope);
    if (attachmentId === profile.photoId) return null;
    if (attachmentId) {
      const files = await requireFiles(tx, { personId: profile.id }, [attachmentId], missing("照片"));
      if (!files.every(isImage)) throw new AppError("invalid", fileRefusals.notImage);
    }
    await tx.update(persons).set({ photoId: attachmentId }).where(eq(persons.id, profile.id));
    await recordAudit(tx, actorOf(ctx), {
      action: "person.edit",
      subjectKind: "person",
      subjectId: profile.id,
      detail: { fields: ["photoId"] },
    });
    return { personId: profile.id, photoId: profile.photoId };
  });
  if (replaced?.photoId) {
    await collectReplaced(ctx.db, { personId: replaced.personId }, replaced.photoId);
  }
  return { photoId: attachmentId };
}
