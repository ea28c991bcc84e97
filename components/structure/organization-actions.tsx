"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { toast } from "sonner";
import { ConfirmButton } from "@/components/form/confirm-button";
import type { OrganizationState } from "@/db/enums";
import type { ActionResult } from "@/lib/result";

type IdAction = (input: { id: string }) => Promise<ActionResult<{ id: string }>>;

/** 停用 / 启用 of an organization directly below, and 解除 of a sub-unit. */
export function OrganizationActions({
  organization: { id, name, state },
  disable,
  enable,
  detach,
}: {
  organization: { id: string; name: string; state: OrganizationState };
  disable: IdAction;
  enable: IdAction;
  /** `superior`: where a detached sub-unit goes; `listHref`: where the viewer goes then. */
  detach?: { run: IdAction; superior: string; listHref: string };
}) {
  const router = useRouter();
  return (
    <>
      {detach && (
        <ConfirmButton
          label="解除下级单位"
          question={`解除下级单位${name}？`}
          hint={`解除后，${name}及其下级单位改由${detach.superior}直接管理，本单位不能再查看和管理；人员、学时和记录保留不变。`}
          destructive
          run={() => detach.run({ id })}
          done={() => {
            toast.success(`${name}已解除，现由${detach.superior}管理`);
            router.push(detach.listHref as Route);
          }}
        />
      )}
      {state === "active" ? (
        <ConfirmButton
          label="停用"
          question={`停用${name}？`}
          hint={`停用后，${name}的管理员和专业技术人员立即退出，不能再登录；人员、学时和记录保留，可随时重新启用。`}
          destructive
          run={() => disable({ id })}
          done={() => toast.success(`${name}已停用`)}
        />
      ) : (
        <ConfirmButton
          label="启用"
          question={`启用${name}？`}
          hint={`启用后，${name}的管理员和专业技术人员可以重新登录。`}
          run={() => enable({ id })}
          done={() => toast.success(`${name}已启用`)}
        />
      )}
    </>
  );
}
