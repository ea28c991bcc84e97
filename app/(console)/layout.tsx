import type { Route } from "next";
import { redirect } from "next/navigation";
import { ConsoleShell } from "@/components/shell/console-shell";
import { menuOf, portalLabels } from "@/lib/access/menu";
import { getViewer } from "@/lib/access/viewer";

/** The frame of the units' and reviewers' pages. It is no gate: every page names its own permission. */
export default async function ConsoleLayout({ children }: LayoutProps<"/">) {
  const viewer = await getViewer();
  if (!viewer) redirect("/login" as Route);
  return (
    <ConsoleShell
      viewer={{
        name: viewer.name,
        organizationName: viewer.organization.name,
        portalLabel: portalLabels[viewer.portal],
      }}
      menu={menuOf(viewer)}
    >
      {children}
    </ConsoleShell>
  );
}
