"use client";

import { useState } from "react";
import { toast } from "sonner";
import { Form } from "@/components/form/form";
import { useActionForm } from "@/components/form/use-action-form";
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
import { resetPasswordSchema } from "@/lib/account/schema";
import type { ActionResult } from "@/lib/result";

type Props = {
  personId: string;
  name: string;
  action: (input: { personId: string }) => Promise<ActionResult<unknown>>;
};

/** §10.2 重置密码 of one of the unit's people, after a question that names the person. */
export function ResetPassword({ personId, name, action }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <AlertDialog open={open} onOpenChange={setOpen}>
      <AlertDialogTrigger asChild>
        <Button variant="outline">重置密码</Button>
      </AlertDialogTrigger>
      <AlertDialogContent>
        <AlertDialogTitle>重置{name}的密码？</AlertDialogTitle>
        <AlertDialogDescription>
          {name}的登录密码将重置为身份证后六位，30 天内有效；现有登录会立即退出，下次登录须修改密码。
        </AlertDialogDescription>
        <ResetForm personId={personId} name={name} action={action} close={() => setOpen(false)} />
      </AlertDialogContent>
    </AlertDialog>
  );
}

function ResetForm({ personId, name, action, close }: Props & { close: () => void }) {
  const form = useActionForm({
    schema: resetPasswordSchema,
    defaultValues: { personId },
    action,
    onSuccess: () => {
      toast.success(`${name}的密码已重置为身份证后六位，下次登录须修改`);
      close();
    },
  });
  return (
    <Form form={form}>
      <DialogFooter>
        <AlertDialogCancel />
        <Button type="submit" variant="destructive" loading={form.pending}>
          {form.pending ? "正在重置…" : "确认重置密码"}
        </Button>
      </DialogFooter>
    </Form>
  );
}
