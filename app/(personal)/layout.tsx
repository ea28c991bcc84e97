import { PersonalShell } from "@/components/shell/personal-shell";
import { menuOf } from "@/lib/access/menu";
import { getViewer } from "@/lib/access/viewer";
import { portalLabels } from "@/lib/auth/schema";

/** The frame of the professional's own pages. It is no gate: every page names its own permission and sends strangers away. */
export default async function PersonalLayout({ children }: LayoutProps<"/">) {
  const viewer = await getViewer();
  if (!viewer) return children;
  return (
    <PersonalShell
      viewer={{
        name: viewer.name,
        organizationName: viewer.organization.name,
        portalLabel: portalLabels[viewer.portal],
      }}
      menu={menuOf(viewer)}
    >
      {children}
    </PersonalShell>
  );
}
