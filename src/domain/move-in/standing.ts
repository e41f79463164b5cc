/** How far moving in has come, as the rows say it. */

export type SourceSeen = { type: string; isBuiltIn: boolean; lastSignalAt: string | null };

/** `never`: nothing has come since it is there. `quiet`: nothing within the days that were asked for. */
export type Standing = 'arrives' | 'quiet' | 'never';

const dayMs = 86_400_000;

/** Those that a sender outside has to be pointed at: Evenkeel feeds the others itself. */
export const isPointedAt = ({ type, isBuiltIn }: SourceSeen): boolean => !isBuiltIn && type !== 'check';

/** @param now epoch ms */
export function standingOf({ lastSignalAt }: SourceSeen, now: number, quietDays: number): Standing {
  if (lastSignalAt === null) return 'never';
  return now - Date.parse(lastSignalAt) > quietDays * dayMs ? 'quiet' : 'arrives';
}

/** What a sender of such a source may still be doing; it cannot be told apart from here. */
export const standingWords: Record<Standing, string> = {
  arrives: 'sends here',
  quiet: 'quiet',
  never: 'never sent here',
};
