"use client";

import { toast } from "sonner";
import { ConfirmButton } from "@/components/form/confirm-button";
import { Form, SubmitButton } from "@/components/form/form";
import { useActionForm } from "@/components/form/use-action-form";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import type { ActionResult } from "@/lib/result";
import { nothingSchema } from "@/lib/structure/schema";
import { CopyButton } from "./copy-button";

/** 注册链接 (§4.3): with it a sub-unit registers itself under this unit; there is one at a time. */
export function InvitationCard({
  invitation,
  days,
  create,
  end,
}: {
  /** The link that is open now, its end as it is read. */
  invitation: { url: string; expires: string } | null;
  /** How long a link is good. */
  days: number;
  create: (input: Record<string, never>) => Promise<ActionResult<unknown>>;
  end: (input: Record<string, never>) => Promise<ActionResult<unknown>>;
}) {
  const form = useActionForm({
    schema: nothingSchema,
    action: () => create({}),
    onSuccess: () => void toast.success("注册链接已生成"),
  });
  return (
    <Card className="mb-4">
      <CardHeader
        title="注册链接"
        description="下级单位打开链接自行注册，上级部门即为本单位；提交后在“审核下级单位”中审核。"
      />
      <CardContent>
        {invitation ? (
          <div className="space-y-3">
            <output className="block rounded-md bg-muted px-3 py-2 break-all select-all">
              {invitation.url}
            </output>
            <p className="text-muted-foreground">
              有效期至 {invitation.expires}。过期或停用后再打开，会提示链接已停用或已过期。
            </p>
            <div className="flex flex-wrap gap-3">
              <CopyButton text={invitation.url} what="链接" />
              <ConfirmButton
                label="停用链接"
                question="停用注册链接？"
                hint="停用后再打开该链接，会提示已停用；此前打开的页面仍可提交，由本单位审核，已提交的注册不受影响。需要时可以重新生成。"
                destructive
                run={() => end({})}
                done={() => toast.success("注册链接已停用")}
              />
            </div>
          </div>
        ) : (
          <Form form={form}>
            <p>没有可用的注册链接。生成后 {days} 天内有效，可发给多个下级单位。</p>
            <SubmitButton pendingText="正在生成…">生成注册链接</SubmitButton>
          </Form>
        )}
      </CardContent>
    </Card>
  );
}
