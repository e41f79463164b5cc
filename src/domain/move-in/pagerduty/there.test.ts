import { expect, test } from 'vitest';
import { usualUrgencies } from '../../severity.ts';
import { evenkeelOf } from '../here.ts';
import { prove } from '../proof.ts';
import { readExport } from '../tools.ts';
import { pagerdutyOrganisation } from './organisation-for-tests.ts';

const weekMs = 7 * 86_400_000;

test('where the export holds the final schedule, what PagerDuty itself says is what is compared', () => {
  const nowMs = Date.UTC(2026, 8, 1);
  const dump = pagerdutyOrganisation(5, { people: 7, teams: 2, schedules: 3 }, nowMs);
  const [schedule] = dump.schedules;
  const iso = (ms: number) => new Date(ms).toISOString();
  const stranger = dump.users.at(-1)!;
  const [from, to] = [nowMs + weekMs, nowMs + 2 * weekMs];
  schedule!.final_schedule = {
    rendered_schedule_entries: [
      { start: iso(from), end: iso(from + 3_600_000), user: stranger },
      { start: iso(to - 3_600_000), end: iso(to), user: stranger },
    ],
  };
  const { convert } = readExport('pagerduty', [{ path: 'export.json', text: JSON.stringify(dump) }]);
  const { document, findings, there } = convert({}, nowMs);
  const until = nowMs + 8 * weekMs;
  const proof = prove(there(nowMs, until), evenkeelOf(document, usualUrgencies), findings, nowMs, until);
  const { differences } = proof.schedules.find(({ id }) => id === schedule!.id)!;
  expect(differences.length).toBeGreaterThan(0);
  // Between its first and its last entry nobody is on call; outside of it the layers count.
  expect(differences.every(({ start, end }) => start >= from && end <= to)).toBe(true);
  expect(differences.some(({ there: people }) => people.length === 0)).toBe(true);
});
