"use client";

import { ChevronLeft, ChevronRight, Download, ExternalLink, FileText, Image } from "lucide-react";
import { useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { fileUrl } from "@/lib/attachment/schema";
import { ImagePane } from "./image-pane";

/** A file and what it proves, e.g. 成绩单. */
export type EvidenceFile = { id: string; fileName: string; mediaType: string; evidenceLabel: string };

/**
 * Evidence shown in place, one file at a time: opening a file is audited, so none is loaded before it is
 * looked at.
 */
export function EvidenceViewer({ files }: { files: EvidenceFile[] }) {
  const [chosen, setChosen] = useState(0);
  // The list can have become shorter since.
  const index = Math.min(chosen, files.length - 1);
  const file = files[index];
  if (!file) return <EmptyState title="没有佐证材料" hint="此项申报提交时没有上传文件。" />;
  return (
    <section aria-label="佐证材料" className="space-y-3 print:hidden">
      {files.length > 1 && (
        <div className="flex items-start gap-2">
          <Button
            variant="outline"
            size="icon"
            aria-label="上一份材料"
            disabled={index === 0}
            onClick={() => setChosen(index - 1)}
          >
            <ChevronLeft aria-hidden />
          </Button>
          <ul aria-label="材料列表" className="flex min-w-0 flex-1 flex-wrap gap-2">
            {files.map((each, position) => (
              <li key={each.id} className="min-w-0">
                <FileButton
                  file={each}
                  number={position + 1}
                  current={position === index}
                  onClick={() => setChosen(position)}
                />
              </li>
            ))}
          </ul>
          <Button
            variant="outline"
            size="icon"
            aria-label="下一份材料"
            disabled={index === files.length - 1}
            onClick={() => setChosen(index + 1)}
          >
            <ChevronRight aria-hidden />
          </Button>
        </div>
      )}
      <FilePane key={file.id} file={file} place={files.length > 1 ? `${index + 1}/${files.length}　` : ""} />
    </section>
  );
}

function FileButton({
  file,
  number,
  current,
  onClick,
}: {
  file: EvidenceFile;
  number: number;
  current: boolean;
  onClick: () => void;
}) {
  const Icon = file.mediaType === "application/pdf" ? FileText : Image;
  return (
    <Button
      variant="outline"
      aria-current={current ? "true" : undefined}
      title={file.fileName}
      className="max-w-60 aria-[current]:border-primary aria-[current]:bg-primary-soft aria-[current]:text-primary"
      onClick={onClick}
    >
      <Icon aria-hidden />
      <span className="truncate">
        {number}. {file.evidenceLabel}
        <span className="sr-only">：{file.fileName}</span>
      </span>
    </Button>
  );
}

function FilePane({ file, place }: { file: EvidenceFile; place: string }) {
  const [failed, setFailed] = useState(false);
  const src = fileUrl(file.id, { inline: true });
  const title = `${file.evidenceLabel}：${file.fileName}`;
  return (
    <div>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 pb-2">
        <p role="status" className="min-w-0 flex-1 basis-48 break-all">
          <span className="tabular-nums">{place}</span>
          {title}
        </p>
        <Button asChild variant="link" size="inline">
          <a href={src} target="_blank" rel="noopener">
            <ExternalLink aria-hidden /> 在新窗口打开
          </a>
        </Button>
        <Button asChild variant="link" size="inline">
          <a href={fileUrl(file.id)} download>
            <Download aria-hidden /> 下载
          </a>
        </Button>
      </div>
      {failed ? (
        <Alert role="alert" tone="danger" title="图片没有显示出来">
          可能是登录已失效或网络中断，请刷新页面，或下载后查看。
        </Alert>
      ) : file.mediaType === "application/pdf" ? (
        <iframe src={src} title={title} className="h-[70vh] min-h-96 w-full rounded-md border bg-muted" />
      ) : (
        <ImagePane src={src} alt={title} onFail={() => setFailed(true)} />
      )}
    </div>
  );
}
