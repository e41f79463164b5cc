import { expect, it } from 'vitest';
import { tellEvent } from './event-words.ts';

const ada = { kind: 'person', name: 'Ada' };

it.each([
  [{ kind: 'alert.acknowledged', actor: ada, data: {} }, 'Acknowledged by Ada.'],
  [
    { kind: 'alert.acknowledged', actor: { kind: 'link', name: 'Ada' }, data: {} },
    'Acknowledged by Ada, using a notification link.',
  ],
  [
    { kind: 'alert.resolved', actor: { kind: 'source', name: 'Prometheus' }, data: {} },
    'Resolved: Prometheus reported recovery.',
  ],
  [{ kind: 'alert.severityRaised', actor: ada, data: { from: 3, to: 1 } }, 'Severity raised from SEV3 to SEV1.'],
  [{ kind: 'alert.severityRaised', actor: ada, data: { from: null, to: 1 } }, 'Severity raised to SEV1.'],
  [{ kind: 'alert.entwined', actor: ada, data: {} }, 'entwined (Ada)'],
])('%j reads as a sentence', (event, words) => {
  expect(tellEvent(event).words).toBe(words);
});
