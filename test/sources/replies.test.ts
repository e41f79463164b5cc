import { describe, expect, it } from 'vitest';
import { findSourceType, sourceTypes } from '../../src/server/detect/source-types/registry.ts';
import type { Outcome } from '../../src/server/detect/source-types/source.ts';
import { requestOf } from './fixture-files.ts';

function reply(type: string, outcome: Outcome, path = '') {
  const { status, headers, body } = findSourceType(type)!.reply(outcome, path);
  return { status, retryAfter: headers['retry-after'], body: body === '' ? null : JSON.parse(body) };
}

const flood: Outcome = { kind: 'too-many-requests', retryAfterSeconds: 1.2 };
const down: Outcome = { kind: 'unavailable', retryAfterSeconds: 5 };
const version1 = '/generic/2010-04-15/create_event.json';

describe('answers that make the sender come back', () => {
  it.each([
    ['pagerduty-events-v2', '/v2/enqueue', 429],
    // Clients of Events API v1 know only 403 as "slow down".
    ['pagerduty-events-v2', version1, 403],
    // Alertmanager and Grafana give up on 429 from a webhook.
    ['alertmanager-webhook', '', 503],
    ['grafana', '', 503],
    ['alertmanager-api', '/api/v2/alerts', 429],
    ['generic', '', 503],
  ])('%s%s says %i when it gets too much', (type, path, status) => {
    expect(reply(type, flood, path)).toMatchObject({ status, retryAfter: '2' });
  });

  it.each(sourceTypes.map(({ type }) => type))('%s says 503 when nothing can be stored', (type) => {
    expect(reply(type, down)).toMatchObject({ status: 503, retryAfter: '5' });
  });
});

describe('answers to an unknown key', () => {
  it('are 401 for webhooks and an invalid event for PagerDuty clients', () => {
    expect(reply('generic', { kind: 'unknown-key' })).toMatchObject({ status: 401, body: { code: 'unknown_key' } });
    const answer = reply('pagerduty-events-v2', { kind: 'unknown-key' }, '/v2/enqueue');
    expect(answer).toMatchObject({ status: 400, body: { status: 'invalid event' } });
    expect(answer.body.errors).toHaveLength(1);
  });
});

describe('the key inside a PagerDuty event', () => {
  const { keyFrom } = findSourceType('pagerduty-events-v2')!;

  it.each([
    ['{"routing_key": " abc ", "event_action": "trigger"}', 'abc'],
    ['{"service_key": "def"}', 'def'],
    ['{"routing_key": 5}', '5'],
    ['{"routing_key": ""}', null],
    ['[]', null],
    ['nonsense', null],
    ['', null],
  ])('of %j is %j', (body, key) => {
    expect(keyFrom?.(requestOf(body))).toBe(key);
  });
});
