import { type ReactNode, useId } from "react";
import { Badge, type Tone } from "@/components/ui/badge";

/** A part of 资料管理: its name, what becomes of a change in it (`mark`), and its content. */
export function ProfilePart({
  title,
  mark,
  description,
  children,
}: {
  title: string;
  mark?: { text: string; tone: Tone };
  description?: ReactNode;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="space-y-3">
      <div>
        <h2 id={id} className="flex flex-wrap items-center gap-2 text-[1.143em] font-semibold">
          {title}
          {mark && <Badge tone={mark.tone}>{mark.text}</Badge>}
        </h2>
        {description && <p className="text-muted-foreground">{description}</p>}
      </div>
      {children}
    </section>
  );
}
