/** A made-up organisation moves in from GoAlert, and it is proven that the same people are paged. */
import { expect, test } from 'vitest';
import { goalertOrganisation } from '../../src/domain/move-in/goalert/organisation-for-tests.ts';
import { moveWhole, oneDocument, wholeSize } from '../harness/whole-move.ts';

test('40 people, 12 policies and 25 schedules move in from GoAlert, and the same people are paged', {
  timeout: 300_000,
}, async () => {
  const dump = goalertOrganisation(2027, wholeSize, Date.now());
  const { url, differencesOf } = await moveWhole('goalert', {
    ...{ counted: 'GoAlert: 40 people', write: oneDocument(dump) },
  });

  // The senders keep their keys.
  const [service] = dump.data.services.nodes;
  const key = String(service!.integrationKeys[0]!.href).split('token=')[1];
  const sent = await fetch(`${url}/in/${key}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ title: 'Disk full', state: 'alerting', alerts: [] }),
  });
  expect(sent.status).toBeLessThan(300);

  // Somebody changes the order there: the proof finds it.
  const always = (rules: unknown[]) => rules.length === 1 && JSON.stringify(rules).includes('"end":"00:00"');
  const rotationOf = (id: string) => dump.data.rotations.nodes.find((each) => each.id === id);
  const [changed, target] = dump.data.schedules.nodes
    .flatMap((schedule) => schedule.targets.map((each) => [schedule, each] as const))
    .find(
      ([
        ,
        {
          target: { id },
          rules,
        },
      ]) => always(rules) && (rotationOf(id)?.userIDs.length ?? 0) > 2,
    )!;
  rotationOf(target.target.id)!.userIDs.reverse();
  expect(await differencesOf(changed.id)).toBeGreaterThan(0);
});
