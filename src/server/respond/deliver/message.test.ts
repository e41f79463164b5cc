import { expect, test } from 'vitest';
import type { Claimed } from './claims/claim-store.ts';
import { pageMessage } from './message.ts';

const alert = (more: Partial<Claimed['alerts'][number]> = {}) => ({
  title: 'Errors',
  severity: 1,
  description: '',
  labels: {},
  messageLabels: null,
  links: [],
  ...more,
});

const claimed = (more: Partial<Claimed>) =>
  ({
    ...{
      id: 1,
      pageKey: 'key',
      pageId: 7,
      round: 0,
      stepIndex: 0,
      stepCount: 2,
      policyName: 'Payments',
      mayRepeat: false,
    },
    ...{ personName: 'Ada', timeZone: 'Asia/Kolkata', title: 'Errors', message: '', severity: 1, urgency: 'high' },
    ...{
      createdAt: new Date(0),
      openedAt: new Date(0),
      alertCount: 1,
      serviceName: null,
      serviceDescription: null,
      alsoNotified: [],
      runbooks: [],
      alerts: [alert()],
    },
    ...{ nextWho: null, nextAt: null, nextInSeconds: null },
    ...more,
  }) as Claimed;
const pageOf = (more: Partial<Claimed>) => pageMessage(claimed(more), 'https://ops.example', 'token').page;

test('a page of alerts says what they are about: description, shared labels, each link once', () => {
  const runbook = { href: 'https://wiki.example/5xx', text: 'Runbook' };
  const page = pageOf({
    alerts: [
      alert({ description: 'Too many 5xx\non eu-west-1', labels: { team: 'payments', host: 'a' }, links: [runbook] }),
      alert({ labels: { team: 'payments', host: 'b' }, links: [runbook, { href: 'javascript:x', text: 'No' }] }),
    ],
  });
  expect(page).toMatchObject({
    summary: ['Too many 5xx', 'on eu-west-1'],
    labels: [{ name: 'team', value: 'payments' }],
    references: [runbook],
    next: null,
  });
});

test('the labels that a source names for messages are the ones shown, in its order', () => {
  const labels = { instance: 'web-3', region: 'eu', team: 'payments', api_token: 'x' };
  const messageLabels = ['team', 'api_token', 'cluster', 'region'];
  expect(pageOf({ alerts: [alert({ labels, messageLabels })] }).labels).toEqual([
    { name: 'team', value: 'payments' },
    { name: 'region', value: 'eu' },
  ]);
});

test('the runbooks of its service come first among the links of a page', () => {
  const dashboard = { href: 'https://graphs.example/5xx', text: 'Dashboard' };
  const runbooks = [{ id: 4, title: 'Checkout: 5xx' }];
  expect(pageOf({ runbooks, alerts: [alert({ links: [dashboard] })] }).references).toEqual([
    { text: 'Runbook: Checkout: 5xx', href: 'https://ops.example/runbooks/4' },
    dashboard,
  ]);
});

test('what somebody writes who pages by hand comes before the description of an alert', () => {
  expect(pageOf({ message: 'Please look', alerts: [alert({ description: 'Other' })] }).summary).toEqual([
    'Please look',
  ]);
});

test('who is asked next is said with the time, never a time that is over', () => {
  const nextAt = new Date('2026-01-01T00:00:00Z');
  expect(pageOf({ nextWho: 'Grace', nextAt, nextInSeconds: -3 }).next).toEqual({
    who: 'Grace',
    inSeconds: 0,
    at: '2026-01-01T00:00:00.000Z',
  });
});
