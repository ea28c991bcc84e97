"use client";

import { useCallback, useRef } from "react";
import { useController } from "react-hook-form";
import { EvidenceUpload } from "@/components/attachment/evidence-upload";
import { useField } from "@/components/form/field";
import type { UploadedFile } from "@/lib/attachment/schema";
import { type ChangeGroup, changeEvidence } from "@/lib/person/change";

/** What proves a change of one group of a profile. */
export function EvidenceField({
  group,
  personId,
  required,
  onBusy,
}: {
  group: ChangeGroup;
  personId: string;
  /** Asked for whatever is changed, as by a form of this group alone. */
  required?: boolean;
  /** Hears whether files are still on their way. */
  onBusy: (group: string, busy: boolean) => void;
}) {
  const { label, hint, required: onChange } = changeEvidence[group];
  const name = `evidence.${group}`;
  const { field } = useController({ name });
  const help = onChange && !required ? `变更以上内容时必须上传：${hint}。` : `${hint}。`;
  const { id, message } = useField(name, help);
  const report = useCallback((busy: boolean) => onBusy(group, busy), [group, onBusy]);
  return (
    <EvidenceUpload
      id={id}
      label={label}
      hint={help}
      required={required}
      target={`person=${personId}`}
      value={(field.value as UploadedFile[] | undefined) ?? []}
      onChange={field.onChange}
      onBusy={report}
      error={message}
    />
  );
}

/** Whether any upload of a form is still on its way, asked when it is submitted. */
export function useUploading() {
  const groups = useRef(new Set<string>());
  const onBusy = useCallback((group: string, busy: boolean) => {
    if (busy) groups.current.add(group);
    else groups.current.delete(group);
  }, []);
  return { onBusy, isUploading: () => groups.current.size > 0 };
}
