"use client";

import { useRouter } from "next/navigation";
import { toast } from "sonner";
import { TextareaField } from "@/components/form/fields";
import { Form } from "@/components/form/form";
import { useActionForm } from "@/components/form/use-action-form";
import { accountFormSchema } from "@/lib/person/account/schema";
import type { ActionResult } from "@/lib/result";
import { FormDialog, FormDialogFooter } from "./form-dialog";

type SetAccount = (input: { personId: string; reason: string }) => Promise<ActionResult<unknown>>;
type Props = { personId: string; name: string; keep: string; setAccount: SetAccount };

/** 注销账户 of one of the unit's people. */
export const CloseAccount = ({ name, ...props }: Props) => (
  <FormDialog
    label="注销账户"
    title={`注销${name}的账户？`}
    description={`注销后${name}立即退出，不能再登录，也不能用同一证件号码重新注册；学时记录和学时证明保留，证明仍可验证。将调转到其他单位的人员须登录申请调转，请不要注销。可随时恢复。`}
  >
    {(close) => (
      <ReasonForm {...props} verb="注销" close={close} done={() => toast.success(`${name}的账户已注销`)} />
    )}
  </FormDialog>
);

/** 恢复账户 of one of the unit's people. */
export const ReopenAccount = ({ name, ...props }: Props) => (
  <FormDialog
    label="恢复账户"
    title={`恢复${name}的账户？`}
    description={`${name}可用原来的密码登录；忘记密码的，恢复后请重置密码。`}
  >
    {(close) => (
      <ReasonForm
        {...props}
        verb="恢复"
        close={close}
        done={() => toast.success(`${name}的账户已恢复，可用原来的密码登录`)}
      />
    )}
  </FormDialog>
);

function ReasonForm({
  personId,
  keep,
  setAccount,
  verb,
  close,
  done,
}: Omit<Props, "name"> & { verb: string; close: () => void; done: () => void }) {
  const form = useActionForm({
    schema: accountFormSchema,
    defaultValues: { reason: "" },
    action: (values) => setAccount({ personId, ...values }),
    onSuccess: () => {
      close();
      done();
    },
    onFailure: useRouter().refresh,
    keep,
  });
  return (
    <Form form={form}>
      <TextareaField name="reason" label="原因" required rows={2} maxLength={200} />
      <FormDialogFooter submit={`确认${verb}`} close={close} />
    </Form>
  );
}
