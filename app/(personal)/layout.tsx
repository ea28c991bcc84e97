import { PersonalShell } from "@/components/shell/personal-shell";
import { shellOf } from "@/lib/access/menu";
import { getViewer } from "@/lib/access/viewer";

/** The frame of the professional's own pages. It is no gate: every page names its own permission and sends strangers away. */
export default async function PersonalLayout({ children }: LayoutProps<"/">) {
  const viewer = await getViewer();
  if (!viewer) return children;
  return <PersonalShell {...shellOf(viewer)}>{children}</PersonalShell>;
}
