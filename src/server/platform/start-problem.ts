/**
 * A reason why Evenkeel cannot start that the person who starts it can act on.
 * The message is one sentence for a terminal; whoever catches it prints the message without a stack and exits non-zero.
 */
export class StartProblem extends Error {
  override name = 'StartProblem';
}

/** The operating system's error code of a thrown value (`ENOSPC`, `EACCES`, ...), if it has one. */
export function errorCode(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : undefined;
}
