"use client";

import { FileText, Image, Upload as UploadIcon } from "lucide-react";
import { type DragEvent, useEffect, useRef, useState } from "react";
import { useController } from "react-hook-form";
import { FieldFrame, useField } from "@/components/form/field";
import { useFormContextOf } from "@/components/form/form-context";
import { Button, buttonVariants } from "@/components/ui/button";
import { acceptedExtensions, formatSize, type UploadedFile } from "@/lib/attachment/schema";
import { cn } from "@/lib/cn";
import { FileLink } from "./file-links";
import type { UploadTarget } from "./send-file";
import { type Upload, useUploads } from "./use-uploads";

/**
 * A field of evidence files: chosen (on a phone also photographed) or dropped, sent at once, one by one. It holds the
 * `UploadedFile[]` that are stored, and tells its form while anything is on its way, so that the form can wait.
 */
export function EvidenceField({
  name,
  label,
  hint,
  required,
  target,
}: {
  name: string;
  label: string;
  hint?: string;
  required?: boolean;
  /** Whose file it is, as POST /attachments is asked: `person=<id>`, `organization=own`, `registration=unit|person`. */
  target: UploadTarget;
}) {
  const { field } = useController({ name });
  const { id, message } = useField(name, hint);
  const value = (field.value as UploadedFile[] | undefined) ?? [];
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const { uploads, news, add, retry, cancel, remove } = useUploads({
    target,
    value,
    onChange: field.onChange,
  });
  const busy = uploads.some((upload) => upload.error === null);
  const { report } = useFormContextOf().uploading;
  useEffect(() => {
    report(name, busy);
    return () => report(name, false);
  }, [report, name, busy]);

  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    add(event.dataTransfer.files);
  }

  /** The button that was pressed goes away with its row: the focus goes on to the picker. */
  const thenFocus = (act: () => void) => () => {
    act();
    input.current?.focus();
  };

  const describedBy = [`${id}-hint`, message && `${id}-error`].filter(Boolean).join(" ");
  return (
    <FieldFrame
      id={id}
      label={label}
      required={required}
      hint={<>{hint} PDF、JPG、PNG，每个不超过 10 MB</>}
      message={message}
      className="sm:col-span-2"
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the picker inside is the one for keys. */}
      <div
        className={cn(
          "relative flex flex-wrap items-center gap-3 rounded-md border border-dashed border-input bg-card p-3",
          over && "border-primary bg-primary-soft",
          message && "border-destructive",
        )}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <input
          ref={input}
          id={id}
          type="file"
          accept={acceptedExtensions}
          multiple
          aria-invalid={message ? true : undefined}
          aria-describedby={describedBy}
          className="peer sr-only"
          onChange={(event) => {
            add(event.target.files ?? []);
            // The same file can be chosen again after it was removed.
            event.target.value = "";
          }}
        />
        <span
          aria-hidden
          className={cn(
            buttonVariants({ variant: "outline" }),
            "peer-focus-visible:outline-3 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-ring",
          )}
          onClick={() => input.current?.click()}
        >
          <UploadIcon />
          选择文件
        </span>
        <span aria-hidden className="text-muted-foreground max-sm:hidden">
          或将文件拖到此处
        </span>
      </div>
      {(value.length > 0 || uploads.length > 0) && (
        <ul aria-label={`${label}：已选文件`} className="mt-2 divide-y rounded-md border bg-card">
          {value.map((file) => (
            <StoredRow key={file.id} file={file} onRemove={thenFocus(() => remove(file))} />
          ))}
          {uploads.map((upload) => (
            <UploadRow
              key={upload.key}
              upload={upload}
              onRetry={thenFocus(() => retry(upload))}
              onCancel={thenFocus(() => cancel(upload))}
            />
          ))}
        </ul>
      )}
      <p role="status" className="sr-only">
        {news}
      </p>
    </FieldFrame>
  );
}

const rowClass = "flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2";

function StoredRow({ file, onRemove }: { file: UploadedFile; onRemove: () => void }) {
  const Icon = file.mediaType === "application/pdf" ? FileText : Image;
  return (
    <li className={rowClass}>
      <Icon aria-hidden className="size-4 shrink-0 text-muted-foreground" />
      <FileLink file={file} className="min-w-0 flex-1" />
      <span className="text-muted-foreground tabular-nums">{formatSize(file.size)}</span>
      <Button variant="ghost" size="sm" aria-label={`移除 ${file.fileName}`} onClick={onRemove}>
        移除
      </Button>
    </li>
  );
}

function UploadRow({
  upload,
  onRetry,
  onCancel,
}: {
  upload: Upload;
  onRetry: () => void;
  onCancel: () => void;
}) {
  const { file, progress, error, final } = upload;
  const percent = Math.floor(progress * 100);
  return (
    <li className={rowClass}>
      <span className="min-w-0 flex-1 break-all">{file.name}</span>
      <span className="text-muted-foreground tabular-nums">{formatSize(file.size)}</span>
      {error === null && (
        <>
          <progress aria-label={`${file.name} 上传进度`} value={percent} max={100} className="h-2 w-28" />
          <span aria-hidden className="w-10 text-right tabular-nums">
            {percent}%
          </span>
        </>
      )}
      {error !== null && !final && (
        <Button variant="outline" size="sm" aria-label={`重试 ${file.name}`} onClick={onRetry}>
          重试
        </Button>
      )}
      <Button
        variant="ghost"
        size="sm"
        aria-label={`${error === null ? "取消上传" : "移除"} ${file.name}`}
        onClick={onCancel}
      >
        {error === null ? "取消" : "移除"}
      </Button>
      {error !== null && (
        <p role="alert" className="w-full font-medium text-destructive">
          <span className="sr-only">错误：{file.name}，</span>
          {error}
        </p>
      )}
    </li>
  );
}
