import { expect, onTestFinished, test } from 'vitest';
import { startOpsgenieApi } from '../../../../../test/stand-ins/opsgenie-api.ts';
import { opsgenieOrganisation } from '../../../../domain/move-in/opsgenie/organisation-for-tests.ts';
import { readOpsgenie } from '../../../../domain/move-in/opsgenie/read.ts';
import { readOpsgenieApi } from './opsgenie.ts';

const dump = opsgenieOrganisation(5, { people: 7, teams: 3, schedules: 5 }, Date.UTC(2026, 8, 1));
const key = 'a-read-only-key';

async function standIn(pageSize?: number) {
  const opsgenie = await startOpsgenieApi(dump, key, pageSize);
  onTestFinished(() => opsgenie.stop());
  return opsgenie;
}

const contentOf = (document: unknown) => readOpsgenie([{ path: 'a.json', text: JSON.stringify(document) }]);

test('what the API gives, page by page, is what an export holds; it is only read', async () => {
  const opsgenie = await standIn(2);
  const { dump: read, skipped } = await readOpsgenieApi(opsgenie.url, key, () => {});
  expect(skipped).toEqual([]);
  expect(contentOf(read)).toEqual(contentOf(dump));
  expect(new Set(opsgenie.requests.map(({ method }) => method))).toEqual(new Set(['GET']));
});

test('when the API has had enough, it is asked again', async () => {
  const opsgenie = await standIn();
  opsgenie.isBusyFor(3);
  const { dump: read } = await readOpsgenieApi(opsgenie.url, key, () => {});
  expect(contentOf(read)).toEqual(contentOf(dump));
});

test('what the key may not read is named and left out; people are not', async () => {
  const opsgenie = await standIn();
  opsgenie.forbids('/v2/integrations');
  const { dump: read, skipped } = await readOpsgenieApi(opsgenie.url, key, () => {});
  expect(read.integrations).toEqual([]);
  expect(skipped).toEqual([
    'integrations: /v2/integrations answers 403: You are not authorized to perform this action.',
  ]);
  opsgenie.forbids('/v2/users');
  await expect(readOpsgenieApi(opsgenie.url, key, () => {})).rejects.toThrow('Opsgenie: /v2/users answers 403');
});

test('a wrong key is told in the words of the service', async () => {
  const opsgenie = await standIn();
  await expect(readOpsgenieApi(opsgenie.url, 'wrong', () => {})).rejects.toThrow('answers 401: Could not authenticate');
});
