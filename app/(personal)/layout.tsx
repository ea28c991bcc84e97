import type { Route } from "next";
import { redirect } from "next/navigation";
import { PersonalShell } from "@/components/shell/personal-shell";
import { menuOf, portalLabels } from "@/lib/access/menu";
import { getViewer } from "@/lib/access/viewer";

/** The frame of the professional's own pages. It is no gate: every page names its own permission. */
export default async function PersonalLayout({ children }: LayoutProps<"/">) {
  const viewer = await getViewer();
  if (!viewer) redirect("/login" as Route);
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
