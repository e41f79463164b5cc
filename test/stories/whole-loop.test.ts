/** From the first signal to the last lesson, and back to what it did to the four measures. */
import { expect, onTestFinished, test } from 'vitest';
import { draftPublicUpdate, publishPublicUpdate } from '../../src/contract/communicate/public-updates.ts';
import { createStatusComponent, updateStatusPage } from '../../src/contract/communicate/status-page.ts';
import { listAlerts } from '../../src/contract/detect/alerts.ts';
import { createActionItem } from '../../src/contract/learn/action-items.ts';
import * as postmortems from '../../src/contract/learn/postmortems.ts';
import { decideRecurrence, listRecurrences } from '../../src/contract/learn/recurrences.ts';
import { readMeasures } from '../../src/contract/measure/measures.ts';
import { createRunbook, openRunbook, tickRunbookStep } from '../../src/contract/resolve/runbooks.ts';
import {
  changeIncidentSeverity,
  correctIncidentInstant,
  declareIncident,
  moveIncident,
} from '../../src/contract/respond/incidents/changes.ts';
import { takeIncidentRole } from '../../src/contract/respond/incidents/roles.ts';
import { getIncident } from '../../src/contract/respond/incidents/room.ts';
import { addIncidentTask, updateIncidentTask } from '../../src/contract/respond/incidents/tasks.ts';
import { postIncidentUpdate } from '../../src/contract/respond/incidents/updates.ts';
import { postmortemForms } from '../../src/domain/learn/postmortem-forms.ts';
import { mailsTo, subscribeAndConfirm } from '../../src/server/communicate/subscribers/subscribe-for-tests.ts';
import { eventually } from '../harness/eventually.ts';
import { signInAs } from '../harness/people.ts';
import { startTestServer, type TestServer } from '../harness/server.ts';
import { startSmtpSink } from '../harness/smtp-sink.ts';
import { askPerson, type SourceAddress, sendEvent, worldThrough } from '../harness/world.ts';

const minute = 60_000;
const key = 'checkout/error-rate';

/** Every section that completing asks for, with a sentence. */
const written = postmortemForms.full
  .filter((section) => section.required)
  .map(({ heading }) => `## ${heading}\n\nThe pool of connections was smaller than the load of the sale.\n`)
  .join('\n');

/** Waits for the open alert of the story's key. */
async function openAlert({ admin }: TestServer, source: SourceAddress): Promise<number> {
  return eventually(async () => {
    const { items } = await admin.call(listAlerts, { query: { sourceId: source.id, state: 'open' } });
    return items[0]?.id;
  });
}

test('an alert becomes an incident, is told, resolved and learnt from; it comes back, and the four measures say so', async () => {
  const sink = await startSmtpSink();
  onTestFinished(() => sink.stop());
  const server = await startTestServer({ environment: { EVENKEEL_SMTP_URL: sink.url } });
  const { admin, clock, url } = server;
  const ana = await signInAs(server, 'responder', 'Ana Almeida');
  const bo = await signInAs(server, 'responder', 'Bo Berg');
  const world = worldThrough(server);
  const policy = await world.policy([askPerson(await world.personByMail('Chi Chen'))]);
  const service = await world.service(policy.id, 'Checkout');
  const source = await world.source('pagerduty-events-v2', service.id);

  await admin.call(updateStatusPage, { body: { title: 'Shop status', enabled: true } });
  const component = await admin.call(createStatusComponent, {
    body: { slug: 'payment', name: 'Paying', serviceId: service.id },
  });
  await subscribeAndConfirm(url, sink, 'customer@example.net');
  const runbook = await admin.call(createRunbook, {
    body: {
      slug: 'pool',
      title: 'Widen the pool',
      body: '- [ ] Look at the pool\n- [ ] Widen it',
      serviceIds: [service.id],
    },
  });

  // Detect and declare.
  await sendEvent(source, { key, title: 'Error rate of db-internal-7 above 5%' });
  const firstAlert = await openAlert(server, source);
  const declared = await ana.browser.call(declareIncident, {
    body: { title: 'Paying fails for some customers', severity: 2, alertIds: [firstAlert], takeCommand: true },
  });
  const params = { id: declared.id };
  expect(declared).toMatchObject({ severity: 2, lifecycle: 'triage', commander: { name: 'Ana Almeida' } });
  expect(declared.services.map(({ id }) => id)).toEqual([service.id]);

  // Respond, in two browsers.
  await bo.browser.call(takeIncidentRole, { params, body: { role: 'scribe' } });
  const seen = await ana.browser.call(getIncident, { params });
  expect(seen.roles.map(({ role, person }) => `${role}: ${person.name}`).sort()).toEqual([
    'commander: Ana Almeida',
    'scribe: Bo Berg',
  ]);
  const task = await ana.browser.call(addIncidentTask, {
    params,
    body: { title: 'Ask the bank', ownerId: bo.id },
  });
  await bo.browser.call(updateIncidentTask, { params: { ...params, taskId: task.id }, body: { isDone: true } });
  const run = await bo.browser.call(openRunbook, { params, body: { runbookId: runbook.id } });
  const ticked = await bo.browser.call(tickRunbookStep, {
    params: { id: run.id, stepId: run.steps[0]!.id },
    body: { done: true },
  });
  expect(ticked).toMatchObject({
    doneCount: 1,
    steps: [{ tickedBy: expect.objectContaining({ name: 'Bo Berg' }) }, { tickedBy: null }],
  });
  await ana.browser.call(changeIncidentSeverity, {
    params,
    body: { severity: 1, reason: 'Everybody is hit' },
  });
  await expect(
    bo.browser.call(changeIncidentSeverity, { params, body: { severity: 2, reason: 'x' } }),
  ).rejects.toMatchObject({
    status: 403,
  });
  const lowered = await ana.browser.call(changeIncidentSeverity, {
    params,
    body: { severity: 2, reason: 'Only cards of one bank' },
  });
  expect(lowered).toMatchObject({ severity: 2, peakSeverity: 1 });
  expect(lowered.severityChanges.map(({ from, to }) => [from, to])).toEqual([
    [2, 1],
    [1, 2],
  ]);

  // Communicate: inside and outside.
  await bo.browser.call(postIncidentUpdate, {
    params,
    body: { status: 'investigating', text: 'The pool of db-internal-7 is full' },
  });
  await tellPublic('investigating', 'major');
  const shown = await eventually(async () => {
    const page = await (await fetch(`${url}/status`)).text();
    return page.includes('Paying fails') && page;
  });
  const feed = await (await fetch(`${url}/status/feed.atom`)).text();
  expect(feed).toContain('Paying fails');
  for (const text of [shown, feed]) expect(text).not.toMatch(/db-internal-7|Ana Almeida|Bo Berg|Ask the bank/);
  await eventually(() =>
    mailsTo(sink, 'customer@example.net').some(({ subject }) => subject?.includes('Paying fails')),
  );

  // Resolve, 47 minutes after the impact began.
  await ana.browser.call(moveIncident, { params, body: { to: 'active' } });
  await clock.advance('40 minutes');
  await ana.browser.call(moveIncident, { params, body: { to: 'stable' } });
  await clock.advance('7 minutes');
  await tellPublic('resolved', 'operational');
  await ana.browser.call(moveIncident, { params, body: { to: 'resolved' } });
  const resolvedAt = await setDuration(declared.id, 47);
  await eventually(async () =>
    (await (await fetch(`${url}/status/api/v2/components.json`)).text()).includes('"operational"'),
  );

  // Learn.
  const draft = await eventually(() => ana.browser.call(postmortems.getPostmortem, { params }));
  expect(draft).toMatchObject({ state: 'draft', form: 'full', isRequired: true, owner: { name: 'Ana Almeida' } });
  for (const fact of ['Paying fails for some customers', 'Ana Almeida', 'Bo Berg', 'SEV2'])
    expect(draft.markdown).toContain(fact);
  const check = await ana.browser.call(postmortems.checkWording, {
    body: { markdown: 'Bo should have checked it; this was careless.' },
  });
  expect(check.findings.length).toBeGreaterThanOrEqual(2);
  const { factors } = await ana.browser.call(postmortems.getContributingFactors, {});
  // Evenkeel may still write what has just happened into the draft.
  const text = await eventually(async () => {
    const { version } = await ana.browser.call(postmortems.getPostmortem, { params });
    return ana.browser.call(postmortems.writePostmortem, { params, body: { markdown: written } }, { ifMatch: version });
  });
  await ana.browser.call(postmortems.updatePostmortem, { params, body: { factorKeys: [factors[0]!.key] } });
  const item = await ana.browser.call(createActionItem, {
    body: { incidentId: declared.id, title: 'Alarm on a full pool', ownerId: bo.id },
  });
  expect(text.findingCount).toBe(0);
  await ana.browser.call(postmortems.movePostmortem, { params, body: { to: 'in_review' } });
  expect(await ana.browser.call(postmortems.movePostmortem, { params, body: { to: 'completed' } })).toMatchObject({
    state: 'completed',
    missing: [],
  });

  // The same alert again, two days later.
  await clock.advance('2 days');
  await sendEvent(source, { key, title: 'Error rate of db-internal-7 above 5%' });
  const secondAlert = await openAlert(server, source);
  expect(secondAlert).not.toBe(firstAlert);
  const again = await bo.browser.call(declareIncident, { body: { severity: 2, alertIds: [secondAlert] } });
  const suggested = await eventually(async () => {
    const found = await bo.browser.call(listRecurrences, { params: { id: again.id } });
    return found.items[0];
  });
  expect(suggested).toMatchObject({ state: 'suggested', earlier: { id: declared.id } });
  expect(suggested.reasons.map(({ reason }) => reason)).toContain('same-alert');
  expect(suggested.openActionItems.map(({ id }) => id)).toEqual([item.id]);
  await bo.browser.call(decideRecurrence, {
    params: { id: again.id, earlierId: declared.id },
    body: { verdict: 'confirmed' },
  });
  await bo.browser.call(moveIncident, { params: { id: again.id }, body: { to: 'active' } });
  await clock.advance('1 hour');
  await bo.browser.call(moveIncident, { params: { id: again.id }, body: { to: 'resolved' } });
  await setDuration(again.id, 13);
  await eventually(() => bo.browser.call(postmortems.getPostmortem, { params: { id: again.id } }));
  // A drill changes nothing.
  await bo.browser.call(declareIncident, { body: { title: 'A drill', severity: 1, kind: 'drill' } });

  // Measure: MTTR of 47 and 13 minutes, two declared, one of two postmortems completed, one of two came back.
  const measured = await admin.call(readMeasures, {
    query: {
      from: new Date(resolvedAt - 24 * 60 * minute).toISOString(),
      to: new Date(resolvedAt + 5 * 24 * 60 * minute).toISOString(),
    },
  });
  expect(measured.restore.all).toMatchObject({
    n: 2,
    medianSeconds: 30 * 60,
    meanSeconds: 30 * 60,
    isEnoughForTrend: false,
  });
  expect(measured.restore).toMatchObject({ fromInstant: 'impactStartedAt', toInstant: 'resolvedAt' });
  expect(measured.restore.bySeverity.map(({ severity, n }) => [severity, n])).toEqual([
    [1, 0],
    [2, 2],
    [3, 0],
    [4, 0],
    [5, 0],
  ]);
  expect(measured.sprints.items.reduce((sum, sprint) => sum + sprint.n, 0)).toBe(2);
  expect(measured.postmortems.completed).toMatchObject({ n: 2, count: 1, share: 0.5 });
  expect(measured.recurrence.windows.map(({ windowDays, n, count, share }) => [windowDays, n, count, share])).toEqual([
    [30, 2, 1, 0.5],
    [60, 2, 1, 0.5],
    [90, 2, 1, 0.5],
  ]);

  async function tellPublic(situation: 'investigating' | 'resolved', state: 'major' | 'operational') {
    const update = await bo.browser.call(draftPublicUpdate, {
      params,
      body: {
        situation,
        components: [{ componentId: component.id, state }],
        values: {
          title: 'Paying fails for some customers',
          effect: 'paying fails',
          affected: 'Paying',
          dataStatement: 'No data was lost.',
        },
      },
    });
    const body = { version: update.version, acceptFindings: true };
    await expect(bo.browser.call(publishPublicUpdate, { params: { id: update.id }, body })).rejects.toMatchObject({
      status: 403,
    });
    await ana.browser.call(publishPublicUpdate, { params: { id: update.id }, body });
  }

  /** Corrects the start of the impact so that it lasted exactly so long; returns when it was resolved, epoch ms. */
  async function setDuration(id: number, minutes: number): Promise<number> {
    const { instants } = await admin.call(getIncident, { params: { id } });
    const end = Date.parse(instants.resolvedAt!);
    await admin.call(correctIncidentInstant, {
      params: { id },
      body: {
        name: 'impactStartedAt',
        at: new Date(end - minutes * minute).toISOString(),
        reason: 'From the logs of the bank',
      },
    });
    return end;
  }
});
