import { expect, it } from 'vitest';
import { deedWords, subjectWords } from './audit-words.ts';

const deed = (kind: string, subjectKind: string, id: number | null, name?: string) =>
  deedWords(kind, subjectKind, subjectWords(subjectKind, id, name));

it('tells every kind of event as something that somebody did, named kinds in words of their own', () => {
  expect(deed('incident.joined', 'incident', 42)).toBe('joined INC-42');
  expect(deed('incident.roleTaken', 'incident', 42)).toBe('took a role in INC-42');
  expect(deed('recurrence.confirmed', 'recurrence', 42)).toBe('confirmed that INC-42 had happened before');
  expect(deed('team.created', 'team', 3, 'Payments')).toBe('created the team “Payments”');
  expect(deed('person.updated', 'person', 5, 'Noor Haddad')).toBe('updated Noor Haddad');
  expect(deed('escalation_policy.deleted', 'escalation_policy', 7)).toBe('deleted escalation policy 7');
  expect(deed('override.created', 'schedule', 2)).toBe('created an override of schedule 2');
  expect(deed('statusPage.updated', 'status-page', null)).toBe('updated the status page');
  expect(deed('session.started', 'person', 1, 'Ada')).toBe('signed in');
  expect(deed('lamp.wickTrimmed', 'lamp', 9)).toBe('changed lamp 9: wick trimmed');
});
