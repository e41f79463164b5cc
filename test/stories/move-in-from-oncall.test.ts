/** A made-up organisation moves in from Grafana OnCall, and it is proven that the same people are paged. */
import { expect, test } from 'vitest';
import { oncallOrganisation } from '../../src/domain/move-in/oncall/organisation-for-tests.ts';
import { moveWhole, oneDocument, wholeSize } from '../harness/whole-move.ts';

test('40 people, 12 teams and 25 schedules move in from Grafana OnCall, and the same people are paged', {
  timeout: 300_000,
}, async () => {
  const dump = oncallOrganisation(2027, wholeSize, Date.now());
  const { url, differencesOf } = await moveWhole('oncall', {
    ...{ counted: 'Grafana OnCall: 40 people, 12 teams, 25 schedules', write: oneDocument(dump) },
  });

  // The senders keep their keys: the address differs in its host only.
  const token = /\/([A-Za-z0-9]+)\/$/.exec(String(dump.integrations[0]!.link))![1]!;
  const sent = await fetch(`${url}/integrations/v1/webhook/${token}/`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ title: 'Disk full', state: 'alerting' }),
  });
  expect(sent.status).toBeLessThan(500);
  expect([401, 403, 404]).not.toContain(sent.status);

  // Somebody changes the order there: the proof finds it.
  const changed = dump.on_call_shifts.find(({ type, rolling_users, duration, frequency }) => {
    const groups = new Set((rolling_users as string[][] | undefined)?.map((group) => group.join()));
    return type === 'rolling_users' && groups.size > 2 && frequency === 'weekly' && Number(duration) >= 86_400;
  })!;
  const [first, ...others] = changed.rolling_users as string[][];
  changed.rolling_users = [...others.reverse(), first];
  const schedule = dump.schedules.find(({ shifts }) => shifts.includes(changed.id))!;
  expect(await differencesOf(schedule.id)).toBeGreaterThan(0);
});
