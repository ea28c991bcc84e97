import type { z } from "zod";

/**
 * Why a command refuses. `anonymous`: nobody is logged in (any more), `invalid`: the input is wrong, `forbidden`: not allowed to this viewer,
 * `missing`: no such thing in the viewer's scope (also said of other people's), `conflict`: somebody
 * else was first, `blocked`: something must end first, `throttled`: too often.
 */
export type ErrorCode =
  | "anonymous"
  | "invalid"
  | "forbidden"
  | "missing"
  | "conflict"
  | "blocked"
  | "throttled";

/** A refusal: `message` is a Chinese sentence that says what to do; `fields` names the form's fields. */
export class AppError extends Error {
  override name = "AppError";

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly fields?: Record<string, string>,
  ) {
    super(message);
  }
}

/** HTTP status of a refusal, for route handlers. */
export const statusOf: Record<ErrorCode, number> = {
  anonymous: 401,
  invalid: 400,
  forbidden: 403,
  missing: 404,
  conflict: 409,
  blocked: 409,
  throttled: 429,
};

/** The refusal of an id that is unknown or another tenant's: the two are never told apart. */
export const missing = (what: string) => new AppError("missing", `${what}不存在，或不在您的管理范围内`);

/** The refusal of a form's fields, each with its sentence. */
export const invalidFields = (fields: Record<string, string>): AppError =>
  new AppError("invalid", "填写的内容有误，请按提示修改", fields);

/** A schema's objections as a refusal; a field's first is told. */
export function refusalOf(error: z.ZodError): AppError {
  const fields: Record<string, string> = {};
  for (const issue of error.issues) fields[issue.path.join(".")] ??= issue.message;
  return invalidFields(fields);
}
