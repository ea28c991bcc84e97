import { z } from "zod";
import { offerCaptcha } from "@/lib/auth/captcha";
import { AppError, statusOf } from "@/lib/errors";
import { requireSameOrigin } from "@/lib/request";

const kindSchema = z.enum(["image", "question"]).catch("image");

/** §2: a new captcha, for 看不清，换一张 and 换成文字题. */
export async function POST(request: Request): Promise<Response> {
  try {
    requireSameOrigin(request);
    const kind = kindSchema.parse(new URL(request.url).searchParams.get("kind"));
    const captcha = await offerCaptcha(kind);
    return Response.json(captcha, { headers: { "Cache-Control": "no-store" } });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return Response.json({ message: error.message }, { status: statusOf[error.code] });
  }
}
