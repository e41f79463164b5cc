/** Whatever is required of people, an open urgent page reaches the same ones. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { certify } from '../../../../test/harness/certify.ts';
import { eventually } from '../../../../test/harness/eventually.ts';
import { startTestServer } from '../../../../test/harness/server.ts';
import { worldThrough } from '../../../../test/harness/world.ts';
import { type CertificationRulesInput, updateCertificationRules } from '../../../contract/program/certification.ts';
import { createPage } from '../../../contract/respond/pages/responses.ts';
import { rows } from '../../platform/db/database.ts';

const courseKey = fc.constantFrom('incident-commander', 'on-call-responder', 'communications');

test('No requirement makes an open urgent page reach fewer people, also those who hold no certificate', async () => {
  const server = await startTestServer();
  const world = worldThrough(server);
  const [ada, ben, cleo] = [
    await world.personByMail('Ada'),
    await world.personByMail('Ben'),
    await world.personByMail('Cleo'),
  ];
  await certify(server, ada.id, 'on-call-responder');
  await certify(server, ben.id, 'on-call-responder', -1);
  const rotation = { unit: 'day' as const, every: 1, handoffTime: '08:00' };
  const one = (personId: number) =>
    world.schedule('UTC', [{ name: 'Primary', startsOn: '2026-01-01', participants: [personId], rotation }]);
  const [first, second] = [await one(ben.id), await one(cleo.id)];
  const definition = {
    ...{ repeat: 0, catchAll: null },
    steps: [
      {
        ...{ delaySeconds: 300, ifEmpty: 'skip' as const },
        targets: [
          { kind: 'schedule' as const, id: first.id, who: 'now' as const },
          { kind: 'schedule' as const, id: second.id, who: 'now' as const },
          { kind: 'person' as const, id: ada.id },
        ],
      },
    ],
  };
  const policy = await world.policy([], 300, definition);
  const reached = async () => {
    const { id } = await server.admin.call(createPage, {
      body: { title: 'Checkout is down', severity: 1, target: { kind: 'policy', id: policy.id } },
    });
    const found = await eventually(async () => {
      const asked = await rows<{ personId: number }>(
        server.db,
        'select distinct person_id from notifications where page_id = $1 order by person_id',
        [id],
      );
      return asked.length > 0 ? asked : null;
    });
    return found!.map(({ personId }) => personId);
  };
  const everybody = [ada.id, ben.id, cleo.id];
  expect(await reached()).toEqual(everybody);
  const rules: fc.Arbitrary<CertificationRulesInput> = fc.record({
    note: fc.constant(''),
    command: fc.record({
      isRequired: fc.boolean(),
      courseKey,
      severities: fc.uniqueArray(fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const, 5 as const), {
        minLength: 1,
      }),
    }),
    onCall: fc.record({
      isRequired: fc.boolean(),
      courseKey,
      scheduleIds: fc.option(fc.subarray([first.id, second.id]), { nil: null }),
    }),
  });
  await fc.assert(
    fc.asyncProperty(rules, async (body) => {
      await server.admin.call(updateCertificationRules, { body });
      expect(await reached()).toEqual(everybody);
    }),
    { numRuns: 12 },
  );
});
