"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { FieldValues, Path } from "react-hook-form";
import { toast } from "sonner";
import { dropDraft, saveDraft as keepInTab } from "@/components/form/draft";
import type { ActionForm } from "@/components/form/use-action-form";
import type { DraftInput } from "@/lib/hours/schema";
import type { ActionResult } from "@/lib/result";

/**
 * 保存草稿: sends what has been typed so far. The first save of a new declaration goes on at the draft's own
 * address; what is typed until that page is there goes along.
 */
export function useSaveDraft<Values extends FieldValues>({
  form,
  action,
  keep,
  editPath,
}: {
  form: ActionForm<Values>;
  action: (input: DraftInput) => Promise<ActionResult<{ id: string; version: string }>>;
  /** Names under which the tab keeps what is typed: here, and at the draft's own address, by its id. */
  keep: { here: string; saved: (id: string) => string };
  /** The draft's own address, its id as `[id]`. */
  editPath: string;
}) {
  const router = useRouter();
  const [saving, setSaving] = useState(false);

  async function save() {
    const refusal = form.uploading.refusal("保存");
    if (refusal) {
      toast.error(refusal);
      return;
    }
    setSaving(true);
    try {
      const values = () => JSON.stringify(form.getValues());
      const sent = values();
      const result = await action(JSON.parse(sent) as DraftInput);
      if (!result.ok) return refuse(result);
      toast.success("草稿已保存，可随时继续填写");
      const { id, version } = result.data;
      const first = !form.getValues("id" as Path<Values>);
      const typedSince = values() !== sent;
      form.setValue("id" as Path<Values>, id as never);
      form.setValue("version" as Path<Values>, version as never);
      // Only now: setting a value is a change that the tab keeps.
      if (!typedSince) dropDraft(keep.here);
      // Files chosen meanwhile would be lost on the way: the draft goes on here.
      if (!first || form.uploading.refusal("保存")) return;
      const moveAlong = () => {
        dropDraft(keep.here);
        keepInTab(keep.saved(id), form.getValues(), []);
      };
      if (typedSince) moveAlong();
      const left = values();
      form.subscribe({ formState: { values: true }, callback: () => values() !== left && moveAlong() });
      router.replace(editPath.replace("[id]", id) as Route);
    } catch (error) {
      toast.error(
        error instanceof TypeError
          ? "网络连接失败，您填写的内容已保留，请稍后重试"
          : "系统暂时无法保存，您填写的内容已保留，请稍后重试",
      );
    } finally {
      setSaving(false);
    }
  }

  function refuse({ message, fields = {} }: Extract<ActionResult<never>, { ok: false }>) {
    toast.error(message);
    for (const [name, fault] of Object.entries(fields)) {
      if (name) form.setError(name as Path<Values>, { type: "server", message: fault });
    }
  }

  return { save, saving };
}
