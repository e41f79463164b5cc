import { expect, test } from 'vitest';
import { shownLabels, shownLink } from './shown-labels.ts';

const namesOf = (labels: Record<string, string>) => shownLabels([labels]).map(({ name }) => name);

test('labels that all alerts of a page share are shown, in the order of the first', () => {
  const shared = shownLabels([
    { region: 'eu', host: 'a', team: 'payments' },
    { team: 'payments', host: 'b', region: 'eu' },
  ]);
  expect(shared).toEqual([
    { name: 'region', value: 'eu' },
    { name: 'team', value: 'payments' },
  ]);
  expect(shownLabels([])).toEqual([]);
});

test.each([
  ['db_password', 'hunter2'],
  ['API-Key', 'x'],
  ['client.secret', 'x'],
  ['Authorization', 'x'],
  ['session_id', 'x'],
  ['header', 'Bearer abcdef'],
  ['note', 'ghp_0123456789abcdef'],
  ['note', 'xoxb-1-2-3'],
  ['note', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.x'],
  ['key', '-----BEGIN PRIVATE KEY-----'],
  ['__name__', 'up'],
  ['evenkeel_test', 'true'],
  ['empty', ''],
])('the label %s=%s stays here', (name, value) => {
  expect(namesOf({ [name]: value, region: 'eu' })).toEqual(['region']);
});

test('passwords in addresses stay here, and only web addresses are links', () => {
  expect(shownLabels([{ dsn: 'see postgres://app:hunter2@db/x' }])).toEqual([
    { name: 'dsn', value: 'see postgres://db/x' },
  ]);
  expect(shownLink('https://me:hunter2@grafana.example/d/1?x=1')).toBe('https://grafana.example/d/1?x=1');
  for (const href of ['javascript:alert(1)', 'data:text/html,x', 'ftp://x.example', '//x.example', 'https://', ''])
    expect(shownLink(href)).toBeNull();
});
