"use client";

import { useState } from "react";
import { Form } from "@/components/form/form";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { personIdSchema } from "@/lib/person/schema";
import type { ActionResult } from "@/lib/result";

type Props = {
  personId: string;
  masked: string;
  action: (input: { personId: string }) => Promise<ActionResult<{ idNumber: string }>>;
};

/** A masked ID number with the button that asks for the whole of it, which is recorded. */
export function RevealIdNumber({ personId, masked, action }: Props) {
  const [idNumber, setIdNumber] = useState<string | null>(null);
  const form = useActionForm({
    schema: personIdSchema,
    defaultValues: { personId },
    action,
    onSuccess: (data) => setIdNumber(data.idNumber),
  });
  return (
    <>
      <output className="tabular-nums">{idNumber ?? masked}</output>
      {idNumber === null && (
        <Form form={form}>
          <Button type="submit" variant="link" size="inline" className="min-h-6" loading={form.pending}>
            查看完整证件号
          </Button>
        </Form>
      )}
    </>
  );
}
