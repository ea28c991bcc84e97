"use client";

import { useState } from "react";
import { TextField } from "@/components/form/fields";
import { Button } from "@/components/ui/button";
import type { CaptchaKind } from "@/lib/auth/captcha";
import type { ShownCaptcha, useCaptcha } from "./use-captcha";

/** The captcha's field: a picture that a click replaces, or a question for those who do not see it. */
export function CaptchaField({
  captcha: { captcha, kind, renew },
}: {
  captcha: Pick<ReturnType<typeof useCaptcha>, "captcha" | "kind" | "renew">;
}) {
  const [busy, setBusy] = useState(false);
  const [changed, setChanged] = useState(false);
  const other = kind === "image" ? "question" : "image";

  // The buttons are not disabled meanwhile: that would take the focus from under the keyboard.
  async function change(to: CaptchaKind) {
    if (busy) return;
    setBusy(true);
    await renew(to);
    setBusy(false);
    setChanged(true);
  }

  return (
    <div className="space-y-1">
      <TextField
        name="captchaAnswer"
        label="验证码"
        hint={hintOf(captcha)}
        autoComplete="off"
        inputMode={kind === "question" ? "numeric" : "text"}
        maxLength={50}
        required
        after={
          typeof captcha === "object" && captcha.kind === "image" ? (
            <Button
              variant="outline"
              size="inline"
              aria-label="看不清，换一张"
              title="看不清，换一张"
              aria-busy={busy}
              onClick={() => change("image")}
              className="overflow-hidden"
            >
              {/* biome-ignore lint/performance/noImgElement: a data URL that lives for one answer */}
              <img src={captcha.image} alt="" width={132} height={44} />
            </Button>
          ) : (
            <Button variant="outline" loading={busy} onClick={() => change(kind)}>
              {kind === "question" ? "换一题" : "重新获取"}
            </Button>
          )
        }
      />
      <Button variant="link" size="inline" onClick={() => change(other)}>
        {kind === "image" ? "换成文字题" : "换成图片"}
      </Button>
      <p role="status" className="sr-only">
        {changed && !busy && `验证码已更换。${hintOf(captcha)}`}
      </p>
    </div>
  );
}

function hintOf(captcha: ShownCaptcha): string {
  if (typeof captcha === "string") return captcha;
  if (captcha.kind === "image") return "请输入图中的 4 个字符，不区分大小写；看不清可点击图片更换";
  return `${captcha.question}请填数字`;
}
