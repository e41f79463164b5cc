/** The practical part of a certificate: what somebody has done, counted from what is recorded of them. */
import type { CourseHead } from '../../contract/program/documents.ts';
import { roles } from '../respond/incidents/roles.ts';

export type Practice = CourseHead['practice'][number];
export type PracticeDone = Practice & { done: number };

export const isPractised = (practice: readonly PracticeDone[]) => practice.every(({ count, done }) => done >= count);

const roleName = (key: string) => (roles.find((role) => role.key === key)?.name ?? key).toLowerCase();

/** What is counted: “drills as scribe”, “shadow shift”. */
function thingOf(practice: Practice, count: number): string {
  const plural = count === 1 ? '' : 's';
  return practice.kind === 'shadow-shift' ? `shadow shift${plural}` : `drill${plural} as ${roleName(practice.role)}`;
}

/** “2 drills as scribe”. */
export const practiceWords = (practice: Practice) => `${practice.count} ${thingOf(practice, practice.count)}`;

/** “1 of 2 drills as scribe”; more than needed is as much as needed. */
export const progressWords = (practice: PracticeDone) =>
  `${Math.min(practice.done, practice.count)} of ${practice.count} ${thingOf(practice, practice.count)}`;
