import { expect, it } from 'vitest';
import { eventKinds, kindsAbout, specOf } from '../../contract/events/catalogue.ts';
import { actionWords, auditedSubjects, subjectWords } from './audit-words.ts';

const told = (kind: string, subjectKind: string, id: number | null, name?: string) =>
  actionWords(kind, subjectWords(subjectKind, id, name));

it('tells every kind of event as something that somebody did, never by its name', () => {
  for (const kind of eventKinds) {
    const { subject } = specOf(kind);
    for (const id of [7, null]) {
      const words = told(kind, subject, id);
      expect(words).toMatch(/^[a-z][A-Za-z0-9 ,-]+$/);
      expect(words).not.toContain(kind);
    }
  }
});

it.each([
  [told('incident.joined', 'incident', 42), 'joined INC-42'],
  [told('recurrence.confirmed', 'recurrence', 42), 'confirmed that INC-42 is a recurrence'],
  [told('postmortem.written', 'postmortem', 42), 'wrote in the postmortem of INC-42'],
  [told('team.created', 'team', 3, 'Payments'), 'created the team “Payments”'],
  [told('team.created', 'team', 3, 'What {it} $& costs'), 'created the team “What {it} $& costs”'],
  [told('person.updated', 'person', 5, 'Noor Haddad'), 'updated Noor Haddad'],
  [told('escalationPolicy.deleted', 'escalationPolicy', 7), 'deleted escalation policy 7'],
  [told('override.created', 'schedule', 2), 'created an override of schedule 2'],
  [told('statusPage.updated', 'statusPage', null), 'updated the status page'],
  [told('session.started', 'person', 1, 'Ada'), 'signed in'],
  [told('lamp.lit', 'lamp', 9), 'changed lamp 9 (lamp.lit)'],
])('says “%s”', (said, words) => {
  expect(said).toBe(words);
});

it('offers every subject that people change, once and in order', () => {
  const labels = auditedSubjects.map(({ label }) => label);
  expect(labels).toEqual([...new Set(labels)].toSorted((one, other) => one.localeCompare(other, 'en')));
  for (const { value } of auditedSubjects) expect(kindsAbout(value)).not.toEqual([]);
});
