"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { FieldValues, Path, UseFormReturn } from "react-hook-form";
import { toast } from "sonner";
import { dropDraft, saveDraft as keepInTab } from "@/components/form/draft";
import type { DraftInput } from "@/lib/hours/schema";
import type { ActionResult } from "@/lib/result";

/**
 * 保存草稿: sends what has been typed so far. The first save of a new declaration goes on at the draft's own
 * address; what was typed while the answer was awaited goes along.
 */
export function useSaveDraft<Values extends FieldValues>({
  form,
  action,
  isUploading,
  keep,
  editPath,
}: {
  form: UseFormReturn<Values, unknown, Values>;
  action: (input: DraftInput) => Promise<ActionResult<{ id: string; version: string }>>;
  isUploading: () => boolean;
  /** Names under which the tab keeps what is typed: here, and at the draft's own address, its id as `[id]`. */
  keep: { here: string; saved: string };
  /** The draft's own address, its id as `[id]`. */
  editPath: string;
}) {
  const router = useRouter();
  const [saving, setSaving] = useState(false);

  async function save() {
    if (isUploading()) {
      toast.error("材料仍在上传，请等上传完成后再保存");
      return;
    }
    setSaving(true);
    try {
      const sent = JSON.stringify(form.getValues());
      const result = await action(JSON.parse(sent) as DraftInput);
      if (!result.ok) return refuse(result);
      dropDraft(keep.here);
      toast.success("草稿已保存，可随时继续填写");
      const { id, version } = result.data;
      const first = !form.getValues("id" as Path<Values>);
      const typedSince = JSON.stringify(form.getValues()) !== sent;
      form.setValue("id" as Path<Values>, id as never);
      form.setValue("version" as Path<Values>, version as never);
      if (!first) return;
      if (typedSince) keepInTab(keep.saved.replace("[id]", id), form.getValues(), []);
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
