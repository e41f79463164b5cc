import { describe, expect, it } from 'vitest';
import { overviewRowsWithHolidays, timelineRows } from '../respond/schedules/timeline/timeline-rows.ts';
import { whole } from './older-answers.ts';

const [from, to] = ['2026-11-02T09:00:00Z', '2026-11-09T09:00:00Z'];
const range = [Date.parse(from), Date.parse(to)] as const;
const ada = { startsAt: from, endsAt: to, personId: 1, personName: 'Ada' };
const shift = { ...ada, layer: 'Primary', gap: null };

/** As a node says it that knows one person at a time, no shadows, and no calendars. */
const olderTimeline = {
  ...{ from, to, timeZone: 'UTC', shifts: [shift], gaps: [], hours: [] },
  layers: [{ name: 'Primary', shifts: [{ ...ada, turn: 0, disabled: false }] }],
  overrides: [{ id: 1, ...ada }],
};

describe('the answer of an older node', () => {
  it('has a timeline to draw', () => {
    const rows = timelineRows(whole('getTimeline', olderTimeline) as never, ...range);
    expect(rows.map(({ name, spans }) => [name, spans.map(({ personName }) => personName)])).toEqual([
      ['Final schedule', ['Ada']],
      ['Overrides', ['Ada']],
      ['Primary', ['Ada']],
    ]);
    expect(whole('previewSchedule', { timeline: olderTimeline, changes: null })).toEqual({
      timeline: whole('getTimeline', olderTimeline),
      changes: null,
    });
  });

  it('has an overview of all schedules to draw', () => {
    const schedule = {
      ...{ scheduleId: 4, scheduleName: 'Daily', timeZone: 'UTC', teamId: null, teamName: null, people: [] },
      ...{ shifts: [{ ...shift, overrideId: null, reason: '' }], absences: [] },
    };
    const { items } = whole('readOnCallOverview', { items: [schedule], nextCursor: null });
    expect(overviewRowsWithHolidays(items as never, ...range).map(({ name }) => name)).toEqual(['Daily']);
  });

  it('tells what is missing as none, and leaves what is told as it is', () => {
    const page = { id: 7, mergedInto: 3, alerts: [{ id: 1 }] };
    expect(whole('getPage', page)).toMatchObject({
      ...{ id: 7, mergedInto: 3, snoozedUntil: null, declinedBy: [], webhookCalls: [] },
      alerts: [{ id: 1, flapping: null }],
    });
    expect(page).toEqual({ id: 7, mergedInto: 3, alerts: [{ id: 1 }] });
    expect(whole('previewEscalationPolicy', { moments: [], branch: null })).toMatchObject({ moments: [], waits: null });
    expect(whole('getTeam', undefined)).toBeUndefined();
    expect(whole('listServices', { items: [{}] })).toEqual({ items: [{}] });
  });
});
