"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { unstable_rethrow } from "next/navigation";
import { type FormEvent, useEffect, useRef, useState } from "react";
import {
  type DefaultValues,
  type FieldValues,
  type Path,
  type UseFormReturn,
  useForm,
} from "react-hook-form";
import type { z } from "zod";
import type { ActionResult } from "@/lib/result";
import { dropDraft, loadDraft, saveDraft } from "./draft";
import { type Uploading, useUploading } from "./use-uploading";
import { withTimeout } from "./with-timeout";

const OFFLINE = "网络连接失败，您填写的内容已保留，请稍后重试";
const FAULT = "系统暂时无法处理，您填写的内容已保留，请稍后重试";
const TIMEOUT_MS = 60_000;

type Options<Schema extends z.ZodType<FieldValues, FieldValues>, T> = {
  /** The schema that the server uses too. */
  schema: Schema;
  defaultValues?: DefaultValues<z.input<Schema>>;
  /** Gets the values as typed (the schema's input); the server parses them again. */
  action: (values: z.input<Schema>) => Promise<ActionResult<T>>;
  onSuccess?: (data: T) => void | Promise<void>;
  /** Called after a submit that did not succeed; what was typed is still there. */
  onFailure?: () => void;
  /**
   * Keeps what is typed in this tab under this name until it is submitted. The name must tell the account and
   * the matter apart (`declare:<account id>`), or somebody else's words would appear.
   */
  keep?: string;
  /** Field names (at any depth) that are never kept: passwords, captchas. */
  omit?: readonly string[];
};

export type ActionForm<Values extends FieldValues> = UseFormReturn<Values, unknown, Values> & {
  submit: (event?: FormEvent) => Promise<void>;
  pending: boolean;
  /** Grows with every submit that did not succeed; the error summary takes the focus then. */
  failures: number;
  /** True when the fields were filled from a kept draft. */
  restored: boolean;
  /** Throws the kept draft away and goes back to the default values. */
  discardDraft: () => void;
  /** The files that its fields are sending; it submits none of them half-way. */
  uploading: Uploading;
};

/**
 * The one form hook: react-hook-form with the server's schema, around a server action. While an answer is
 * awaited a second submit does nothing; a refusal's `fields` appear at the fields and its `message` in the
 * summary; whatever goes wrong, nothing that was typed is lost.
 */
export function useActionForm<Schema extends z.ZodType<FieldValues, FieldValues>, T>({
  schema,
  defaultValues,
  action,
  onSuccess,
  onFailure,
  keep,
  omit,
}: Options<Schema, T>): ActionForm<z.input<Schema>> {
  type Values = z.input<Schema>;
  const form = useForm<Values, unknown, Values>({
    resolver: zodResolver(schema, undefined, { raw: true }),
    defaultValues,
    shouldFocusError: false,
  });
  const uploading = useUploading();
  const busy = useRef(false);
  const [pending, setPending] = useState(false);
  const [failures, setFailures] = useState(0);
  const { restored, setRestored } = useDraft(form, keep, omit);

  async function send(values: Values): Promise<boolean> {
    const refusal = uploading.refusal("提交");
    if (refusal) {
      form.setError("root", { type: "busy", message: refusal });
      return false;
    }
    try {
      const result = await withTimeout(action(values), TIMEOUT_MS);
      if (result.ok) {
        if (keep) dropDraft(keep);
        setRestored(false);
        await onSuccess?.(result.data);
        return true;
      }
      for (const [name, message] of Object.entries(result.fields ?? {})) {
        if (name) form.setError(name as Path<Values>, { type: "server", message });
      }
      form.setError("root", { type: "server", message: result.message });
    } catch (error) {
      unstable_rethrow(error);
      console.error(error);
      // fetch reports an unreachable server as a TypeError.
      form.setError("root", { type: "server", message: error instanceof TypeError ? OFFLINE : FAULT });
    }
    return false;
  }

  async function submit(event?: FormEvent) {
    event?.preventDefault();
    // React's state comes too late for a double click.
    if (busy.current) return;
    busy.current = true;
    setPending(true);
    let done = false;
    try {
      await form.handleSubmit(async (values) => {
        done = await send(values);
      })();
    } finally {
      busy.current = false;
      setPending(false);
    }
    if (done) return;
    setFailures((count) => count + 1);
    onFailure?.();
  }

  function discardDraft() {
    form.reset();
    if (keep) dropDraft(keep);
    setRestored(false);
  }

  return { ...form, submit, pending, failures, restored, discardDraft, uploading };
}

/** Fills the form from its kept draft when it appears, and keeps every change from then on. */
function useDraft<Values extends FieldValues>(
  form: UseFormReturn<Values, unknown, Values>,
  keep: string | undefined,
  omit: readonly string[] = [],
) {
  const [restored, setRestored] = useState(false);
  const omitted = omit.join(",");

  useEffect(() => {
    if (!keep) return;
    const draft = loadDraft(keep);
    if (draft) {
      form.reset({ ...form.getValues(), ...draft } as Values, { keepDefaultValues: true });
      setRestored(true);
    }
    return form.subscribe({
      formState: { values: true, dirtyFields: true },
      callback: ({ values, name }) => {
        // Only the user's own changes are worth keeping, not the filling-in above.
        if (name) saveDraft(keep, values, omitted ? omitted.split(",") : []);
      },
    });
  }, [keep, omitted, form.reset, form.getValues, form.subscribe]);

  return { restored, setRestored };
}
