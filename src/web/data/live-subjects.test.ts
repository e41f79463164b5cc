import { describe, expect, it } from 'vitest';
import { isTouched, subjectOfPath } from './live-subjects.ts';

describe('the subject of a path', () => {
  it.each([
    ['/api/v1/alerts', 'alert'],
    ['/api/v1/alerts/:id', 'alert'],
    ['/api/v1/action-items/:id', 'action_item'],
    ['/api/v1/escalation-policies', 'escalation_policy'],
    ['/api/v1/people', 'person'],
    ['/api/v1/status-pages/:id/components', 'status_page'],
    ['/api/v1/session', 'session'],
  ])('of %s is %s', (path, subject) => {
    expect(subjectOfPath(path)).toBe(subject);
  });
});

it('touches exactly the reads that follow one of the subjects', () => {
  const events = [{ subjectKind: 'alert' }, { subjectKind: 'page' }];
  expect(isTouched(['alert'], events)).toBe(true);
  expect(isTouched(['incident', 'page'], events)).toBe(true);
  expect(isTouched(['incident'], events)).toBe(false);
  expect(isTouched(undefined, events)).toBe(false);
  for (const subjectKind of ['contactMethod', 'contact-method', 'contact_method']) {
    expect(isTouched(['contact_method'], [{ subjectKind }])).toBe(true);
  }
});
