"use server";

import { visitorAction } from "@/lib/action";
import { AppError } from "@/lib/errors";
import { dropTicket, readTicket } from "@/lib/registration/ticket";
import { unitRegistrationSchema } from "@/lib/registration/unit/schema";
import { submitUnitRegistration } from "@/lib/review/unit-registration";

/** 提交注册. The ticket came with the first file; what is submitted is looked up with the password from then on. */
export const submitUnit = visitorAction(
  { schema: unitRegistrationSchema, changes: false },
  async (ctx, input) => {
    const id = await readTicket("unit");
    if (!id) {
      const message = "上传的文件已失效，请移除后重新上传；如果已经提交过，请到注册审核进度查询查看";
      throw new AppError("conflict", "本次填写已过期", { license: message });
    }
    const submitted = await submitUnitRegistration(ctx, id, input);
    // A corrected one keeps it: without the ticket its page could not say that it was sent.
    if (!input.login.resume) await dropTicket();
    return submitted;
  },
);
