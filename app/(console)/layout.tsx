import { ConsoleShell } from "@/components/shell/console-shell";
import { menuOf } from "@/lib/access/menu";
import { getViewer } from "@/lib/access/viewer";
import { portalLabels } from "@/lib/auth/schema";

/** The frame of the units' and reviewers' pages. It is no gate: every page names its own permission and sends strangers away. */
export default async function ConsoleLayout({ children }: LayoutProps<"/">) {
  const viewer = await getViewer();
  if (!viewer) return children;
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
