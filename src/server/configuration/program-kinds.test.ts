import { expect, test } from 'vitest';
import { sharedServer } from '../../../test/harness/server.ts';
import { createTeam } from '../../contract/directory/teams.ts';
import { applyConfiguration, exportConfiguration, planConfiguration } from '../../contract/platform/configuration.ts';
import { readSponsorLetters, replaceSponsorLetterSettings } from '../../contract/program/outside/sponsor-letters.ts';
import { createPilot } from '../../contract/program/pilots.ts';

const server = sharedServer();

const person = 'ada@example.org';
const digest = { person, parts: ['measures', 'program'], rhythm: 'weekly', timeZone: 'Europe/Berlin' };

async function world() {
  const { admin } = await server();
  const apply = (document: Record<string, unknown>, prune = false) =>
    admin.call(applyConfiguration, { body: { document, prune } });
  const exported = async () =>
    (await admin.call(exportConfiguration, { query: {} })).document as Record<string, Record<string, unknown>[]>;
  await apply({ people: [{ email: person, name: 'Ada' }] });
  return { admin, apply, exported };
}

test('Digests are applied once, found again by where they go, how often and of whom, and exported as they stand', async () => {
  const { admin, apply, exported } = await world();
  await admin.call(createTeam, { body: { slug: 'digested', name: 'Digested' } });
  const digests = [
    digest,
    { ...digest, parts: ['your-work'], number: 2 },
    { ...digest, team: 'digested', isPaused: true },
  ];
  const first = await apply({ digests });
  expect(first.changes.map(({ key, change }) => [key, change])).toEqual([
    [`${person}, weekly`, 'create'],
    [`${person}, weekly (2)`, 'create'],
    [`${person}, weekly, digested`, 'create'],
  ]);
  const document = await exported();
  expect(document.digests).toMatchObject(digests);
  for (const again of [{ digests }, { digests: document.digests }])
    expect((await admin.call(planConfiguration, { body: { document: again } })).hasChanges).toBe(false);

  const [changed] = (await apply({ digests: [{ ...digest, at: '07:30' }] })).changes;
  expect(changed).toMatchObject({
    change: 'update',
    fields: [expect.objectContaining({ field: 'at', after: '07:30' })],
  });
  await expect(apply({ digests: [{ ...digest, rhythm: 'monthly', number: 2 }] })).rejects.toMatchObject({
    code: 'invalid_input',
  });
  await apply({ digests: [digest] }, true);
  expect((await exported()).digests).toHaveLength(1);
});

test('Who gets the letters of a team’s plan is configuration; its note, its question and the plan itself are not', async () => {
  const { admin, apply, exported } = await world();
  const team = await admin.call(createTeam, { body: { slug: 'lettered', name: 'Lettered' } });
  const letters = { team: 'lettered', outside: { name: 'Vera', email: 'vera@example.org' }, isOn: true };
  await expect(apply({ sponsorLetters: [letters] })).rejects.toMatchObject({
    errors: [{ path: 'sponsorLetters[0]', message: expect.stringContaining('no open plan') }],
  });
  const plan = await admin.call(createPilot, { body: { teamId: team.id, startsOn: '2097-01-07', timeZone: 'UTC' } });
  const params = { id: plan.id };
  await apply({ sponsorLetters: [letters] });
  expect((await admin.call(readSponsorLetters, { params })).settings).toMatchObject({
    ...{ name: 'Vera', email: 'vera@example.org', state: 'unconfirmed', isOn: true },
  });
  const ask = { question: 'Go on?', options: ['Yes', 'No'] };
  const recipient = { name: 'Vera', email: 'vera@example.org' };
  await admin.call(replaceSponsorLetterSettings, { params, body: { recipient, isOn: true, note: 'Hello', ask } });

  const document = await exported();
  expect(document.sponsorLetters).toEqual([{ ...letters, person: null }]);
  for (const again of [[letters], document.sponsorLetters])
    expect((await admin.call(planConfiguration, { body: { document: { sponsorLetters: again } } })).hasChanges).toBe(
      false,
    );

  await apply({ sponsorLetters: [{ ...letters, outside: null, person }] });
  const { settings } = await admin.call(readSponsorLetters, { params });
  expect(settings, 'what the next letter adds stays').toMatchObject({ email: null, note: 'Hello', ask });
  expect(settings.person?.name).toBe('Ada');
  await apply({ sponsorLetters: [] }, true);
  expect((await admin.call(readSponsorLetters, { params })).settings).toMatchObject({ state: 'none', isOn: false });
});
