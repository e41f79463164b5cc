import { expect, it } from 'vitest';
import type { PageDetail } from '../../../contract/respond/pages/page.ts';
import { type AlertSignal, type AlertStory, type StoryEntry, tellPage, tellStory } from './story.ts';

const at = (second: number) => `2026-03-01T10:00:${String(second).padStart(2, '0')}.000Z`;

function notification(id: number, stepIndex: number, dueAt: string): PageDetail['notifications'][number] {
  return {
    id,
    person: { id: 1, name: 'Ada' },
    channel: 'email',
    contactMethodId: 1,
    hint: null,
    generation: 1,
    round: 0,
    stepIndex,
    state: 'sent',
    mayRepeat: false,
    outcome: null,
    dueAt,
    sentAt: dueAt,
    deliveredAt: null,
    provider: null,
    finishedAt: dueAt,
    attempts: [],
  };
}

const page: PageDetail = {
  id: 7,
  title: 'Disk full',
  message: '',
  severity: 1,
  urgency: 'high',
  kind: 'real',
  state: 'acknowledged',
  generation: 1,
  service: null,
  policy: null,
  incidentId: null,
  alertCount: 1,
  stepIndex: 2,
  stepCount: 2,
  round: 0,
  nextStepAt: null,
  openedAt: at(1),
  exhaustedAt: at(30),
  acknowledgedAt: at(40),
  acknowledgedBy: null,
  resolvedAt: null,
  problems: [
    { code: 'step_empty', stepIndex: 1, at: at(20) },
    { code: 'policy_exhausted', at: at(30) },
  ],
  ladder: { steps: [], repeat: 0, catchAll: null },
  alerts: [],
  roomPosts: [],
  webhookCalls: [],
  notifications: [notification(1, 0, at(9)), notification(2, 0, at(1)), notification(3, 1, at(20))],
};
const signal = { position: '1.1', receivedAt: at(1), signal: { action: 'trigger' } } as AlertSignal;
const event = (id: number, kind: string, second: number) =>
  ({ id, at: at(second), kind, actor: { kind: 'person', name: 'Ada' }, data: {} }) as AlertStory['events'][number];

const words = (entries: StoryEntry[]) =>
  entries.map((entry) => {
    if (entry.kind === 'event') return entry.event.kind;
    if (entry.kind === 'page') return `page ${entry.what}`;
    if (entry.kind === 'step') return `step ${entry.stepIndex} asks ${entry.notifications.length}`;
    return entry.kind === 'problem' ? entry.problem.code : entry.kind;
  });

it('tells causes before effects at the same moment, and the end of the ladder once', () => {
  const events = [event(1, 'alert.triggered', 1), event(2, 'alert.acknowledged', 40)];
  expect(words(tellStory(events, [signal], [page]))).toEqual([
    'signal',
    'alert.triggered',
    'page opened',
    'step 0 asks 2',
    'step 1 asks 1',
    'step_empty',
    'page exhausted',
    'alert.acknowledged',
  ]);
});

it('of a page alone ends with who took it', () => {
  expect(words(tellPage(page)).at(-1)).toBe('page acknowledged');
});

it('orders by the instant, not by the text of it', () => {
  const early = { ...signal, position: '1.0', receivedAt: '2026-03-01T12:00:00.500+02:00' };
  expect(tellStory([], [signal, early], [])[0]?.key).toContain('1.0');
});
