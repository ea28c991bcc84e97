export type FieldMessage = { name: string; message: string };

/** A form's errors (react-hook-form's) as a flat list with dotted names, the form's own (`root`) excluded. */
export function listErrors(errors: { root?: unknown; [field: string]: unknown }): FieldMessage[] {
  const { root: _, ...fields } = errors;
  return collect(fields, "");
}

function collect(node: unknown, path: string): FieldMessage[] {
  if (typeof node !== "object" || node === null) return [];
  if ("type" in node && typeof node.type === "string") {
    const message = "message" in node && typeof node.message === "string" ? node.message : "";
    return [{ name: path, message: message || "填写有误" }];
  }
  return Object.entries(node).flatMap(([key, child]) => collect(child, path ? `${path}.${key}` : key));
}
