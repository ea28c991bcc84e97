import "server-only";
import { refresh } from "next/cache";
import { unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import type { Requirement } from "./access/permissions";
import { requireContext } from "./access/require";
import { type Ctx, type VisitorCtx, visitorContext } from "./context";
import { AppError, refusalOf } from "./errors";
import type { ActionResult } from "./result";
import { isStorable } from "./text";

/**
 * Makes a server action of a command, the only way one is made: viewer fresh from the database →
 * authorized → input parsed → command → the page read anew. Its refusals (`AppError`) become a result;
 * any other error is a fault and is thrown. `changes: false` for one that only asks: the page stays as it is.
 */
export function action<Schema extends z.ZodType, T>(
  { permission, schema, changes = true }: { permission: Requirement; schema: Schema; changes?: boolean },
  command: (ctx: Ctx, input: z.output<Schema>) => Promise<T>,
) {
  return perform(schema, changes, () => requireContext(permission), command);
}

/**
 * The same for pages where nobody is logged in (registration): no viewer, so the command itself throttles and asks
 * for the captcha.
 */
export function visitorAction<Schema extends z.ZodType, T>(
  { schema, changes = true }: { schema: Schema; changes?: boolean },
  command: (ctx: VisitorCtx, input: z.output<Schema>) => Promise<T>,
) {
  return perform(schema, changes, visitorContext, command);
}

function perform<Schema extends z.ZodType, Context, T>(
  schema: Schema,
  changes: boolean,
  contextFor: () => Promise<Context>,
  command: (ctx: Context, input: z.output<Schema>) => Promise<T>,
) {
  return async (input: z.input<Schema>): Promise<ActionResult<T>> => {
    try {
      const ctx = await contextFor();
      if (!isStorableInput(input)) {
        throw new AppError("invalid", "填写的内容含有无法识别的字符，请删除后重新填写");
      }
      const parsed = schema.safeParse(input);
      if (!parsed.success) throw refusalOf(parsed.error);
      const data = await command(ctx, parsed.data);
      if (changes) refresh();
      return { ok: true, data };
    } catch (error) {
      unstable_rethrow(error);
      if (error instanceof AppError) return { ok: false, message: error.message, fields: error.fields };
      throw error;
    }
  };
}

/** Asked of all texts of an input at once: no schema could forget it. */
const isStorableInput = (input: unknown): boolean =>
  typeof input === "string"
    ? isStorable(input)
    : typeof input !== "object" || input === null || Object.entries(input).flat().every(isStorableInput);
