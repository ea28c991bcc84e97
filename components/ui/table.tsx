import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";

/**
 * A plain table for figures and short lists: sticky header, rows of 44 px. On a phone it becomes cards; give
 * each TD a `data-label` to show its heading there. Lists that page, sort or select use list/DataTable.
 */
export function Table({ className, dense = false, ...props }: ComponentProps<"table"> & { dense?: boolean }) {
  return (
    <div className="overflow-x-auto lg:overflow-visible">
      <table className={cn("data-table", dense && "dense", className)} {...props} />
    </div>
  );
}

export function THead(props: ComponentProps<"thead">) {
  return <thead {...props} />;
}

export function TR(props: ComponentProps<"tr">) {
  return <tr {...props} />;
}

export function TH({ scope = "col", ...props }: ComponentProps<"th">) {
  return <th scope={scope} {...props} />;
}

export function TD(props: ComponentProps<"td"> & { "data-label"?: string }) {
  return <td {...props} />;
}
