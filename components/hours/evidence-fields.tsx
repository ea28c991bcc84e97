"use client";

import { useCallback } from "react";
import { useController } from "react-hook-form";
import { EvidenceUpload } from "@/components/attachment/evidence-upload";
import { useField } from "@/components/form/field";
import type { UploadedFile } from "@/lib/attachment/schema";
import type { EvidenceSpec, LearningFormSpec } from "@/lib/hours/forms/form";

/** 佐证材料: one upload for each kind of evidence that the learning form asks for. */
export function EvidenceFields({
  spec,
  personId,
  onBusy,
}: {
  spec: LearningFormSpec;
  personId: string;
  /** Hears for each kind whether files are still on their way. */
  onBusy: (key: string, busy: boolean) => void;
}) {
  return spec.evidence.map((item) => (
    <EvidenceField key={item.key} item={item} personId={personId} onBusy={onBusy} />
  ));
}

function EvidenceField({
  item,
  personId,
  onBusy,
}: {
  item: EvidenceSpec;
  personId: string;
  onBusy: (key: string, busy: boolean) => void;
}) {
  const report = useCallback((busy: boolean) => onBusy(item.key, busy), [item.key, onBusy]);
  const name = `evidence.${item.key}`;
  const { field } = useController({ name });
  const { id, message } = useField(name, item.hint);
  return (
    <EvidenceUpload
      id={id}
      label={item.label}
      hint={item.hint}
      required={item.required}
      target={`person=${personId}`}
      value={(field.value as UploadedFile[] | undefined) ?? []}
      onChange={field.onChange}
      onBusy={report}
      error={message}
    />
  );
}
