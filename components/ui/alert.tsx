import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/lib/cn";

const tones = {
  info: { icon: Info, className: "border-primary/40 bg-primary-soft", mark: "text-primary" },
  success: { icon: CircleCheck, className: "border-success/40 bg-success-soft", mark: "text-success" },
  warning: { icon: TriangleAlert, className: "border-warning/40 bg-warning-soft", mark: "text-warning" },
  danger: {
    icon: CircleAlert,
    className: "border-destructive/40 bg-destructive-soft",
    mark: "text-destructive",
  },
};

/**
 * A message that belongs to the page. It is read out on arrival only when given `role="alert"` or
 * `role="status"`.
 */
export function Alert({
  tone = "info",
  title,
  className,
  children,
  ...props
}: Omit<ComponentProps<"div">, "title"> & { tone?: keyof typeof tones; title?: ReactNode }) {
  const { icon: Icon, className: toneClass, mark } = tones[tone];
  return (
    <div className={cn("flex gap-3 rounded-md border px-4 py-3", toneClass, className)} {...props}>
      <Icon aria-hidden className={cn("mt-[0.25em] size-[1.1em] shrink-0", mark)} />
      <div className="min-w-0 flex-1">
        {title && <p className="font-semibold">{title}</p>}
        {children}
      </div>
    </div>
  );
}
