import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import { CommandProblem, exitCodes } from './exit-codes.ts';

/** Asks at the terminal. @throws CommandProblem unless the answer is yes, or when nobody can be asked */
export async function confirm(question: string): Promise<void> {
  if (!process.stdin.isTTY) throw new CommandProblem('Use --yes to go on without confirmation.', exitCodes.usage);
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  // Ctrl+C and Ctrl+D close it; the question would then wait for ever.
  const closed = once(terminal, 'close').then(() => '');
  terminal.once('SIGINT', () => terminal.close());
  const answer = await Promise.race([terminal.question(question), closed]);
  terminal.close();
  if (!/^y(es)?$/i.test(answer.trim())) throw new CommandProblem('Nothing was changed.');
}
