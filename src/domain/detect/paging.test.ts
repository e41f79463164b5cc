import { expect, test } from 'vitest';
import { decidePaging, type PagingQuestion } from './paging.ts';

const plain: PagingQuestion = {
  state: 'triggered',
  urgency: 'high',
  outcome: null,
  source: { isPaused: false, pagesNobody: false },
  window: null,
};
const outcome = { suppressReason: null, paging: true, serviceId: null };

test.each<[string, Partial<PagingQuestion>, unknown]>([
  ['nothing holds it back', {}, { pages: true }],
  ['its source is gone', { source: null }, { pages: true }],
  [
    'its route suppresses it',
    { outcome: { ...outcome, suppressReason: 'Known noise' } },
    { because: 'suppressed', words: 'Known noise' },
  ],
  ['its source is paused', { source: { isPaused: true, pagesNobody: false } }, { because: 'paused' }],
  ['maintenance covers it', { window: { endsAt: 5 } }, { because: 'maintenance', until: 5 }],
  ['its route only shows it', { outcome: { ...outcome, paging: false } }, { because: 'route' }],
  ['its severity pages nobody', { urgency: 'none' }, { because: 'severity' }],
  ['its source pages nobody', { source: { isPaused: false, pagesNobody: true } }, { because: 'source' }],
  ['its sender ended it in the same breath', { state: 'resolved' }, { because: 'resolved' }],
  ['somebody took it in the same breath', { state: 'acknowledged' }, { because: 'acknowledged' }],
  ['it is taken and its severity pages nobody', { state: 'acknowledged', urgency: 'none' }, { because: 'severity' }],
  [
    'its source pages nobody and its route names a service',
    { source: { isPaused: false, pagesNobody: true }, outcome: { ...outcome, serviceId: 3 } },
    { pages: true },
  ],
])('an alert is decided about when %s', (_name, question, decision) => {
  expect(decidePaging({ ...plain, ...question })).toMatchObject(decision as object);
});
