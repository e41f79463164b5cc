/** The law of the sandbox: nothing of such a drill leaves, however people play it, but what they take part in is announced. */
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { eventually as within } from '../../../test/harness/eventually.ts';
import { type SignedInPerson, signInAs } from '../../../test/harness/people.ts';
import { startTestServer } from '../../../test/harness/server.ts';
import { startSmtpSink } from '../../../test/harness/smtp-sink.ts';
import { askPerson, worldThrough } from '../../../test/harness/world.ts';
import { startSlack } from '../../../test/stand-ins/slack.ts';
import { createRoute } from '../../contract/detect/routes.ts';
import { addContactMethodOf } from '../../contract/directory/contact-methods.ts';
import { createOutgoingWebhook } from '../../contract/outgoing/webhooks.ts';
import { createDocument } from '../../contract/program/documents.ts';
import { addDrillPerson, tellDrillInject } from '../../contract/program/drill-console.ts';
import * as drills from '../../contract/program/drills.ts';
import { changeIncidentSeverity, declareIncident, moveIncident } from '../../contract/respond/incidents/changes.ts';
import { offerIncidentRole, takeIncidentRole } from '../../contract/respond/incidents/roles.ts';
import { pageIntoIncident } from '../../contract/respond/incidents/room.ts';
import { addIncidentTask } from '../../contract/respond/incidents/tasks.ts';
import { postIncidentUpdate } from '../../contract/respond/incidents/updates.ts';
import { listPages } from '../../contract/respond/pages/page.ts';
import { acknowledgePage, resolvePage } from '../../contract/respond/pages/responses.ts';
import { addProvider } from '../../contract/respond/providers.ts';
import { receiver } from '../respond/channels/receiver-for-tests.ts';

/** What is sent passes loops that rest between their looks. */
const eventually = <T>(probe: () => Promise<T> | T) => within(probe, 60_000);

const source = `---
title: The zebra is slow
format: game-day
difficulty: easy
severity: 3
minutes: 60
injects:
  - { at: 0, tell: The zebra is slow., hope: Somebody acknowledges., signal: { title: Zebra is slow, severity: critical, state: firing } }
  - { at: 30, tell: The zebra stands., hope: Somebody leads., signal: { title: Zebra stands, severity: critical, state: firing } }
---
## The situation
The zebra runs at ten o’clock.
`;

/**
 * Ada is asked by mail, then Ben by mail and a Slack channel; an outgoing webhook follows everything, and alerts declare
 * incidents. Whatever is of the drill has a zebra in its words.
 */
async function scene() {
  const smtp = await startSmtpSink();
  onTestFinished(() => smtp.stop());
  const server = await startTestServer({ environment: { EVENKEEL_SMTP_URL: smtp.url } });
  await server.clock.set('2027-05-05T12:00:00Z');
  const { admin } = server;
  const slack = await startSlack();
  const program = await receiver((_request, response) => response.writeHead(204).end());
  const { apiUrl, botToken, signingSecret } = slack;
  const { id: providerId } = await admin.call(addProvider, {
    body: { kind: 'slack', name: 'Slack', settings: { apiUrl, botToken, signingSecret } },
  });
  const person = async (name: string) => {
    const one = await signInAs(server, 'responder', name);
    const settings = { address: one.email };
    await admin.call(addContactMethodOf, {
      ...{ params: { id: one.id }, body: { channel: 'email', label: 'Mail', settings, verified: true } },
    });
    return one;
  };
  const [ada, ben] = [await person('Ada'), await person('Ben')];
  const kinds = ['alert', 'page', 'incident', 'drill', 'postmortem', 'recurrence'];
  await admin.call(createOutgoingWebhook, { body: { name: 'Bot', url: program.url, kinds } });
  const room = { name: '#payments', channel: 'slack', providerId, settings: { to: 'C0123ABCD' } };
  const world = worldThrough(server);
  const policy = await world.policy([], 0, {
    steps: [
      { delaySeconds: 60, targets: [askPerson(ada)], ifEmpty: 'skip' },
      { delaySeconds: 60, targets: [askPerson(ben)], ifEmpty: 'skip', chatRooms: [room] },
    ],
  });
  const service = await world.service(policy.id);
  const sender = await world.source('pagerduty-events-v2', service.id);
  await admin.call(createRoute, {
    body: {
      slug: 'all',
      name: 'All',
      condition: { all: [] },
      outcome: { groupBy: ['none'], declare: { severity: 4 } },
    },
  });
  await admin.call(createDocument, { params: { kind: 'scenario' }, body: { key: 'zebra', source } });
  const plan = (body: { inSandbox: boolean; agreedIds?: number[]; plannedFor?: string }) =>
    admin.call(drills.planDrill, {
      body: { scenarioKey: 'zebra', sourceId: sender.id, serviceIds: [service.id], ...body },
    });

  const mailsTo = ({ email }: SignedInPerson) =>
    smtp.mails
      .filter((mail) => [mail.to].flat().some((each) => each?.text.includes(email)))
      .map(({ subject, text }) => `${subject}\n${text}`);
  const hooks = () => program.seen.map(({ body }) => body);
  const posts = () => slack.posted.map((post) => JSON.stringify(post));

  /** Until everything that is due has been told, or kept. */
  async function settled() {
    await eventually(async () => {
      const { rows } = await server.db.query<{ waits: boolean }>(
        `select exists (select from events e, outgoing_cursor c where (e.tx, e.id) > (c.tx, c.event_id))
           or exists (select from events e, notice_cursor c where (e.tx, e.id) > (c.tx, c.event_id))
           or exists (select from outgoing_deliveries where state = 'pending')
           or exists (select from notifications where state = 'pending' and due_at <= evenkeel.now())
           or exists (select from alerts where paging = 'wanted')
           or exists (select from notices where message_id is null and due_at <= evenkeel.now() and expires_at > evenkeel.now())
           or exists (select from notice_messages where state = 'pending')
           or exists (select from reminder_mails where state = 'pending') as waits`,
      );
      return !rows[0]!.waits;
    });
  }
  return { server, admin, ada, ben, plan, mailsTo, hooks, posts, settled };
}

type Scene = Awaited<ReturnType<typeof scene>>;

const isZebra = (text: string) => /zebra/i.test(text);

/** What people do in a drill. What cannot be at that moment is refused, and nothing comes of it. */
const moves = {
  role: ({ admin, ben }, id) =>
    admin.call(takeIncidentRole, { params: { id }, body: { role: 'commander', personId: ben.id } }),
  offer: async ({ admin, ada, ben }, id) => {
    await admin.call(takeIncidentRole, { params: { id }, body: { role: 'commander', personId: ada.id } });
    const params = { id, role: 'commander' as const };
    await admin.call(offerIncidentRole, { params, body: { personId: ben.id } });
  },
  task: ({ admin, ben }, id) =>
    admin.call(addIncidentTask, { params: { id }, body: { title: 'Feed the zebra', ownerId: ben.id } }),
  update: ({ admin }, id) =>
    admin.call(postIncidentUpdate, { params: { id }, body: { status: 'investigating', text: 'The zebra rests.' } }),
  severity: ({ admin }, id) =>
    admin.call(changeIncidentSeverity, { params: { id }, body: { severity: 2, reason: 'The zebra fell.' } }),
  page: ({ admin, ada }, id) =>
    admin.call(pageIntoIncident, { params: { id }, body: { target: { kind: 'person', id: ada.id } } }),
  acknowledge: async ({ admin }) => {
    const { items } = await admin.call(listPages, { query: { state: 'open' } });
    for (const each of items) await admin.call(acknowledgePage, { params: { id: each.id } });
  },
  resolve: async ({ admin }) => {
    const { items } = await admin.call(listPages, { query: {} });
    for (const each of items) await admin.call(resolvePage, { params: { id: each.id } }).catch(() => null);
  },
  inject: ({ admin }, _id, drillId) => admin.call(tellDrillInject, { params: { id: drillId, position: 1 } }),
  minutes: ({ server }) => server.clock.advance('3 minutes'),
  hour: ({ server }) => server.clock.advance('65 minutes'),
} satisfies Record<string, (scene: Scene, incidentId: number, drillId: number) => Promise<unknown>>;

type Move = keyof typeof moves;

/** Plays a drill to its end, with these moves. */
async function play(
  of: Scene,
  body: { inSandbox: boolean; agreedIds?: number[] },
  script: readonly Move[],
  end: Move | 'finish' | 'cancel',
) {
  const { admin, server, settled, plan } = of;
  const { id } = await plan(body);
  const { incidentId } = await admin.call(drills.startDrill, { params: { id } });
  await settled();
  for (const move of script) {
    await (moves[move] as (scene: Scene, incidentId: number, drillId: number) => Promise<unknown>)(
      of,
      incidentId!,
      id,
    ).catch(() => null);
    await settled();
  }
  await admin.call(end === 'cancel' ? drills.cancelDrill : drills.finishDrill, { params: { id } });
  await settled();
  // Notices gather for a minute.
  await server.clock.advance('3 minutes');
  await settled();
  return id;
}

const everything: Move[] = [
  'role',
  'task',
  'page',
  'minutes',
  'update',
  'hour',
  'inject',
  'minutes',
  'acknowledge',
  'offer',
];

test('Without a sandbox the same play reaches mailboxes, the chat and the webhook, which says that it is a drill', async () => {
  const of = await scene();
  await play(of, { inSandbox: false }, everything, 'finish');
  for (const told of [of.mailsTo(of.ada), of.mailsTo(of.ben), of.hooks(), of.posts()])
    expect(told.filter(isZebra).length).toBeGreaterThan(0);
  const kinds = of
    .hooks()
    .filter(isZebra)
    .map((body) => `${JSON.parse(body).type} ${JSON.parse(body).data.kind}`);
  expect(kinds).toContain('incident.declared drill');
  expect(kinds).toContain('drill.finished drill');
  expect(kinds.filter((each) => !each.endsWith(' drill'))).toEqual([]);
}, 180_000);

test('Nothing of a drill in a sandbox leaves, however it is played; what is real beside it does', async () => {
  const of = await scene();
  const { admin, ada, ben, mailsTo, hooks, posts, settled, server } = of;
  let canary = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...(Object.keys(moves) as Move[])), { minLength: 2, maxLength: 5 }),
      fc.constantFrom('finish' as const, 'cancel' as const),
      fc.boolean(),
      async (script, end, hasAgreed) => {
        const before = [mailsTo(ada), mailsTo(ben), hooks(), posts()].map((told) => told.filter(isZebra).length);
        const id = await play(of, { inSandbox: true, agreedIds: hasAgreed ? [ben.id] : [] }, script, end);
        // A real incident beside it is told of in every way: nothing is quiet because nothing works.
        canary += 1;
        const title = `Canary ${canary}`;
        const real = await admin.call(declareIncident, { body: { title, severity: 4 } });
        const body = { role: 'commander' as const, personId: ben.id };
        await admin.call(takeIncidentRole, { params: { id: real.id }, body });
        await settled();
        await server.clock.advance('3 minutes');
        await eventually(
          () => mailsTo(ben).some((mail) => mail.includes(title)) && hooks().some((one) => one.includes(title)),
        );
        await admin.call(moveIncident, { params: { id: real.id }, body: { to: 'resolved', reason: 'Over.' } });
        await settled();

        const after = [mailsTo(ada), mailsTo(ben), hooks(), posts()].map((told) => told.filter(isZebra).length);
        const sent = after.map((count, at) => count - before[at]!);
        // Whoever agreed may be told; nobody and nothing else is.
        expect([sent[0], hasAgreed ? 0 : sent[1], sent[2], sent[3]]).toEqual([0, 0, 0, 0]);
        const { sandbox } = await admin.call(drills.getDrill, { params: { id } });
        expect(sandbox!.besides!.map(({ way, name }) => `${way} ${name}`)).toContain('outgoing-webhook Bot');
      },
    ),
    { numRuns: 4, endOnFailure: true, examples: [[everything, 'finish', false]] },
  );
}, 600_000);

test('Whoever takes part in a drill in a sandbox is invited for real, and it shows what else would have gone out', async () => {
  const of = await scene();
  const { admin, ada, ben, plan, mailsTo, hooks, settled, server } = of;
  const { id } = await plan({ inSandbox: true, plannedFor: '2027-05-06T10:00:00Z' });
  await admin.call(addDrillPerson, { params: { id }, body: { personId: ben.id, part: 'player' } });
  await settled();
  await server.clock.set('2027-05-05T12:31:00Z');
  await eventually(async () => {
    const { rowCount } = await server.db.query(`select from notices where kind = 'drillAhead'`);
    return rowCount === 1;
  });
  await server.clock.advance('2 minutes');
  await eventually(() => mailsTo(ben).some(isZebra));
  expect(mailsTo(ben).filter(isZebra)).toEqual([expect.stringContaining('You play')]);
  expect([...mailsTo(ada), ...hooks()].filter(isZebra)).toEqual([]);

  const { incidentId } = await admin.call(drills.startDrill, { params: { id } });
  await moves.role(of, incidentId!);
  await settled();
  const besides = async () => (await admin.call(drills.getDrill, { params: { id } })).sandbox!.besides!;
  await eventually(async () => (await besides()).some(({ way, name }) => way === 'notice' && name === 'Ben'));
  expect((await besides()).map(({ title }) => title)).toContain('incident.roleTaken: Drill: The zebra is slow');
  expect(mailsTo(ben).filter(isZebra)).toHaveLength(1);
}, 180_000);
