"use client";

import { type ReactNode, useEffect, useId, useRef, useSyncExternalStore } from "react";
import { type FieldValues, FormProvider, useFormState } from "react-hook-form";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { listErrors } from "./errors";
import { FormContext, fieldId, useFormContextOf } from "./form-context";
import type { ActionForm } from "./use-action-form";

/**
 * A form around `useActionForm`, with the error summary on top. Its method is "post" so that what is typed
 * before the page's script has arrived never ends up in an address.
 */
export function Form<Values extends FieldValues>({
  form,
  children,
}: {
  form: ActionForm<Values>;
  children: ReactNode;
}) {
  const id = useId();
  const { submit, pending, failures, restored, discardDraft, uploading, ...methods } = form;
  const ready = useIsReady();
  return (
    <FormProvider {...methods}>
      <FormContext value={{ id, pending, uploading }}>
        <form method="post" noValidate onSubmit={submit} className="space-y-5">
          {restored && (
            <Alert role="status">
              <p>
                已恢复您上次没有提交的内容。{" "}
                <Button variant="link" size="inline" onClick={discardDraft}>
                  清除并重新填写
                </Button>
              </p>
            </Alert>
          )}
          <ErrorSummary failures={failures} />
          {/* What is typed before the page's script is there would be lost: until then nothing can be. */}
          <fieldset disabled={!ready} className="min-w-0 space-y-5">
            {children}
          </fieldset>
        </form>
      </FormContext>
    </FormProvider>
  );
}

/** False on the server and until the page's script has taken over. */
const useIsReady = () =>
  useSyncExternalStore(
    () => () => {},
    () => true,
    () => false,
  );

/** What went wrong, as links that lead to the fields; takes the focus after every submit that failed. */
function ErrorSummary({ failures }: { failures: number }) {
  const { id } = useFormContextOf();
  const { errors } = useFormState();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (failures > 0) box.current?.focus();
  }, [failures]);

  const fields = listErrors(errors);
  const message = errors.root?.message;
  if (fields.length === 0 && !message) return null;
  return (
    <div
      ref={box}
      role="alert"
      tabIndex={-1}
      className="rounded-md border-2 border-destructive bg-card px-4 py-3"
    >
      <p className="font-semibold text-destructive">{message ?? `有 ${fields.length} 处需要更正`}</p>
      {fields.length > 0 && (
        <ul className="mt-1 list-disc pl-5">
          {fields.map((field) => (
            <li key={field.name}>
              <a
                href={`#${fieldId(id, field.name)}`}
                className="inline-block py-0.5 text-destructive underline underline-offset-4"
                onClick={(event) => {
                  const control = document.getElementById(fieldId(id, field.name));
                  if (!control) return;
                  event.preventDefault();
                  control.focus();
                }}
              >
                {field.message}
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Fields that belong together, under a heading. */
export function FormSection({
  title,
  hint,
  children,
}: {
  title: string;
  hint?: ReactNode;
  children: ReactNode;
}) {
  return (
    <fieldset className="rounded-lg border bg-card p-4 sm:p-5">
      <legend className="float-left w-full text-[1.143em] font-semibold">{title}</legend>
      <div className="clear-both pt-1">
        {hint && <p className="text-muted-foreground">{hint}</p>}
        <div className="grid gap-x-6 pt-3 gap-y-5 sm:grid-cols-2">{children}</div>
      </div>
    </fieldset>
  );
}

/** The button that submits its form; while the answer is awaited it says so and takes no further clicks. */
export function SubmitButton({
  children,
  pendingText = "正在提交…",
  className,
}: {
  children: ReactNode;
  pendingText?: string;
  className?: string;
}) {
  const { pending } = useFormContextOf();
  return (
    <Button type="submit" loading={pending} className={className}>
      {pending ? pendingText : children}
    </Button>
  );
}
