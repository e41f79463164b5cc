import type { Pilot } from '../../../contract/program/pilots.ts';

export type Milestone = Pilot['milestones'][number];
export type MilestoneStatus = Milestone['status'];

/** The columns of the board, in order. */
export const statusLooks = {
  'not-started': { tone: 'sev5', glyph: 'ring', word: 'Not started' },
  'in-progress': { tone: 'sev4', glyph: 'half', word: 'In progress' },
  blocked: { tone: 'sev2', glyph: 'square', word: 'Blocked' },
  done: { tone: 'resolved', glyph: 'check', word: 'Done' },
} as const;

export const statuses = Object.keys(statusLooks) as MilestoneStatus[];

/** An older node tells nothing of the column, but whether it is done. */
export const statusOf = ({ doneAt, status }: Milestone): MilestoneStatus => (doneAt === null ? status : 'done');

/** What it still waits for. */
export function openBefore(milestone: Milestone, milestones: readonly Milestone[]): Milestone[] {
  return milestones.filter(({ key, doneAt }) => doneAt === null && milestone.waitsForKeys.includes(key));
}

/** Why it cannot go on, or null. */
export function waitingText(milestone: Milestone, milestones: readonly Milestone[]): string | null {
  if (milestone.doneAt !== null) return null;
  if (milestone.blockedReason !== '') return milestone.blockedReason;
  const open = openBefore(milestone, milestones).map(({ title }) => `“${title}”`);
  return open.length === 0 ? null : `Waits for ${open.join(' and ')}`;
}
