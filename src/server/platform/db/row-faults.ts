/**
 * Whether a failure lies in the rows and comes back as long as they are tried: PostgreSQL's classes 22 (data) and 23
 * (constraints), and our own exceptions; not a database that is away.
 */
export function isFaultOfRows(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  if (typeof code === 'string') return /^2[23]/.test(code);
  return error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError;
}
