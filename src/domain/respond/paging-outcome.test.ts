import { expect, test } from 'vitest';
import { notPagedReasons } from '../detect/paging.ts';
import { type OutcomeQuestion, type PageOfAlert, pagingOutcome } from './paging-outcome.ts';

const page: PageOfAlert = { isJoined: false, waiting: 0, hasEnded: true, reached: 0, failed: 0, problems: [] };
const alert: OutcomeQuestion = { state: 'triggered', isWanted: false, because: null, pages: [] };

test.each<[string, Partial<OutcomeQuestion>, unknown]>([
  ...notPagedReasons
    .filter((because) => because !== 'resolved' && because !== 'acknowledged')
    .map((because): [string, Partial<OutcomeQuestion>, unknown] => [
      `it was held back: ${because}`,
      { because },
      { outcome: 'nobody', because },
    ]),
  ['it came resolved', { because: 'resolved', state: 'resolved' }, { outcome: 'over', because: 'resolved' }],
  ['it was taken before its page', { state: 'acknowledged' }, { outcome: 'over', because: 'acknowledged' }],
  ['it was over before its page', { state: 'resolved' }, { outcome: 'over', because: 'resolved' }],
  ['it waits for its page', { isWanted: true }, { outcome: 'waiting' }],
  ['its message is under way', { pages: [{ ...page, waiting: 1 }] }, { outcome: 'waiting' }],
  ['its page goes on', { pages: [{ ...page, hasEnded: false }] }, { outcome: 'waiting' }],
  ['its page reached people', { pages: [{ ...page, reached: 2 }] }, { outcome: 'people', isJoined: false }],
  [
    'it joined a page that had reached people',
    { pages: [{ ...page, isJoined: true, reached: 1 }] },
    { outcome: 'people', isJoined: true },
  ],
  [
    'a page of its own reached people besides',
    {
      pages: [
        { ...page, reached: 1 },
        { ...page, isJoined: true, reached: 1 },
      ],
    },
    { outcome: 'people', isJoined: false },
  ],
  [
    'there was no policy',
    { pages: [{ ...page, problems: ['nobody_reachable', 'no_policy'] }] },
    { outcome: 'nobody', because: 'no_policy' },
  ],
  [
    'the policy could not be read',
    { pages: [{ ...page, problems: ['policy_unreadable'] }] },
    { outcome: 'nobody', because: 'policy_unreadable' },
  ],
  [
    'every message failed',
    { pages: [{ ...page, failed: 2, problems: ['person_unreachable'] }] },
    { outcome: 'nobody', because: 'delivery_failed' },
  ],
  [
    'nobody whom it asked had a contact method',
    { pages: [{ ...page, problems: ['person_unreachable'] }] },
    { outcome: 'nobody', because: 'person_unreachable' },
  ],
  ['nobody was there to ask', { pages: [page] }, { outcome: 'nobody', because: 'step_empty' }],
  [
    'it was held back once and paged by hand later',
    { because: 'severity', pages: [{ ...page, reached: 1 }] },
    { outcome: 'people' },
  ],
])('who was paged is told when %s', (_name, question, outcome) => {
  expect(pagingOutcome({ ...alert, ...question })).toMatchObject(outcome as object);
});
