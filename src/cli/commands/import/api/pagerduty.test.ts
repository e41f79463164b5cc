import { expect, onTestFinished, test } from 'vitest';
import { startPagerdutyApi } from '../../../../../test/stand-ins/pagerduty-api.ts';
import { pagerdutyOrganisation } from '../../../../domain/move-in/pagerduty/organisation-for-tests.ts';
import { readPagerduty } from '../../../../domain/move-in/pagerduty/read.ts';
import { readPagerdutyApi } from './pagerduty.ts';

const nowMs = Date.UTC(2026, 8, 1);
const dump = pagerdutyOrganisation(5, { people: 7, teams: 3, schedules: 5 }, nowMs);
const token = 'a-read-only-token';

async function standIn(pageSize?: number) {
  const pagerduty = await startPagerdutyApi(dump, token, pageSize);
  onTestFinished(() => pagerduty.stop());
  return pagerduty;
}

const contentOf = (document: unknown) => readPagerduty([{ path: 'a.json', text: JSON.stringify(document) }]);
const read = (url: string, given = token) => readPagerdutyApi(url, given, nowMs, () => {});

test('what the API gives, page by page, is what an export holds; it is only read', async () => {
  const pagerduty = await standIn(2);
  const { dump: found, skipped } = await read(pagerduty.url);
  expect(skipped).toEqual([]);
  expect(contentOf(found)).toEqual(contentOf(dump));
  expect(new Set(pagerduty.requests.map(({ method }) => method))).toEqual(new Set(['GET']));
  expect(new Set(pagerduty.requests.map(({ headers }) => headers.accept))).toEqual(
    new Set(['application/vnd.pagerduty+json;version=2']),
  );
});

test('when the API has had enough, it is asked again', async () => {
  const pagerduty = await standIn();
  pagerduty.isBusyFor(4);
  const { dump: found } = await read(pagerduty.url);
  expect(contentOf(found)).toEqual(contentOf(dump));
});

test('what the key may not read is named and left out; users are not', async () => {
  const pagerduty = await standIn();
  pagerduty.forbids('/event_orchestrations');
  const { dump: found, skipped } = await read(pagerduty.url);
  expect(found.event_orchestrations).toEqual([]);
  expect(skipped).toEqual(['event orchestrations: /event_orchestrations answers 403: Access Denied']);
  pagerduty.forbids('/users');
  await expect(read(pagerduty.url)).rejects.toThrow('PagerDuty: /users answers 403: Access Denied');
});

test('a wrong key is told in the words of the service', async () => {
  const pagerduty = await standIn();
  await expect(read(pagerduty.url, 'wrong')).rejects.toThrow('answers 401: Unauthorized');
});
