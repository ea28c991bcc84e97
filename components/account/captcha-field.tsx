"use client";

import { useState } from "react";
import type { FieldValues, Path } from "react-hook-form";
import { TextField } from "@/components/form/fields";
import { Button } from "@/components/ui/button";
import type { Captcha, CaptchaKind } from "@/lib/auth/captcha";

/** A new captcha, or the sentence that says why there is none. */
export async function fetchCaptcha(kind: CaptchaKind): Promise<Captcha | string> {
  try {
    const response = await fetch(`/captcha?kind=${kind}`, { method: "POST" });
    const body: Captcha & { message?: string } = await response.json();
    return response.ok ? body : (body.message ?? unavailable);
  } catch {
    return unavailable;
  }
}

const unavailable = "验证码获取失败，请检查网络后再试";

/** The captcha's field: a picture that a click replaces, or a question for those who do not see it. */
export function CaptchaField<Values extends FieldValues>({
  name,
  captcha,
  renew,
}: {
  name: Path<Values>;
  captcha: Captcha | string;
  renew: (kind: CaptchaKind) => Promise<void>;
}) {
  const [busy, setBusy] = useState(false);
  const [changed, setChanged] = useState(false);
  const kind = typeof captcha === "string" ? "image" : captcha.kind;
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
        name={name}
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

function hintOf(captcha: Captcha | string): string {
  if (typeof captcha === "string") return captcha;
  if (captcha.kind === "image") return "请输入图中的 4 个字符，不区分大小写；看不清可点击图片更换";
  return `${captcha.question}请填数字`;
}
