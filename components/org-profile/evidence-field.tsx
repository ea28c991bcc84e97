"use client";

import { type RefObject, useCallback } from "react";
import { useController } from "react-hook-form";
import { EvidenceUpload } from "@/components/attachment/evidence-upload";
import { useField } from "@/components/form/field";
import type { UploadedFile } from "@/lib/attachment/schema";

/** 证明材料 of the viewer's own unit. `busy` is true while files are still on their way. */
export function UnitEvidenceField({
  label,
  hint,
  required,
  busy,
}: {
  label: string;
  hint?: string;
  required?: boolean;
  busy: RefObject<boolean>;
}) {
  const { field } = useController({ name: "evidence" });
  const { id, message } = useField("evidence", hint);
  const report = useCallback(
    (uploading: boolean) => {
      busy.current = uploading;
    },
    [busy],
  );
  return (
    <EvidenceUpload
      id={id}
      label={label}
      hint={hint}
      required={required}
      target="organization=own"
      value={(field.value as UploadedFile[] | undefined) ?? []}
      onChange={field.onChange}
      onBusy={report}
      error={message}
    />
  );
}

/** Said instead of submitting while files are still on their way. */
export const stillUploading = { ok: false, message: "材料仍在上传，请等上传完成后再提交" } as const;
