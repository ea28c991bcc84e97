import { ConsoleShell } from "@/components/shell/console-shell";
import { shellOf } from "@/lib/access/menu";
import { getViewer } from "@/lib/access/viewer";

/** The frame of the units' and reviewers' pages. It is no gate: every page names its own permission and sends strangers away. */
export default async function ConsoleLayout({ children }: LayoutProps<"/">) {
  const viewer = await getViewer();
  if (!viewer) return children;
  return <ConsoleShell {...shellOf(viewer)}>{children}</ConsoleShell>;
}
