"use client";

import { useEffect, useId, useRef } from "react";
import { toast } from "sonner";
import { ConfirmButton } from "@/components/form/confirm-button";
import { FieldHint } from "@/components/form/field";
import { useRun } from "@/components/form/use-run";
import { Label } from "@/components/ui/label";
import { type OwnPhotoInput, photoHint } from "@/lib/person/photo/schema";
import type { ActionResult } from "@/lib/result";
import { PhotoPicker } from "./photo-picker";

/** The professional's own photo: what is chosen is theirs at once. */
export function OwnPhoto({
  personId,
  name,
  photoId,
  save,
}: {
  personId: string;
  name: string;
  photoId: string | null;
  save: (input: OwnPhotoInput) => Promise<ActionResult<unknown>>;
}) {
  const id = useId();
  const picked = useRef<string | null>(null);
  const change = useRun(
    () => save({ attachmentId: picked.current }),
    () => toast.success("照片已更新"),
  );
  // The button that took the photo away goes with it: the focus goes on to the picker.
  const former = useRef(photoId);
  useEffect(() => {
    if (former.current && !photoId) document.getElementById(id)?.focus();
    former.current = photoId;
  }, [photoId, id]);
  return (
    <div>
      <Label htmlFor={id} className="sr-only">
        {photoId ? "更换照片" : "上传照片"}
      </Label>
      <FieldHint id={id}>{photoHint}。更换后立即生效，不需要审核。</FieldHint>
      <div className="mt-1">
        <PhotoPicker
          id={id}
          describedBy={`${id}-hint`}
          name={name}
          photoId={photoId}
          target={`person=${personId}`}
          disabled={change.pending}
          onPick={(file) => {
            picked.current = file.id;
            void change.run();
          }}
        >
          {photoId && (
            <ConfirmButton
              label="移除照片"
              question="要移除照片吗？"
              hint="移除后，单位查看您的资料时不再显示照片；可以随时重新上传。"
              destructive
              run={() => save({ attachmentId: null })}
              done={() => toast.success("照片已移除")}
            />
          )}
        </PhotoPicker>
      </div>
    </div>
  );
}
