"use client";

import { useCallback } from "react";
import { useController, useWatch } from "react-hook-form";
import { FieldFrame, useField } from "@/components/form/field";
import { useFormContextOf } from "@/components/form/form-context";
import { PhotoPicker } from "@/components/person/photo-picker";
import { Button } from "@/components/ui/button";
import type { UploadedFile } from "@/lib/attachment/schema";
import { photoHint } from "@/lib/person/photo/schema";
import { personFiles } from "@/lib/registration/person/schema";

const name = "evidence.photo";

/** 照片 of who registers, which may be left out: a file or none. */
export function PersonPhotoField({ corrected }: { corrected: boolean }) {
  const { field } = useController({ name });
  const { id, message, aria } = useField(name, photoHint);
  const person: string = useWatch({ name: "name" });
  const [photo] = (field.value as UploadedFile[] | undefined) ?? [];
  const { report } = useFormContextOf().uploading;
  const onBusy = useCallback((busy: boolean) => report(name, busy), [report]);
  return (
    <FieldFrame
      id={id}
      label={personFiles.photo}
      hint={`选填。${photoHint}`}
      message={message}
      className="sm:col-span-2"
    >
      <PhotoPicker
        id={id}
        describedBy={aria["aria-describedby"]}
        invalid={aria["aria-invalid"]}
        name={person}
        photoId={photo?.id ?? null}
        target={corrected ? "registration=person&resume=1" : "registration=person"}
        onPick={(file) => field.onChange([file])}
        onBusy={onBusy}
      >
        {photo && (
          <Button
            variant="ghost"
            onClick={() => {
              field.onChange([]);
              // This button goes away with the photo.
              document.getElementById(id)?.focus();
            }}
          >
            移除照片
          </Button>
        )}
      </PhotoPicker>
    </FieldFrame>
  );
}
