import { expect, test } from 'vitest';
import { type EventAbout, type EventFilter, isWanted } from './event-filter.ts';

const all: EventFilter = { kinds: [], stages: [], serviceIds: [], teamIds: [], severities: [] };
const declared: EventAbout = {
  ...{ kind: 'incident.declared', stage: 'respond', severity: 2, serviceIds: [4, 5], teamIds: [7] },
};

test.each<[string, Partial<EventFilter>, boolean]>([
  ['an empty filter wants everything', {}, true],
  ['a kind is wanted by its name', { kinds: ['incident.declared'] }, true],
  ['a kind is wanted by its first word', { kinds: ['incident'] }, true],
  ['the beginning of a word is no word', { kinds: ['inc'] }, false],
  ['another kind is not wanted', { kinds: ['incident.resolved'] }, false],
  ['a kind is wanted with its stage', { stages: ['respond'] }, true],
  ['kinds and stages add up', { kinds: ['team'], stages: ['respond'] }, true],
  ['another stage is not wanted', { stages: ['learn'] }, false],
  ['one service of several is enough', { serviceIds: [5, 9] }, true],
  ['another service is not wanted', { serviceIds: [9] }, false],
  ['a team counts', { teamIds: [7] }, true],
  ['everything has to fit', { serviceIds: [5], severities: [1] }, false],
  ['a severity counts', { severities: [1, 2] }, true],
])('%s', (_name, filter, wanted) => {
  expect(isWanted({ ...all, ...filter }, declared)).toBe(wanted);
});

test('what has no service and no severity fits no filter of them', () => {
  const about: EventAbout = { kind: 'team.created', stage: 'directory', severity: null, serviceIds: [], teamIds: [] };
  expect(isWanted({ ...all, serviceIds: [1] }, about)).toBe(false);
  expect(isWanted({ ...all, severities: [1] }, about)).toBe(false);
});
