/** Whether the people of a service have practised lately. */

export type Practised = {
  result: 'practised' | 'long-ago' | 'never' | 'unknown';
  sentence: string;
  drill: { id: number; title: string; finishedAt: Date } | null;
};

export const practisedWithinDays = 90;
const dayMs = 86_400_000;

/** @param last null: it could not be found out */
export function practisedWords(last: NonNullable<Practised['drill']> | 'never' | null, nowMs: number): Practised {
  if (last === null) {
    return { result: 'unknown', sentence: 'When it was last practised could not be found out.', drill: null };
  }
  if (last === 'never')
    return { result: 'never', sentence: 'Never practised: no drill was finished yet.', drill: null };
  const days = Math.max(0, Math.floor((nowMs - last.finishedAt.getTime()) / dayMs));
  const ago = days === 0 ? 'today' : days === 1 ? 'yesterday' : `${days} days ago`;
  return nowMs - last.finishedAt.getTime() <= practisedWithinDays * dayMs
    ? { result: 'practised', sentence: `Last practised ${ago}.`, drill: last }
    : { result: 'long-ago', sentence: `Last practised ${ago}: longer than ${practisedWithinDays} days.`, drill: last };
}
