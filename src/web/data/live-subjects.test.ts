import { describe, expect, it } from 'vitest';
import { endpoints } from '../../contract/endpoints.ts';
import { isTouched, subjectOfPath } from './live-subjects.ts';

describe('the subject of a path', () => {
  it.each([
    ['/api/v1/alerts', 'alert'],
    ['/api/v1/alerts/:id', 'alert'],
    ['/api/v1/action-items/:id', 'actionItem'],
    ['/api/v1/escalation-policies', 'escalationPolicy'],
    ['/api/v1/people', 'person'],
    ['/api/v1/drill-series/:id', 'drillSeries'],
    ['/api/v1/status-page/components', 'statusPage'],
    ['/api/v1/session', null],
  ])('of %s is %s', (path, subject) => {
    expect(subjectOfPath(path)).toBe(subject);
  });

  it('is missing only where reads have to say what they follow, or nothing is recorded', () => {
    const reads = endpoints.filter(({ method, path }) => method === 'GET' && path.startsWith('/api/v1/'));
    const without = reads.filter(({ path }) => subjectOfPath(path) === null).map(({ path }) => path.split('/')[3]);
    expect([...new Set(without)].toSorted()).toEqual([
      ...[
        'alerts.csv',
        'audit',
        'callable-webhooks',
        'certificates',
        'changes',
        'channels',
        'courses',
        'coverage',
        'default-escalation-policy',
      ],
      ...[
        'drill-feed',
        'drill-scenarios',
        'goal-measures',
        'incident-costs',
        'incident-costs.csv',
        'incidents.csv',
        'live',
        'maturity-model',
        'me',
        'measures',
        'measures.csv',
        'oncall',
      ],
      ...[
        'pages.csv',
        'platform',
        'provider-kinds',
        'public-updates',
        'readiness',
        'readiness.csv',
        'retention',
        'saml-provider',
        'security-events',
        'session',
        'setup',
        'sign-in-rules',
        'silence',
        'source-types',
        'tables',
        'test-page-settings',
        'test-pages',
      ],
    ]);
  });
});

it('touches exactly the reads that follow one of the subjects', () => {
  const events = [{ subjectKind: 'alert' }, { subjectKind: 'page' }];
  expect(isTouched(['alert'], events)).toBe(true);
  expect(isTouched(['incident', 'page'], events)).toBe(true);
  expect(isTouched(['incident'], events)).toBe(false);
  expect(isTouched(undefined, events)).toBe(false);
});
