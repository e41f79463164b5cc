// The number with which a run ends.
import type { SignalAction } from '../../../../../domain/detect/signal.ts';
import type { Leaf } from '../leaves.ts';
import { isDone } from './event-action.ts';

/** A word that says of a run that it has ended, and not how. */
export const hasOnlyEnded = /^(?:completed?|finished|done|ended|exited|terminated|stopped)$/i;

const exitName =
  /^(?:(?:process |job |task |command |last )?(?:exit|return)(?: ?(?:code|status|value))?|exitcode|returncode|retcode|rc)$/;
const isRunWord = (word: string) => /^(?:job|task|cron|script|command|build)$/.test(word);

/** What the number tells with which a run ended: 0 is well, whatever else is not. */
export function exitOf(leaves: readonly Leaf[]): SignalAction | null {
  let isRun: boolean | undefined;
  for (const { own, name, value } of leaves) {
    if (!mayBeExit.has(own.at(-1) ?? '') || !/^-?\d{1,10}$/.test(String(value))) continue;
    const isExit = exitName.test(name);
    if (!isExit && !/^(?:code|results?)$/.test(name)) continue;
    isRun ??= leaves.some((leaf) => leaf.own.some(isRunWord) || isDone(leaf) || isEndOfRun(leaf));
    // What should run for ever is not well when it ends, however it does.
    if (!isRun) return isExit && Number(value) !== 0 ? 'trigger' : null;
    return Number(value) === 0 ? 'resolve' : 'trigger';
  }
  return null;
}

const mayBeExit = new Set('exit return code status value exitcode returncode retcode rc result results'.split(' '));
const isEndOfRun = ({ name, value }: Leaf) =>
  /^(?:event|action|type)$/.test(name) && /^(?:\w{1,20}[._ ])?(?:finished|completed?)$/i.test(String(value));
