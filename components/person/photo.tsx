import { UserRound } from "lucide-react";
import type { ReactNode } from "react";
import { fileUrl } from "@/lib/attachment/schema";
import { cn } from "@/lib/cn";

/** 照片 of a person in the frame of an ID photo, 5:7; a neutral placeholder where there is none. */
export function PersonPhoto({
  name,
  photoId,
  className,
}: {
  /** Whose it is; "" while nobody knows. */
  name: string;
  photoId: string | null;
  className?: string;
}) {
  return (
    <div className={cn("aspect-5/7 w-25 shrink-0 overflow-hidden rounded-md border bg-muted", className)}>
      {photoId ? (
        // biome-ignore lint/performance/noImgElement: a private file, sent to who may see it and kept by nobody.
        <img
          src={fileUrl(photoId, { inline: true })}
          alt={name ? `${name}的照片` : "照片"}
          loading="lazy"
          decoding="async"
          className="size-full object-cover"
        />
      ) : (
        <p className="flex size-full flex-col items-center justify-center gap-1 text-muted-foreground">
          <UserRound aria-hidden className="size-10" />
          暂无照片
        </p>
      )}
    </div>
  );
}

/** What is known of a person, with their photo at its side. */
export function WithPhoto({
  name,
  photoId,
  children,
}: {
  name: string;
  photoId: string | null;
  children: ReactNode;
}) {
  return (
    <div className="flex flex-col items-start gap-4 sm:flex-row sm:gap-6">
      <PersonPhoto name={name} photoId={photoId} />
      <div className="w-full min-w-0 flex-1">{children}</div>
    </div>
  );
}
