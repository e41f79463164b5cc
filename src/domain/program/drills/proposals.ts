/** What the record of a drill says about its scorecard: a mark where it can tell, and always the reason. */
import type { DrillFormatKey, ScoreKey } from '../../../contract/program/drill-keys.ts';
import { durationText } from '../../time/duration-text.ts';
import { counted } from '../counted.ts';
import { type ScoreMarks, type ScorePoints, scoreCard } from './score.ts';

/** What stands in the record: when (epoch milliseconds), and what. */
export type RecordLine = { at: number | null; text: string };

/** `points` null: the record cannot tell, so the item counts only when the leader sets it. */
export type Proposal = { key: ScoreKey; points: ScorePoints | null; reason: string; rows: readonly RecordLine[] };

/** The record of a drill's incident; instants are epoch milliseconds, lists in the order of time. */
export type DrillRecord = {
  declaredAt: number;
  endedAt: number;
  commanderAssignedAt: number | null;
  rolesNeeded: readonly string[];
  roles: readonly { role: string; personId: number; name: string; at: number; wasOffered: boolean }[];
  severityChanges: readonly { at: number; from: number; to: number; by: string }[];
  firstPublicDraft: { at: number; by: string } | null;
  updates: readonly { at: number; by: string }[];
  /** Null: the severity asks for no rhythm. */
  rhythmMinutes: number | null;
  tasks: readonly { title: string; owner: string | null; hasDeadline: boolean }[];
  planBAt: number | null;
  /** What people wrote or did, without what the drill itself announced. */
  entries: readonly { at: number }[];
  runbooks: readonly { title: string; at: number; steps: number; done: number }[];
  actionItems: readonly { at: number; title: string }[];
  postmortemAt: number | null;
};

type Found = Omit<Proposal, 'key'>;

const minute = 60_000;
const longestQuiet = 20 * minute;
const cannotTell = (reason: string, rows: readonly RecordLine[] = []): Found => ({ points: null, reason, rows });
const found = (points: ScorePoints, reason: string, rows: readonly RecordLine[] = []): Found => ({
  points,
  reason,
  rows,
});

/** A page test is about the page: nobody commands it. */
const askedOf = (format: DrillFormatKey, key: ScoreKey) =>
  format !== 'page-test' || key === 'runbook' || key === 'debrief';

/** One line per item of the scorecard, in its order. */
export function proposeScore(record: DrillRecord, format: DrillFormatKey): Proposal[] {
  return scoreCard.map(({ key }) => ({
    key,
    ...(askedOf(format, key) ? rules[key](record, format) : cannotTell('A page test does not ask for it.')),
  }));
}

/** The marks of those items that the record can tell. */
export const marksOf = (proposals: readonly Proposal[]): ScoreMarks =>
  Object.fromEntries(proposals.flatMap(({ key, points }) => (points === null ? [] : [[key, points]])));

const rules: Record<ScoreKey, (record: DrillRecord, format: DrillFormatKey) => Found> = {
  commander({ declaredAt, commanderAssignedAt, roles }) {
    if (commanderAssignedAt === null) return found(0, 'Nobody took command.');
    const first = roles.find(({ role }) => role === 'commander');
    const took = durationText((commanderAssignedAt - declaredAt) / 1000);
    return found(
      byTime(commanderAssignedAt - declaredAt, 5, 10),
      `${first?.name ?? 'Somebody'} commanded after ${took}.`,
      [{ at: commanderAssignedAt, text: `Incident commander: ${first?.name ?? 'taken'}` }],
    );
  },

  roles({ roles, rolesNeeded }) {
    if (rolesNeeded.length === 0) return cannotTell('The severity asks for no roles.');
    const held = roles.filter(({ role }) => rolesNeeded.includes(role));
    const filled = new Set(held.map(({ role }) => role));
    const missing = rolesNeeded.filter((role) => !filled.has(role));
    const isDoubled = new Set(held.map(({ personId }) => personId)).size < filled.size;
    const rows = held.map(({ at, role, name }) => ({ at, text: `${role}: ${name}` }));
    if (filled.size === 0) return found(0, `None of ${counted(rolesNeeded.length, 'role')} was taken.`);
    if (missing.length > 0) {
      return found(
        1,
        `${filled.size} of ${rolesNeeded.length} roles were taken; missing: ${missing.join(', ')}.`,
        rows,
      );
    }
    return isDoubled
      ? found(2, 'All roles were taken, some by the same person.', rows)
      : found(3, 'All roles were taken, by different people.', rows);
  },

  severity({ severityChanges, declaredAt }) {
    const last = severityChanges.at(-1);
    if (!last) {
      return cannotTell('It kept the severity of the scenario; whether it was debated is not in the record.');
    }
    const rows = severityChanges.map(({ at, from, to, by }) => ({ at, text: `SEV${from} to SEV${to}, by ${by}` }));
    const took = durationText((last.at - declaredAt) / 1000);
    const times = severityChanges.length === 1 ? 'Changed once' : `Changed ${severityChanges.length} times`;
    // A severity that was changed again and again was debated, however quickly.
    const points = severityChanges.length > 2 ? 1 : byTime(last.at - declaredAt, 5, 15);
    return found(points, `${times}; settled after ${took}.`, rows);
  },

  'first-post'({ firstPublicDraft, declaredAt }) {
    if (!firstPublicDraft) return found(0, 'No public update was drafted.');
    const took = firstPublicDraft.at - declaredAt;
    return found(byTime(took, 5, 15), `First drafted after ${durationText(took / 1000)}.`, [
      { at: firstPublicDraft.at, text: `Public update drafted by ${firstPublicDraft.by}` },
    ]);
  },

  rhythm({ updates, rhythmMinutes, declaredAt, endedAt }) {
    if (rhythmMinutes === null) return cannotTell('The severity asks for no rhythm of updates.');
    if (updates.length === 0 && endedAt - declaredAt <= rhythmMinutes * minute) {
      return cannotTell(`It was over before the first update was due (${rhythmMinutes} min).`);
    }
    const rows = updates.map(({ at, by }) => ({ at, text: `Update by ${by}` }));
    const late = lateUpdates(
      updates.map(({ at }) => at),
      declaredAt,
      endedAt,
      rhythmMinutes,
    );
    if (updates.length === 0) return found(0, `No update, where one is due every ${rhythmMinutes} min.`);
    const said = `${counted(updates.length, 'update')}, one due every ${rhythmMinutes} min; `;
    if (late === 0) return found(3, `${said}never late.`, rows);
    return found(late === 1 ? 2 : 1, `${said}${late === 1 ? 'late once' : `late ${late} times`}.`, rows);
  },

  'named-tasks'({ tasks }) {
    if (tasks.length === 0) return cannotTell('No tasks were written down.');
    const named = tasks.filter(({ owner }) => owner !== null).length;
    const rows = tasks.map(({ title, owner }) => ({ at: null, text: `${title}: ${owner ?? 'nobody'}` }));
    const said = `${named} of ${counted(tasks.length, 'task')} had an owner`;
    if (named < tasks.length) {
      return found(named * 2 >= tasks.length ? 2 : named > 0 ? 1 : 0, `${said}.`, rows);
    }
    return tasks.every(({ hasDeadline }) => hasDeadline)
      ? found(3, `${said} and a deadline.`, rows)
      : found(2, `${said}, not all a deadline.`, rows);
  },

  'plan-b'({ planBAt }) {
    if (planBAt === null) return cannotTell('“Plan B” was not ticked in the checklist; the record cannot tell more.');
    return found(2, 'It was ticked in the checklist; whether plan A had failed by then, the leader knows.', [
      { at: planBAt, text: 'Checklist: plan B named' },
    ]);
  },

  timeline({ entries, declaredAt, endedAt }) {
    if (entries.length === 0) return found(0, 'Nobody wrote anything on the timeline.');
    const moments = [declaredAt, ...entries.map(({ at }) => at), endedAt];
    const quiet = Math.max(...moments.map((at, index) => (index === 0 ? 0 : at - moments[index - 1]!)));
    const said = `${counted(entries.length, 'entry', 'entries')} by people; the longest quiet was ${durationText(quiet / 1000)}.`;
    const rows = entries.slice(0, 1).map(({ at }) => ({ at, text: 'First entry' }));
    return found(quiet > longestQuiet ? 1 : 2, said, rows);
  },

  handover({ roles }, format) {
    const commanders = roles.filter(({ role }) => role === 'commander');
    const changes = commanders.slice(1).filter(({ personId }, index) => personId !== commanders[index]!.personId);
    const rows = commanders.map(({ at, name }) => ({ at, text: `Incident commander: ${name}` }));
    if (changes.length === 0) {
      return format === 'handover'
        ? found(0, 'Command was never handed over, which this format is about.', rows)
        : cannotTell('Command was not handed over, so it did not come up.');
    }
    const offered = changes.filter(({ wasOffered }) => wasOffered).length;
    const said = `Command changed hands ${changes.length === 1 ? 'once' : `${changes.length} times`}`;
    return offered === changes.length
      ? found(3, `${said}, each time offered and accepted.`, rows)
      : found(offered > 0 ? 2 : 1, `${said}, ${offered === 0 ? 'never' : 'not always'} offered and accepted.`, rows);
  },

  runbook({ runbooks }) {
    const [best] = [...runbooks].sort((left, right) => right.done / right.steps - left.done / left.steps);
    if (!best) return cannotTell('No runbook was opened; whether one is missing, the leader knows.');
    const rows = runbooks.map(({ at, title, done, steps }) => ({ at, text: `${title}: ${done} of ${steps} steps` }));
    const said = `${best.done} of ${counted(best.steps, 'step')} of “${best.title}” were ticked.`;
    return found(best.done >= best.steps ? 3 : 2, said, rows);
  },

  debrief({ actionItems, postmortemAt, endedAt }) {
    const rows = actionItems.map(({ at, title }) => ({ at, text: title }));
    const sameDay = actionItems.some(({ at }) => at - endedAt <= 24 * 60 * minute);
    if (actionItems.length > 0) {
      const said = `${counted(actionItems.length, 'follow-up item')} written down`;
      return sameDay
        ? found(3, `${said}, the first within a day.`, rows)
        : found(2, `${said}, later than a day.`, rows);
    }
    return postmortemAt === null
      ? cannotTell('Nothing was written down yet: no follow-up items, no postmortem.')
      : found(2, 'A postmortem was written, without action items.', [{ at: postmortemAt, text: 'Postmortem written' }]);
  },
};

function byTime(milliseconds: number, bestMinutes: number, goodMinutes: number): ScorePoints {
  if (milliseconds <= bestMinutes * minute) return 3;
  return milliseconds <= goodMinutes * minute ? 2 : 1;
}

/** Epoch milliseconds. Times of updates after one another; a silence longer than the rhythm is one late update. */
export function lateUpdates(
  updatesAt: readonly number[],
  declaredAt: number,
  endedAt: number,
  rhythmMinutes: number | null,
): number {
  if (rhythmMinutes === null) return 0;
  const longest = rhythmMinutes * minute;
  const moments = [declaredAt, ...[...updatesAt].sort((left, right) => left - right), endedAt];
  return moments.filter((at, index) => index > 0 && at - (moments[index - 1] ?? at) > longest).length;
}
