import type { ReachRule } from '../../../contract/directory/teams.ts';

export type Channel = { channel: string; wakes: boolean };

/** What somebody with these channels lacks for a rule, in words to stand behind “needs”; empty when it is met. */
export function missingFor({ ways, wakes }: ReachRule, channels: readonly Channel[]): string[] {
  const lacking = ways - new Set(channels.map(({ channel }) => channel)).size;
  const missing: string[] = [];
  if (lacking > 0) missing.push(`${lacking} more ${lacking === 1 ? 'kind' : 'kinds'} of contact method`);
  if (wakes && !channels.some((each) => each.wakes)) missing.push('a contact method that wakes them');
  return missing;
}

/** A rule as a sentence. */
export function ruleText({ ways, wakes }: ReachRule): string {
  const count = ways === 1 ? 'one contact method' : `${ways} different kinds of contact method`;
  if (!wakes) return `Each member needs ${count}.`;
  return ways === 1
    ? 'Each member needs a contact method that wakes them.'
    : `Each member needs ${count}, at least one of which wakes them.`;
}
