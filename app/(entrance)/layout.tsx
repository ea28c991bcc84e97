import type { ReactNode } from "react";
import { EntranceShell } from "@/components/shell/entrance-shell";

export default function EntranceLayout({ children }: { children: ReactNode }) {
  return <EntranceShell>{children}</EntranceShell>;
}
