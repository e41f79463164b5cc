import { describe, expect, test } from 'vitest';
import { currentEvent, eventKinds, kindsAbout, specOf, storedAbout, storedKindsNamed } from './catalogue.ts';
import { subjectKinds, subjects } from './subjects.ts';

test('every kind is spelled noun.verb, in words that camelCase joins', () => {
  expect(eventKinds.filter((kind) => !/^[a-z][a-zA-Z]*\.[a-z][a-zA-Z]*$/.test(kind))).toEqual([]);
  expect(subjectKinds.filter((subject) => !/^[a-z][a-zA-Z]*$/.test(subject))).toEqual([]);
});

test('every subject is one that events are about', () => {
  expect(subjectKinds.filter((subject) => kindsAbout(subject).length === 0)).toEqual([]);
});

test('every kind has words that stand behind a name, and no two kinds about a subject have the same', () => {
  const odd = eventKinds.filter((kind) => !/^[a-z][^.{}]*(\{it\}[^.{}]*)?$/.test(specOf(kind).words));
  expect(odd).toEqual([]);
  for (const subject of subjectKinds) {
    const words = kindsAbout(subject).map((kind) => specOf(kind).words);
    expect(words).toEqual([...new Set(words)]);
  }
});

describe('rows of earlier versions', () => {
  test.each([
    ['escalation_policy.updated', 'escalation_policy', 'escalationPolicy.updated', 'escalationPolicy'],
    ['schedule.feed_key_rotated', 'schedule', 'schedule.feedKeyRotated', 'schedule'],
    ['page.person_not_reached', 'page', 'page.personNotReached', 'page'],
    ['subscriber.deleted', 'status-page', 'subscriber.deleted', 'subscriber'],
    ['statusComponent.ordered', 'status-page', 'statusComponent.ordered', 'statusComponent'],
    ['messageTemplate.reset', 'message-template', 'messageTemplate.reset', 'messageTemplate'],
  ])('%s of %s reads as %s of %s', (kind, subjectKind, ...[today, subject]) => {
    expect(currentEvent({ kind, subjectKind })).toEqual({ kind: today, subjectKind: subject });
  });

  test('are found by what they are called today and by what they were called', () => {
    for (const name of ['escalationPolicy', 'escalation_policy']) {
      expect(storedKindsNamed(name)).toContain('escalation_policy.updated');
      expect(storedKindsNamed(name)).toContain('escalationPolicy.updated');
      expect(storedAbout(name).subjectKinds).toEqual(['escalationPolicy', 'escalation_policy']);
    }
    expect(storedAbout('subscriber')).toEqual({
      subjectKinds: ['subscriber', 'status-page'],
      kinds: ['subscriber.deleted'],
    });
    expect(storedKindsNamed('schedule.feedKeyRotated')).toContain('schedule.feed_key_rotated');
  });

  test('spell nothing as another kind is called today', () => {
    const former = eventKinds.flatMap((kind) => specOf(kind).formerly ?? []);
    expect(former.filter((kind) => (eventKinds as string[]).includes(kind))).toEqual([]);
  });
});

test('a kind of a newer version is passed on as it is', () => {
  expect(currentEvent({ kind: 'lamp.lit', subjectKind: 'lamp' })).toEqual({ kind: 'lamp.lit', subjectKind: 'lamp' });
  expect(Object.hasOwn(subjects, 'lamp')).toBe(false);
});
