/** Messages for the tests of channels, one of each kind, and texts that attack every form they are put in. */
import type { Message, PageMessage } from './message.ts';

const common = {
  idempotencyKey: 'page 7 round 1 step 0 rule 0',
  at: '2026-03-01T03:04:05Z',
  recipientName: 'Ana Lima',
};

export function pageMessage(
  changes: Partial<PageMessage['page']> = {},
  recipientName = common.recipientName,
): PageMessage {
  return {
    ...common,
    recipientName,
    timeZone: 'Asia/Kolkata',
    kind: 'page',
    page: {
      id: '7',
      urgency: 'high',
      isTest: false,
      severity: 1,
      title: 'High error rate',
      summary: ['5xx above 20 % for 5 minutes', 'region eu-west-1'],
      serviceName: 'Checkout',
      serviceDescription: 'From basket to payment.',
      alsoNotified: ['Linus', 'Mary'],
      alertCount: 3,
      alerts: [
        { title: 'High error rate', severity: 1 },
        { title: 'Latency', severity: 2 },
      ],
      openedAt: '2026-03-01T03:04:00Z',
      labels: [
        { name: 'region', value: 'eu-west-1' },
        { name: 'team', value: 'payments' },
      ],
      references: [
        { text: 'Runbook', href: 'https://wiki.evenkeel.test/runbooks/5xx' },
        { text: 'Dashboard', href: 'https://grafana.evenkeel.test/d/checkout?from=now-1h&to=now' },
      ],
      stepText: 'Step 1 of 3, Payments',
      next: { who: 'Grace', inSeconds: 300, at: '2026-03-01T03:09:00.000Z' },
      others: { count: 0, shown: [] },
      mayRepeat: false,
      ...changes,
    },
    links: { acknowledge: 'https://evenkeel.test/a/tok-1', details: 'https://evenkeel.test/pages/7' },
    token: 'tok-1',
    replyCode: 3,
  };
}

export function oneOfEachKind(): Message[] {
  const { page, timeZone } = pageMessage();
  const links = { details: 'https://evenkeel.test/pages/7' };
  return [
    pageMessage(),
    { ...common, timeZone, kind: 'acknowledged', page, byName: 'Bo', links },
    { ...common, timeZone, kind: 'resolved', page, byName: null, links },
    { ...common, kind: 'verify', code: '123456', link: 'https://evenkeel.test/verify' },
    { ...common, kind: 'platform', title: 'Deliveries are late', text: 'The oldest waits for 70 s.' },
    {
      ...common,
      kind: 'plain',
      subject: 'Your report',
      text: 'Attached.',
      unsubscribeLink: 'https://evenkeel.test/u/1',
    },
    { ...common, timeZone, kind: 'withdrawn', because: 'reassigned', page, byName: 'Bo', links },
  ];
}

export const hostileTexts: [string, string][] = [
  ['header injection', 'Disk full\r\nBcc: evil@example.com\r\n\r\ninjected body'],
  ['lone line feeds', 'Disk full\nX-Evil: 1\n\nbody'],
  ['markup', '"><script>alert(1)</script><img src=x onerror=alert(2)>'],
  ['attribute breakout', `" onmouseover="alert(1)' style='x`],
  ['right-to-left override', 'paid \u202E000,1$ invoice\u2066'],
  ['NUL and escapes', 'disk\u0000 \u001b[2Jfull\u0007'],
  ['lone surrogates', '\ud83d broken \ude00'],
  ['encoded words', '=?utf-8?Q?evil=0D=0ABcc:_x=40example.com?='],
  ['an address in disguise', 'Ana <evil@example.com>, "x" <y@example.com>'],
  ['10 kB', 'x'.repeat(10_000)],
  ['emoji', '🔥'.repeat(3000)],
  ['templates', '{{7*7}} {% include "x" %} <%= 7*7 %>'],
  ['nothing', ''],
];
