/** Whether `error` (or what caused it) is PostgreSQL's unique violation of one of these constraints. */
export function isUniqueViolation(error: unknown, ...constraints: string[]): boolean {
  const cause = error instanceof Error && error.cause ? error.cause : error;
  const { code, constraint_name: name } = (cause ?? {}) as { code?: string; constraint_name?: string };
  return code === "23505" && name !== undefined && constraints.includes(name);
}
