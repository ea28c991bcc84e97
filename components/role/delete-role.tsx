"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { toast } from "sonner";
import { ConfirmButton } from "@/components/form/confirm-button";
import type { ActionResult } from "@/lib/result";
import { rolesPath } from "./path";

/** 删除 of a role, after a question that names it; who has it, the refusal says. */
export function DeleteRole({
  id,
  name,
  remove,
  leave = false,
}: {
  id: string;
  name: string;
  /** Goes to the list: the page of what is deleted is no place to stay. */
  leave?: boolean;
  remove: (input: { id: string }) => Promise<ActionResult<{ name: string }>>;
}) {
  const router = useRouter();
  return (
    <ConfirmButton
      label="删除"
      question={`删除角色“${name}”？`}
      hint="删除后不能恢复。正在使用的角色不能删除。"
      destructive
      run={() => remove({ id })}
      done={() => {
        toast.success(`角色“${name}”已删除`);
        if (leave) router.push(rolesPath as Route);
      }}
    />
  );
}
