/** What a policy here can hold, and what stands in it for something that an export lacks. */
import type { MovedSchedule, Target } from './document.ts';
import type { Slugs } from './slugs.ts';

export const longestDelaySeconds = 7 * 86_400;
export const mostSteps = 20;
export const mostRepeats = 20;
/** How long the last step of a ladder that does not repeat has until the page counts as unanswered. */
export const lastDelaySeconds = 600;

/** Each target once, as many as a step takes. */
export function uniqueTargets(targets: readonly Target[]): Target[] {
  return [...new Map(targets.map((target) => [JSON.stringify(target), target])).values()].slice(0, 50);
}

/** An empty schedule in the place of something that a policy asks and the export lacks. */
export function placeholderOf(tool: string, slugs: Slugs, kind: string, id: string, name: string): MovedSchedule {
  return {
    slug: slugs('schedule', id, `missing ${kind} ${name}`),
    name: `Missing: ${kind} ${name}`.slice(0, 120),
    description: `It stands in a policy in the place of something that the export of ${tool} lacks.`,
    ...{ team: null, timeZone: 'UTC', layers: [], turns: 'restart' },
  };
}
