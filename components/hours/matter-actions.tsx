"use client";

import type { Route } from "next";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { toast } from "sonner";
import { ConfirmButton } from "@/components/form/confirm-button";
import { Button } from "@/components/ui/button";
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
