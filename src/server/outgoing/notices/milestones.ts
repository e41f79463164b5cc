/** Owners of milestones are told what is due. */
import { dueAfter } from '../../../domain/outgoing/notice-rules.ts';
import { singleLine } from '../../../domain/text.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { type DueMilestone, dueMilestones } from '../../program/pilots/reminders.ts';
import type { Notice } from './queue.ts';
import { quietOf } from './settings.ts';
import type { Reader } from './settings-store.ts';

const weekMs = 7 * 86_400_000;

/** Each milestone once before it is due; what is overdue in one notice a week. By night nothing: by morning it may be done. */
export async function milestoneNotices(tx: Queryable, readers: Map<number, Reader>, nowMs: number): Promise<Notice[]> {
  const due = (await dueMilestones(tx)).filter(({ ownerId }) => {
    const reader = readers.get(ownerId);
    return reader && dueAfter('milestoneDue', quietOf(reader), reader.timeZone, nowMs) <= nowMs;
  });
  const ahead = due.filter(({ daysLeft }) => daysLeft >= 0);
  const overdue = due.filter(({ daysLeft }) => daysLeft < 0);
  const owners = [...new Set(overdue.map(({ ownerId }) => ownerId))];
  return [
    ...ahead.map((milestone) => ({
      ...{ personId: milestone.ownerId, kind: 'milestoneDue' as const },
      key: `milestone ${milestone.pilotId} ${milestone.key} due ${milestone.dueOn}`,
      title: `${dueText(milestone.daysLeft)}: ${singleLine(milestone.title, 200)}`,
      text: `A milestone of yours in the plan of ${singleLine(milestone.teamName, 100)}.`,
      path: `/program/pilots/${milestone.pilotId}`,
    })),
    ...owners.map((personId) =>
      overdueNotice(
        personId,
        overdue.filter(({ ownerId }) => ownerId === personId),
        nowMs,
      ),
    ),
  ];
}

function overdueNotice(personId: number, milestones: DueMilestone[], nowMs: number): Notice {
  const [first, ...others] = milestones;
  return {
    ...{ personId, kind: 'milestoneDue', key: `milestones overdue in week ${Math.floor(nowMs / weekMs)}` },
    title:
      others.length === 0 ? 'A milestone of yours is overdue' : `${milestones.length} milestones of yours are overdue`,
    text: milestones.slice(0, 20).map(overdueText).join('\n'),
    path: others.length === 0 ? `/program/pilots/${first!.pilotId}` : '/program/pilots',
  };
}

function dueText(daysLeft: number): string {
  if (daysLeft === 0) return 'Due today';
  return daysLeft === 1 ? 'Due tomorrow' : `Due in ${daysLeft} days`;
}

function overdueText({ title, teamName, dueOn }: DueMilestone): string {
  return `${singleLine(title, 200)}, in the plan of ${singleLine(teamName, 100)}: due on ${dueOn}`;
}
