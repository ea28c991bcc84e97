"use client";

import { useState } from "react";
import type { Captcha, CaptchaKind } from "@/lib/auth/captcha";
import type { ActionResult } from "@/lib/result";

/** A captcha as the form asks it, or the sentence that says why there is none. */
export type ShownCaptcha = Captcha | string;

/** What a form holds of its captcha before an answer is typed. */
export const captchaValues = (captcha: ShownCaptcha) => ({
  captchaId: typeof captcha === "string" ? "" : captcha.id,
  captchaAnswer: "",
});

type Values = ReturnType<typeof captchaValues>;

/**
 * The captcha of a form that holds `captchaValues`. `renew` asks for another one; `spend` sends what the form says and
 * renews the captcha unless that was accepted, because no answer counts twice.
 */
export function useCaptcha(
  form: { setValue: (name: keyof Values, value: string) => void },
  first: ShownCaptcha,
) {
  const [captcha, setCaptcha] = useState(first);
  const kind = typeof captcha === "string" ? "image" : captcha.kind;

  async function renew(to: CaptchaKind) {
    const next = await fetchCaptcha(to);
    setCaptcha(next);
    const { captchaId, captchaAnswer } = captchaValues(next);
    form.setValue("captchaId", captchaId);
    form.setValue("captchaAnswer", captchaAnswer);
  }

  async function spend<T>(send: () => Promise<ActionResult<T>>): Promise<ActionResult<T>> {
    let accepted = false;
    try {
      const result = await send();
      accepted = result.ok;
      return result;
    } finally {
      // Without an answer nobody knows whether the server has seen it: it may be used up as well.
      if (!accepted) await renew(kind);
    }
  }

  return { captcha, kind, renew, spend };
}

async function fetchCaptcha(kind: CaptchaKind): Promise<ShownCaptcha> {
  try {
    const response = await fetch(`/captcha?kind=${kind}`, { method: "POST" });
    const body: Captcha & { message?: string } = await response.json();
    return response.ok ? body : (body.message ?? unavailable);
  } catch {
    return unavailable;
  }
}

const unavailable = "验证码获取失败，请检查网络后再试";
