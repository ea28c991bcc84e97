"use client";

import { type ReactNode, useState } from "react";
import { SubmitButton } from "@/components/form/form";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogDescription, DialogFooter, DialogTitle } from "@/components/ui/dialog";

/** A button that opens a form in a dialog, a fresh one each time; `children` is given what closes it. */
export function FormDialog({
  label,
  title,
  description,
  disabled,
  children,
}: {
  label: string;
  title: string;
  description: string;
  disabled?: boolean;
  children: (close: () => void) => ReactNode;
}) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="outline" disabled={disabled} onClick={() => setOpen(true)}>
        {label}
      </Button>
      <Dialog open={open} onOpenChange={setOpen}>
        {open && (
          <DialogContent>
            <DialogTitle>{title}</DialogTitle>
            <DialogDescription>{description}</DialogDescription>
            {children(() => setOpen(false))}
          </DialogContent>
        )}
      </Dialog>
    </>
  );
}

/** The buttons at the end of its form. */
export const FormDialogFooter = ({ submit, close }: { submit: string; close: () => void }) => (
  <DialogFooter>
    <Button variant="outline" onClick={close}>
      取消
    </Button>
    <SubmitButton>{submit}</SubmitButton>
  </DialogFooter>
);
