"use client";

import { useState } from "react";
import { toast } from "sonner";
import {
  AlertDialog,
  AlertDialogCancel,
  AlertDialogContent,
  AlertDialogDescription,
  AlertDialogTitle,
  AlertDialogTrigger,
} from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { DialogFooter } from "@/components/ui/dialog";
import type { ActionResult } from "@/lib/result";

/** A button whose action names its object and asks first. A refusal is said in a toast. */
export function ConfirmButton({
  label,
  question,
  hint,
  destructive = false,
  run,
  done,
}: {
  label: string;
  question: string;
  hint: string;
  destructive?: boolean;
  run: () => Promise<ActionResult<unknown>>;
  done: () => void;
}) {
  const [open, setOpen] = useState(false);
  const [pending, setPending] = useState(false);

  async function confirm() {
    setPending(true);
    try {
      const result = await run();
      if (result.ok) done();
      else toast.error(result.message);
      setOpen(false);
    } catch {
      toast.error("网络连接失败，请稍后重试");
    } finally {
      setPending(false);
    }
  }

  return (
    <AlertDialog open={open} onOpenChange={setOpen}>
      <AlertDialogTrigger asChild>
        <Button variant="outline">{label}</Button>
      </AlertDialogTrigger>
      <AlertDialogContent>
        <AlertDialogTitle>{question}</AlertDialogTitle>
        <AlertDialogDescription>{hint}</AlertDialogDescription>
        <DialogFooter>
          <AlertDialogCancel />
          <Button variant={destructive ? "destructive" : "default"} loading={pending} onClick={confirm}>
            确认{label}
          </Button>
        </DialogFooter>
      </AlertDialogContent>
    </AlertDialog>
  );
}
