import { fileUrl } from "@/lib/attachment/schema";
import { cn } from "@/lib/cn";

type LinkedFile = { id: string; fileName: string };

/** Opens a stored file in a tab of its own. */
export function FileLink({ file, className }: { file: LinkedFile; className?: string }) {
  return (
    <a
      href={fileUrl(file.id, { inline: true })}
      target="_blank"
      rel="noopener"
      className={cn("break-all text-primary underline-offset-4 hover:underline", className)}
    >
      {file.fileName}
      <span className="sr-only">（在新窗口打开）</span>
    </a>
  );
}

/** What was cited, each file after the name of what it proves; nothing when nothing was. */
export function FileLinks({ files }: { files: readonly (LinkedFile & { evidenceLabel: string })[] }) {
  if (files.length === 0) return null;
  return (
    <ul aria-label="佐证材料" className="space-y-1">
      {files.map((file) => (
        <li key={file.id}>
          {file.evidenceLabel}：<FileLink file={file} />
        </li>
      ))}
    </ul>
  );
}
