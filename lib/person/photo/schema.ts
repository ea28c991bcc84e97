import { z } from "zod";

/** 照片 of the professional themself: a file of theirs, or null for none. */
export const ownPhotoSchema = z.object({
  attachmentId: z.uuid("照片不存在，请重新选择").nullable(),
});

/** What a photo should be, in the words of every form that asks for one. */
export const photoHint = "近期正面免冠照片，JPG、PNG，不超过 10 MB";

export type OwnPhotoInput = z.input<typeof ownPhotoSchema>;
