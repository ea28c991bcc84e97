"use client";

import { useCallback } from "react";
import { useController, useWatch } from "react-hook-form";
import { EvidenceUpload } from "@/components/attachment/evidence-upload";
import { useField } from "@/components/form/field";
import type { UploadedFile } from "@/lib/attachment/schema";
import { type PersonEvidence, personEvidence } from "@/lib/registration/person/schema";

/** What proves the title and the education of who registers; none of it is asked for. */
export function PersonEvidenceFields({ onBusy }: { onBusy: (key: string, busy: boolean) => void }) {
  return (Object.keys(personEvidence) as PersonEvidence[]).map((key) => (
    <EvidenceField key={key} evidence={key} onBusy={onBusy} />
  ));
}

function EvidenceField({
  evidence,
  onBusy,
}: {
  evidence: PersonEvidence;
  onBusy: (key: string, busy: boolean) => void;
}) {
  const report = useCallback((busy: boolean) => onBusy(evidence, busy), [evidence, onBusy]);
  const name = `evidence.${evidence}`;
  const { field } = useController({ name });
  const corrected: boolean = useWatch({ name: "resume" });
  const { id, message } = useField(name, undefined);
  return (
    <EvidenceUpload
      id={id}
      label={personEvidence[evidence]}
      target={corrected ? "registration=person&resume=1" : "registration=person"}
      value={(field.value as UploadedFile[] | undefined) ?? []}
      onChange={field.onChange}
      onBusy={report}
      error={message}
    />
  );
}
