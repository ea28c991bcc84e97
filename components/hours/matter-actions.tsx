"use client";

import type { Route } from "next";
import Link from "next/link";
import { useRouter } from "next/navigation";
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
import type { MatterAction } from "@/lib/workflow/rules";

type IdAction = (input: { id: string }) => Promise<ActionResult<{ id: string }>>;

/** What the applicant may do with a declaration now; `available` is the state table's answer. */
export function MatterActions({
  id,
  title,
  available,
  withdraw,
  remove,
  editHref,
  listHref,
}: {
  id: string;
  title: string;
  available: readonly MatterAction[];
  withdraw: IdAction;
  remove: IdAction;
  editHref: string;
  /** Where to go when the declaration is no more. */
  listHref: string;
}) {
  const router = useRouter();
  return (
    <>
      {available.includes("withdraw") && (
        <ConfirmButton
          label="撤回申报"
          question={`撤回《${title}》？`}
          hint="撤回后可修改并重新提交。"
          run={() => withdraw({ id })}
          done={() => toast.success("申报已撤回，可修改后重新提交")}
        />
      )}
      {available.includes("delete") && (
        <ConfirmButton
          label="删除草稿"
          question={`删除草稿《${title || "未命名"}》？`}
          hint="删除后不能恢复。"
          destructive
          run={() => remove({ id })}
          done={() => {
            toast.success("草稿已删除");
            router.push(listHref as Route);
          }}
        />
      )}
      {available.includes("edit") && (
        <Button asChild>
          <Link href={editHref as Route}>{available.includes("delete") ? "继续填写" : "修改并重新提交"}</Link>
        </Button>
      )}
    </>
  );
}

function ConfirmButton({
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
