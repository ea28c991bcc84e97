"use client";

import { Upload as UploadIcon } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import type { UploadTarget } from "@/components/attachment/send-file";
import { useUploads } from "@/components/attachment/use-uploads";
import { Button, buttonVariants } from "@/components/ui/button";
import { extensionsOf, imageTypes, type UploadedFile } from "@/lib/attachment/schema";
import { cn } from "@/lib/cn";
import { PersonPhoto } from "./photo";

const nothing: UploadedFile[] = [];

/**
 * The present photo and the control that sends another one in its place. `onPick` hears what is stored, `onBusy`
 * whether one is on its way.
 */
export function PhotoPicker({
  id,
  describedBy,
  invalid = false,
  name,
  photoId,
  target,
  disabled = false,
  onPick,
  onBusy,
  children,
}: {
  /** Of the control; its label stands outside. */
  id: string;
  describedBy?: string;
  invalid?: boolean;
  /** Whose photo it is, as far as known. */
  name: string;
  photoId: string | null;
  target: UploadTarget;
  disabled?: boolean;
  onPick: (file: UploadedFile) => void;
  onBusy?: (busy: boolean) => void;
  /** What else can be done with the photo. */
  children?: ReactNode;
}) {
  const input = useRef<HTMLInputElement>(null);
  const { uploads, news, add, retry, cancel } = useUploads({
    target,
    image: true,
    value: nothing,
    onChange: (files) => files.slice(-1).forEach(onPick),
  });
  const upload = uploads.at(-1);
  const busy = uploads.some(({ error }) => error === null);
  useEffect(() => {
    onBusy?.(busy);
    return () => onBusy?.(false);
  }, [busy, onBusy]);

  function choose(files: FileList | null) {
    const [file] = files ?? [];
    if (!file) return;
    // One photo takes the place of another, on its way too.
    for (const former of uploads) cancel(former);
    add([file]);
  }

  return (
    <div className="flex flex-wrap items-start gap-4">
      <PersonPhoto name={name} photoId={photoId} />
      <div className="min-w-0 flex-1 basis-48 space-y-2">
        <div className="flex flex-wrap gap-2">
          <input
            ref={input}
            id={id}
            type="file"
            accept={extensionsOf(imageTypes)}
            disabled={disabled}
            aria-invalid={invalid || undefined}
            aria-describedby={describedBy}
            className="peer sr-only"
            onChange={(event) => {
              choose(event.target.files);
              // The same file can be chosen again.
              event.target.value = "";
            }}
          />
          <span
            aria-hidden
            className={cn(
              buttonVariants({ variant: "outline" }),
              "peer-focus-visible:outline-3 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-ring peer-disabled:opacity-55",
            )}
            onClick={() => input.current?.click()}
          >
            <UploadIcon />
            {photoId ? "更换照片" : "选择照片"}
          </span>
          {children}
        </div>
        {upload && upload.error === null && (
          <div className="flex flex-wrap items-center gap-3">
            <progress
              aria-label={`${upload.file.name} 上传进度`}
              value={Math.floor(upload.progress * 100)}
              max={100}
              className="h-2 w-28"
            />
            <Button variant="ghost" size="sm" onClick={() => cancel(upload)}>
              取消上传
            </Button>
          </div>
        )}
        {upload && upload.error !== null && (
          <div className="space-y-2">
            <p role="alert" className="font-medium text-destructive">
              <span className="sr-only">错误：</span>
              {upload.error}
            </p>
            {!upload.final && (
              <Button variant="outline" size="sm" onClick={() => retry(upload)}>
                重试
              </Button>
            )}
          </div>
        )}
        <p role="status" className="sr-only">
          {news}
        </p>
      </div>
    </div>
  );
}
