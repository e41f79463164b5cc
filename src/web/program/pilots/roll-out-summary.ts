import type { RollOut } from '../../../contract/program/plans/roll-outs.ts';

/** How many teams it has, and how far they are. */
export function summaryOf({ waves }: RollOut): string {
  const plans = waves.flatMap((wave) => wave.plans);
  const of = (state: string) => plans.filter((plan) => plan.state === state).length;
  const parts = [
    `${of('planned')} planned`,
    `${of('running')} in progress`,
    `${of('over')} awaiting outcome`,
    `${of('ended')} ended`,
  ];
  const size = `${plans.length} ${plans.length === 1 ? 'team' : 'teams'} in ${waves.length} ${waves.length === 1 ? 'wave' : 'waves'}`;
  return `${size}: ${parts.filter((part) => !part.startsWith('0 ')).join(', ')}`;
}
