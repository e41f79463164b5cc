import { expect, it } from 'vitest';
import { eventKinds, kindsAbout, specOf } from '../../contract/events/catalogue.ts';
import { auditedSubjects, deedWords, subjectWords } from './audit-words.ts';

const deed = (kind: string, subjectKind: string, id: number | null, name?: string) =>
  deedWords(kind, subjectWords(subjectKind, id, name));

it('tells every kind of event as something that somebody did, never by its name', () => {
  for (const kind of eventKinds) {
    const { subject } = specOf(kind);
    for (const id of [7, null]) {
      const told = deed(kind, subject, id);
      expect(told).toMatch(/^[a-z][A-Za-z0-9 ,-]+$/);
      expect(told).not.toContain(kind);
    }
  }
});

it.each([
  [deed('incident.joined', 'incident', 42), 'joined INC-42'],
  [deed('recurrence.confirmed', 'recurrence', 42), 'confirmed that INC-42 had happened before'],
  [deed('postmortem.written', 'postmortem', 42), 'wrote in the postmortem of INC-42'],
  [deed('team.created', 'team', 3, 'Payments'), 'created the team “Payments”'],
  [deed('team.created', 'team', 3, 'What {it} $& costs'), 'created the team “What {it} $& costs”'],
  [deed('person.updated', 'person', 5, 'Noor Haddad'), 'updated Noor Haddad'],
  [deed('escalationPolicy.deleted', 'escalationPolicy', 7), 'deleted escalation policy 7'],
  [deed('override.created', 'schedule', 2), 'created an override of schedule 2'],
  [deed('statusPage.updated', 'statusPage', null), 'updated the status page'],
  [deed('session.started', 'person', 1, 'Ada'), 'signed in'],
  [deed('lamp.lit', 'lamp', 9), 'changed lamp 9 (lamp.lit)'],
])('says “%s”', (told, words) => {
  expect(told).toBe(words);
});

it('offers every subject that people change, once and in order', () => {
  const labels = auditedSubjects.map(({ label }) => label);
  expect(labels).toEqual([...new Set(labels)].toSorted((one, other) => one.localeCompare(other, 'en')));
  for (const { value } of auditedSubjects) expect(kindsAbout(value)).not.toEqual([]);
});
