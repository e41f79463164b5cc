/** One of every thing that people edit, so that a law about all of them can be tried on each. */

import { draftPublicUpdate } from '../../src/contract/communicate/public-updates.ts';
import { createStatusMaintenance } from '../../src/contract/communicate/status-maintenances.ts';
import { createStatusComponent, updateStatusPage } from '../../src/contract/communicate/status-page.ts';
import { createCheck, pauseCheck } from '../../src/contract/detect/checks.ts';
import { createMaintenanceWindow } from '../../src/contract/detect/maintenance-windows.ts';
import { createLookupTable, updateSourceMapping } from '../../src/contract/detect/mapping.ts';
import { createRoute } from '../../src/contract/detect/routes.ts';
import { setSourceVerification } from '../../src/contract/detect/source-verification.ts';
import { addMyContactMethod } from '../../src/contract/directory/contact-methods.ts';
import { createRole } from '../../src/contract/directory/roles.ts';
import { updateSamlProvider } from '../../src/contract/directory/saml.ts';
import { createView } from '../../src/contract/directory/views.ts';
import { createActionItem } from '../../src/contract/learn/action-items.ts';
import { getPostmortem, requestPostmortem, writePostmortem } from '../../src/contract/learn/postmortems.ts';
import { updateCloseBack } from '../../src/contract/outgoing/close-back.ts';
import { createDigest } from '../../src/contract/outgoing/digests.ts';
import { createOutgoingWebhook } from '../../src/contract/outgoing/webhooks.ts';
import { createAssessmentQuestion } from '../../src/contract/program/assessment-questions.ts';
import { startAssessment } from '../../src/contract/program/assessments.ts';
import { updateImpactRates } from '../../src/contract/program/costs/impact-rates.ts';
import { createDecision } from '../../src/contract/program/decisions.ts';
import { createDrillSeries } from '../../src/contract/program/drill-series.ts';
import { planDrill, startDrill } from '../../src/contract/program/drills.ts';
import { createGoal } from '../../src/contract/program/goals.ts';
import { addRisk, createPilot } from '../../src/contract/program/pilots.ts';
import { createRollOut } from '../../src/contract/program/plans/roll-outs.ts';
import { addPracticeChange } from '../../src/contract/program/practice-changes.ts';
import { readReferenceValues } from '../../src/contract/program/program.ts';
import { createReview } from '../../src/contract/program/reviews.ts';
import { createRunbook } from '../../src/contract/resolve/runbooks.ts';
import { declareIncident, moveIncident } from '../../src/contract/respond/incidents/changes.ts';
import { addIncidentNote } from '../../src/contract/respond/incidents/timeline.ts';
import { startParallelRun } from '../../src/contract/respond/parallel-runs.ts';
import { addProvider } from '../../src/contract/respond/providers.ts';
import { createOverride } from '../../src/contract/respond/schedules/overrides.ts';
import { getSeverities } from '../../src/contract/respond/severities.ts';
import { eventually } from './eventually.ts';
import { signInAs } from './people.ts';
import { makeSigningKey, metadataOf } from './saml-idp.ts';
import type { TestServer } from './server.ts';
import { askPerson, worldThrough } from './world.ts';

export type OneOfEach = Awaited<ReturnType<typeof makeOneOfEach>>;

/** Ids of what was made; Ada, an admin, and Grace, a responder, are signed in. */
export async function makeOneOfEach(server: TestServer) {
  const { admin } = server;
  const world = worldThrough(server);
  const ada = await signInAs(server, 'admin', 'Ada');
  const grace = await signInAs(server, 'responder', 'Grace');
  const contactMethod = await ada.browser.call(addMyContactMethod, {
    body: { channel: 'email', label: 'Mail', settings: { address: 'ada@example.org' } },
  });
  const provider = await admin.call(addProvider, {
    body: { kind: 'ntfy', name: 'Push', settings: { url: 'https://ntfy.example.org' } },
  });
  const outgoingWebhook = await admin.call(createOutgoingWebhook, {
    body: { name: 'Bot', url: 'https://bot.example.org/events', kinds: ['review.held'], enabled: false },
  });
  const digest = await ada.browser.call(createDigest, {
    body: { parts: ['measures'], rhythm: 'weekly', at: '09:00', timeZone: 'UTC' },
  });
  const role = await admin.call(createRole, {
    body: { slug: 'schedulers', name: 'Schedulers', permissions: ['oncall.manage'] },
  });
  const team = await world.team([ada.id]);
  const parallelRun = await admin.call(startParallelRun, {
    body: { teamId: (await world.team([])).id, askAt: hoursFromNow(24) },
  });
  const view = await ada.browser.call(createView, {
    body: { list: 'alerts', name: 'Severe', search: 'severity=1', sharedWith: 'everyone' },
  });
  const schedule = await world.schedule('UTC', [
    {
      name: 'Primary',
      startsOn: '2026-01-05',
      rotation: { unit: 'week', every: 1, handoffTime: '09:00' },
      participants: [ada.id],
    },
  ]);
  const override = await admin.call(createOverride, {
    params: { id: schedule.id },
    body: { personId: grace.id, startsAt: hoursFromNow(24), endsAt: hoursFromNow(30) },
  });
  const policy = await world.policy([askPerson(ada)]);
  const service = await world.service(policy.id);
  const source = await world.source('pagerduty-events-v2', service.id);
  const signed = await world.source('generic', service.id);
  await admin.call(setSourceVerification, {
    params: { id: signed.id },
    body: { rule: { method: 'google', audience: 'https://alerts.example', email: 'push@shop.example' } },
  });
  const check = await admin.call(createCheck, {
    body: { slug: 'port', name: 'Port', target: { kind: 'tcp', host: 'localhost', port: 9 }, intervalSeconds: 3_600 },
  });
  // What a run finds is no edit.
  await admin.call(pauseCheck, { params: { id: check.id }, body: {} });
  const all = [{ field: 'title' as const, operator: 'contains' as const, value: 'disk' }];
  const route = await admin.call(createRoute, { body: { slug: 'disks', name: 'Disks', condition: { all } } });
  const lookupTable = await admin.call(createLookupTable, {
    body: { slug: 'owners', name: 'Owners', csv: 'host,team\nweb-1,shop\n' },
  });
  await admin.call(updateCloseBack, {
    params: { id: source.id },
    body: { kind: 'alertmanager', url: 'http://127.0.0.1:9093' },
  });
  await admin.call(updateSourceMapping, {
    params: { id: source.id },
    body: { rules: [{ do: 'set', field: 'label', name: 'team', template: 'Shop' }] },
  });
  const runbook = await admin.call(createRunbook, {
    body: { slug: 'restart', title: 'Restart it', body: '- [ ] Restart' },
  });
  const window = await admin.call(createMaintenanceWindow, {
    body: { title: 'Upgrade', endsAt: hoursFromNow(2), serviceIds: [service.id] },
  });
  await admin.call(updateStatusPage, { body: { title: 'Shop status', enabled: true } });
  const component = await admin.call(createStatusComponent, {
    body: { slug: 'checkout', name: 'Checkout', serviceId: service.id },
  });
  const maintenance = await admin.call(createStatusMaintenance, {
    body: {
      title: 'Database upgrade',
      startsAt: hoursFromNow(24),
      endsAt: hoursFromNow(25),
      componentIds: [component.id],
      muteAlerts: true,
    },
  });
  const assessment = await admin.call(startAssessment, { body: {} });
  const assessmentQuestion = await admin.call(createAssessmentQuestion, {
    body: { area: 'runbooks', ask: 'Is a restore rehearsed each quarter?' },
  });
  const perHour = { low: 1_000, high: 2_000 };
  const impactRate = { serviceId: service.id, severity: 1 as const, perHour };
  await admin.call(updateImpactRates, { body: { currency: 'EUR', rates: [impactRate] } });
  const samlMetadata = metadataOf('https://login.example.net', [makeSigningKey()]);
  await admin.call(updateSamlProvider, { body: { name: 'Okta', metadataXml: samlMetadata } });
  const drill = await admin.call(planDrill, { body: { scenarioKey: 'disk-full', serviceIds: [service.id] } });
  await admin.call(startDrill, { params: { id: drill.id } });
  const plannedDrill = await admin.call(planDrill, { body: { scenarioKey: 'disk-full' } });
  const drillSeries = await admin.call(createDrillSeries, {
    body: {
      ...{ name: 'Monthly tabletop', scenarioKeys: ['disk-full'], rhythm: 'monthly' },
      ...{ firstAt: '2030-01-12T10:00', timeZone: 'UTC', isStopped: true },
    },
  });
  const practiceChange = await admin.call(addPracticeChange, { body: { day: '2026-11-02', words: 'Canary releases' } });
  const goal = await admin.call(createGoal, {
    body: { name: 'Restore faster', measure: 'median-restore-seconds', target: 600, dueAt: hoursFromNow(24 * 90) },
  });
  const sponsor = { name: 'Kay', title: 'CTO', isVicePresidentOrAbove: true };
  const pilot = await admin.call(createPilot, {
    body: { teamId: team.id, sponsor, startsOn: '2026-01-05', timeZone: 'UTC' },
  });
  const { risks } = await admin.call(addRisk, {
    params: { id: pilot.id },
    body: { title: 'Peak season begins', likelihood: 'high', impact: 'medium' },
  });
  const later = await world.team([]);
  const rollOut = await admin.call(createRollOut, {
    body: { name: 'Everybody', timeZone: 'UTC', waves: [{ startsOn: '2027-01-04', teamIds: [later.id] }] },
  });
  const review = await admin.call(createReview, { body: { year: 2026, quarter: 1 } });
  const decision = await admin.call(createDecision, { body: { reviewId: review.id, text: 'Search joins' } });

  const incident = await admin.call(declareIncident, { body: { title: 'Payments fail', severity: 2 } });
  const ofIncident = { params: { id: incident.id } };
  const note = await admin.call(addIncidentNote, { ...ofIncident, body: { text: 'Restarted the worker' } });
  const publicUpdate = await admin.call(draftPublicUpdate, { ...ofIncident, body: { situation: 'investigating' } });

  const over = await admin.call(declareIncident, { body: { title: 'Search was down', severity: 2 } });
  const ofOver = { params: { id: over.id } };
  await admin.call(moveIncident, { ...ofOver, body: { to: 'resolved' } });
  const postmortem = await admin.call(requestPostmortem, { ...ofOver, body: { form: 'light' } });
  const markdown = '# A\nFirst\n## B\nSecond';
  // Until somebody has written in it, the draft goes on following the facts.
  await eventually(async () => {
    const { version } = await admin.call(getPostmortem, ofOver);
    return admin.call(writePostmortem, { ...ofOver, body: { markdown } }, { ifMatch: version }).catch(() => null);
  });
  const actionItem = await admin.call(createActionItem, { body: { incidentId: over.id, title: 'Widen the pool' } });
  return {
    ...server,
    severities: await admin.call(getSeverities, {}),
    reference: await admin.call(readReferenceValues, {}),
    ada,
    grace,
    contactMethodId: contactMethod.id,
    outgoingWebhook,
    digest,
    provider,
    role,
    team,
    parallelRun,
    view,
    schedule,
    override,
    policy,
    service,
    sourceId: source.id,
    signedSourceId: signed.id,
    check,
    route,
    lookupTable,
    runbook,
    window,
    component,
    maintenance,
    assessment,
    assessmentQuestion,
    drill,
    drillSeries,
    plannedDrill,
    goal,
    practiceChange,
    pilot,
    risk: risks[0]!,
    rollOut,
    review,
    decision,
    incident,
    note,
    publicUpdate,
    actionItem,
    postmortem,
    samlMetadata,
  };
}

const hoursFromNow = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
