/**
 * What every server action answers. `message` is a sentence a clerk can act on;
 * `fields` maps a form field's dotted path to what is wrong with it.
 */
export type ActionResult<T> =
  | { ok: true; data: T }
  | { ok: false; message: string; fields?: Record<string, string> };
