import { expect, test } from 'vitest';
import type { PageDetail } from '../../../contract/respond/pages/page.ts';
import { notificationText } from './page-words.ts';

type Notification = PageDetail['notifications'][number];

const sent = { state: 'sent', outcome: null, mayRepeat: false, attempts: [], deliveredAt: null, provider: null };
const text = (change: object) => notificationText({ ...sent, ...change } as unknown as Notification);

test('a message counts as delivered only when its provider has said so', () => {
  expect(text({})).toBe('sent');
  expect(text({ provider: { id: 1, name: 'Twilio' } })).toBe('sent through Twilio');
  expect(text({ provider: { id: 1, name: 'Twilio' }, deliveredAt: '2026-01-01T00:00:00Z' })).toBe(
    'delivered through Twilio',
  );
  expect(text({ state: 'failed', outcome: 'the number does not exist', provider: { id: 1, name: 'Twilio' } })).toBe(
    'failed: the number does not exist',
  );
});
