"use client";

import { Copy } from "lucide-react";
import { toast } from "sonner";
import { Button } from "@/components/ui/button";

/** Copies `text`; `what` names it, for the button's label and the toast. */
export function CopyButton({ text, what }: { text: string; what: string }) {
  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      toast.success(`${what}已复制`);
    } catch {
      // Without https there is no clipboard.
      toast.error(`无法自动复制，请选中${what}后手动复制`);
    }
  }
  return (
    <Button variant="outline" onClick={copy}>
      <Copy aria-hidden />
      复制{what}
    </Button>
  );
}
