"use client";

import { useState } from "react";
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
import { useRun } from "./use-run";

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
  const confirmed = useRun(run, done);

  async function confirm() {
    if (await confirmed.run()) setOpen(false);
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
          <Button
            variant={destructive ? "destructive" : "default"}
            loading={confirmed.pending}
            onClick={confirm}
          >
            确认{label}
          </Button>
        </DialogFooter>
      </AlertDialogContent>
    </AlertDialog>
  );
}
