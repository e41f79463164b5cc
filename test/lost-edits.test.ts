/**
 * Every endpoint of the contract that changes a thing with a version: a change that was made from an older version is
 * refused and changes nothing. Generated, so one that is added tomorrow needs a sample here.
 */
import { expect, test } from 'vitest';
import { ApiProblem, type CallOptions, type Client } from '../src/client/client.ts';
import * as publicUpdates from '../src/contract/communicate/public-updates.ts';
import * as maintenances from '../src/contract/communicate/status-maintenances.ts';
import * as statusPage from '../src/contract/communicate/status-page.ts';
import * as templates from '../src/contract/communicate/templates.ts';
import * as checks from '../src/contract/detect/checks.ts';
import * as windows from '../src/contract/detect/maintenance-windows.ts';
import * as mapping from '../src/contract/detect/mapping.ts';
import * as routes from '../src/contract/detect/routes.ts';
import * as sourceVerification from '../src/contract/detect/source-verification.ts';
import * as sources from '../src/contract/detect/sources.ts';
import * as contactMethods from '../src/contract/directory/contact-methods.ts';
import * as people from '../src/contract/directory/people.ts';
import * as roles from '../src/contract/directory/roles.ts';
import * as saml from '../src/contract/directory/saml.ts';
import * as services from '../src/contract/directory/services.ts';
import * as session from '../src/contract/directory/session.ts';
import * as signInRules from '../src/contract/directory/sign-in-rules.ts';
import * as teams from '../src/contract/directory/teams.ts';
import * as views from '../src/contract/directory/views.ts';
import { type CallOf, type Endpoint, takesIfMatch } from '../src/contract/endpoint.ts';
import { endpoints } from '../src/contract/endpoints.ts';
import * as actionItems from '../src/contract/learn/action-items.ts';
import * as postmortems from '../src/contract/learn/postmortems.ts';
import * as measures from '../src/contract/measure/measures.ts';
import * as oncall from '../src/contract/measure/oncall.ts';
import * as pay from '../src/contract/measure/pay.ts';
import * as closeBack from '../src/contract/outgoing/close-back.ts';
import * as digests from '../src/contract/outgoing/digests.ts';
import * as notices from '../src/contract/outgoing/notices.ts';
import * as outgoingWebhooks from '../src/contract/outgoing/webhooks.ts';
import * as retention from '../src/contract/platform/retention.ts';
import * as assessmentQuestions from '../src/contract/program/assessment-questions.ts';
import * as assessments from '../src/contract/program/assessments.ts';
import * as certification from '../src/contract/program/certification.ts';
import * as impactRates from '../src/contract/program/costs/impact-rates.ts';
import * as incidentCost from '../src/contract/program/costs/incident-cost.ts';
import * as decisions from '../src/contract/program/decisions.ts';
import * as documents from '../src/contract/program/documents.ts';
import * as drillSeries from '../src/contract/program/drill-series.ts';
import * as drills from '../src/contract/program/drills.ts';
import * as goals from '../src/contract/program/goals.ts';
import * as reviewInvitations from '../src/contract/program/outside/review-invitations.ts';
import * as sponsorLetters from '../src/contract/program/outside/sponsor-letters.ts';
import * as pilots from '../src/contract/program/pilots.ts';
import * as rollOuts from '../src/contract/program/plans/roll-outs.ts';
import * as playbook from '../src/contract/program/playbook.ts';
import * as practice from '../src/contract/program/practice-changes.ts';
import * as program from '../src/contract/program/program.ts';
import * as reviews from '../src/contract/program/reviews.ts';
import * as runbooks from '../src/contract/resolve/runbooks.ts';
import * as escalation from '../src/contract/respond/escalation-policies.ts';
import { updateIncident } from '../src/contract/respond/incidents/changes.ts';
import { getIncident } from '../src/contract/respond/incidents/room.ts';
import { editIncidentTimeline, getIncidentTimelineEvent } from '../src/contract/respond/incidents/timeline.ts';
import * as testPages from '../src/contract/respond/pages/test-pages.ts';
import * as parallelRuns from '../src/contract/respond/parallel-runs.ts';
import * as protocols from '../src/contract/respond/protocols.ts';
import * as providers from '../src/contract/respond/providers.ts';
import { listOverrides, updateOverride } from '../src/contract/respond/schedules/overrides.ts';
import { getSchedule, updateSchedule } from '../src/contract/respond/schedules/schedule.ts';
import * as severities from '../src/contract/respond/severities.ts';
import { makeOneOfEach, type OneOfEach } from './harness/one-of-each.ts';
import { adminToken, startTestServer } from './harness/server.ts';

type Versioned = { version: number };
type Sample = {
  read: () => Promise<Versioned>;
  /** Changes it to something else in each turn. */
  change: (turn: number, options: CallOptions) => Promise<Versioned>;
};

const versioned = endpoints.filter(takesIfMatch);

/** Those that nobody may use without saying which version was edited; each says so in its summary. */
const demandsIfMatch = new Set(['writePostmortem']);

function samplesOf(made: OneOfEach): Record<string, Sample> {
  const { admin, ada } = made;
  const samples: Record<string, Sample> = {};
  const sample = <C extends Endpoint, R extends Endpoint>(
    endpoint: C,
    read: R,
    at: CallOf<R>,
    input: (turn: number) => CallOf<C>,
    by: Client = admin,
  ) => {
    samples[endpoint.name] = {
      read: () => by.call(read, at) as Promise<never>,
      change: (turn, options) => by.call(endpoint, input(turn), options) as Promise<never>,
    };
  };
  /** For what is read in its list only. */
  const inList = (
    endpoint: Endpoint,
    list: Endpoint,
    isIt: (item: never) => boolean,
    input: (turn: number) => object,
  ) => {
    samples[endpoint.name] = {
      read: async () => {
        const { items } = (await admin.call(list, {})) as { items: never[] };
        return items.find(isIt)!;
      },
      change: (turn, options) => admin.call(endpoint, input(turn), options) as Promise<never>,
    };
  };
  const params = (thing: { id: number }) => ({ params: { id: thing.id } });
  const hasId =
    ({ id }: { id: number }) =>
    (item: { id: number }) =>
      item.id === id;
  const text = (turn: number) => `Changed in turn ${turn}`;
  /** Of two values: another one in each turn that is to change something, the same in the two at once. */
  const isOn = (turn: number) => [1, 4, 5].includes(turn);

  sample(actionItems.updateActionItem, actionItems.getActionItem, params(made.actionItem), (turn) => ({
    ...params(made.actionItem),
    body: { title: text(turn) },
  }));
  sample(assessments.noteAssessment, assessments.getAssessment, params(made.assessment), (turn) => ({
    ...params(made.assessment),
    body: { notes: text(turn) },
  }));
  const { updateAssessmentQuestion, listAssessmentQuestions } = assessmentQuestions;
  inList(updateAssessmentQuestion, listAssessmentQuestions, hasId(made.assessmentQuestion), (turn) => ({
    ...params(made.assessmentQuestion),
    body: { area: 'runbooks', ask: text(turn) },
  }));
  const ofDocument = { params: { kind: 'scenario' as const, key: 'disk-full' } };
  sample(documents.updateDocument, documents.getDocument, ofDocument, (turn) => ({
    ...ofDocument,
    body: { source: scenarioFile(text(turn)) },
  }));
  const questionId = made.assessment.areas[0]!.questions[0]!.id;
  sample(assessments.rateAssessment, assessments.getAssessment, params(made.assessment), (turn) => ({
    params: { id: made.assessment.id, questionId },
    body: { comment: text(turn) },
  }));
  const { updateOutgoingWebhook, readOutgoingWebhook } = outgoingWebhooks;
  sample(updateOutgoingWebhook, readOutgoingWebhook, params(made.outgoingWebhook), (turn) => ({
    ...params(made.outgoingWebhook),
    body: { name: `Bot ${turn}` },
  }));
  const { replaceReviewMeeting, readReviewMeeting } = reviewInvitations;
  sample(replaceReviewMeeting, readReviewMeeting, params(made.review), (turn) => ({
    ...params(made.review),
    body: { startsAt: `2099-05-0${turn}T09:00:00Z`, endsAt: '2099-06-01T10:00:00Z', place: text(turn) },
  }));
  const { replaceSponsorLetterSettings, readSponsorLetters } = sponsorLetters;
  sample(replaceSponsorLetterSettings, readSponsorLetters, params(made.pilot), (turn) => ({
    ...params(made.pilot),
    body: { recipient: null, isOn: false, note: text(turn), ask: null },
  }));
  const ofDigest = (turn: number) => ({
    ...params(made.digest),
    body: { parts: ['measures' as const], rhythm: 'weekly' as const, at: `0${turn}:00`, timeZone: 'UTC' },
  });
  sample(digests.replaceDigest, digests.readDigest, params(made.digest), ofDigest, ada.browser);
  const { replaceMyNoticeSettings, readMyNoticeSettings } = notices;
  const choices = (turn: number) => ({
    body: {
      kinds: Object.fromEntries(
        notices.noticeKinds.map((kind) => [kind, { isOn: isOn(turn), contactMethodId: null }]),
      ) as notices.NoticeSettingsInput['kinds'],
      quietHours: { from: `1${turn}:00`, until: '08:00' },
    },
  });
  sample(replaceMyNoticeSettings, readMyNoticeSettings, {}, choices, ada.browser);
  const rules = (turn: number) => ({
    body: { high: [{ contactMethodId: made.contactMethodId, delaySeconds: 60 * turn }], low: [] },
  });
  sample(providers.changeProvider, providers.readProvider, params(made.provider), (turn) => ({
    ...params(made.provider),
    body: { name: `Push ${turn}` },
  }));
  const { replaceMyNotificationRules, readMyNotificationRules } = contactMethods;
  sample(replaceMyNotificationRules, readMyNotificationRules, {}, rules, ada.browser);
  sample(contactMethods.replaceNotificationRulesOf, contactMethods.readNotificationRulesOf, params(ada), (turn) => ({
    ...params(ada),
    ...rules(turn),
  }));
  sample(drillSeries.updateDrillSeries, drillSeries.getDrillSeries, params(made.drillSeries), (turn) => ({
    ...params(made.drillSeries),
    body: {
      ...{ name: text(turn), scenarioKeys: ['disk-full'], rhythm: 'monthly' as const, firstAt: '2030-01-12T10:00' },
      ...{ timeZone: 'UTC', isStopped: true },
    },
  }));
  sample(drills.markDrill, drills.getDrill, params(made.drill), (turn) => ({
    ...params(made.drill),
    body: { marks: made.drill.marks, notes: text(turn) },
  }));
  sample(drills.rescheduleDrill, drills.getDrill, params(made.plannedDrill), (turn) => ({
    ...params(made.plannedDrill),
    body: { plannedFor: isOn(turn) ? '2030-01-12T10:00:00Z' : null },
  }));
  sample(escalation.updateEscalationPolicy, escalation.getEscalationPolicy, params(made.policy), (turn) => ({
    ...params(made.policy),
    body: { slug: made.policy.slug, name: text(turn), definition: made.policy.definition },
  }));
  sample(escalation.updateDefaultEscalationPolicy, escalation.readDefaultEscalationPolicy, {}, (turn) => ({
    body: { policyId: isOn(turn) ? made.policy.id : null },
  }));
  sample(testPages.updateTestPageSettings, testPages.readTestPageSettings, {}, (turn) => ({
    body: { remindAfterDays: 30 + turn },
  }));
  sample(practice.updatePracticeChange, practice.getPracticeChange, params(made.practiceChange), (turn) => ({
    ...params(made.practiceChange),
    body: { day: '2026-11-02', words: `Canary releases ${turn}`, teamId: null },
  }));
  sample(goals.updateGoal, goals.getGoal, params(made.goal), (turn) => ({
    ...params(made.goal),
    body: { name: text(turn), target: 600, dueAt: made.goal.dueAt },
  }));
  sample(updateIncident, getIncident, params(made.incident), (turn) => ({
    ...params(made.incident),
    body: { summary: text(turn) },
  }));
  sample(incidentCost.setIncidentCredits, incidentCost.readIncidentCost, params(made.incident), (turn) => ({
    ...params(made.incident),
    body: { currency: 'EUR', low: turn, high: 1_000, note: '' },
  }));
  const ofNote = { params: { id: made.incident.id, eventId: made.note.id } };
  sample(editIncidentTimeline, getIncidentTimelineEvent, ofNote, (turn) => ({
    ...ofNote,
    body: { text: text(turn) },
  }));
  sample(windows.updateMaintenanceWindow, windows.getMaintenanceWindow, params(made.window), (turn) => {
    const { startsAt, endsAt, serviceIds } = made.window;
    return { ...params(made.window), body: { title: text(turn), startsAt, endsAt, serviceIds } };
  });
  const amounts = { weekday: 1, night: 2, weekend: 3, holiday: 4 };
  sample(pay.updatePayRates, pay.getPayRates, {}, (turn) => ({
    body: {
      ...{ currency: 'EUR', hourly: amounts, perShift: 5 + turn, perCallOut: amounts },
      ...{ roundToMinutes: 15 as const, rounding: 'up' as const },
    },
  }));
  sample(oncall.updateOncallHours, oncall.getOncallHours, {}, (turn) => ({
    body: { dayFrom: `0${5 + turn}:00`, eveningFrom: '18:00', nightFrom: '22:00', weekendDays: [6, 7] },
  }));
  sample(measures.updateSprintCalendar, measures.getSprintCalendar, {}, (turn) => ({
    body: { startDate: '2026-01-05', lengthDays: 7 + turn, zone: 'UTC' },
  }));
  sample(people.updatePerson, people.getPerson, params(made.grace), (turn) => ({
    ...params(made.grace),
    body: { email: made.grace.email, name: text(turn) },
  }));
  sample(session.changeMe, session.readMe, {}, (turn) => ({ body: { name: text(turn) } }), ada.browser);
  sample(pilots.setPilotSponsor, pilots.getPilot, params(made.pilot), (turn) => ({
    ...params(made.pilot),
    body: { sponsor: { name: text(turn), title: 'CTO', isVicePresidentOrAbove: true } },
  }));
  sample(rollOuts.updateRollOut, rollOuts.getRollOut, params(made.rollOut), (turn) => ({
    ...params(made.rollOut),
    body: { name: text(turn) },
  }));
  sample(rollOuts.moveWave, rollOuts.getRollOut, params(made.rollOut), (turn) => ({
    params: { id: made.rollOut.id, number: 1 },
    body: { startsOn: `2027-02-0${1 + turn}` },
  }));
  const [milestone] = made.pilot.milestones;
  sample(pilots.updateMilestone, pilots.getPilot, params(made.pilot), (turn) => ({
    params: { id: made.pilot.id, key: milestone!.key },
    body: { dueOn: `2026-02-0${1 + turn}` },
  }));
  sample(pilots.updateRisk, pilots.getPilot, params(made.pilot), (turn) => ({
    params: { id: made.pilot.id, riskId: made.risk.id },
    body: { title: text(turn) },
  }));
  sample(postmortems.writePostmortem, postmortems.getPostmortem, params(made.postmortem), (turn) => ({
    ...params(made.postmortem),
    body: { markdown: `${made.postmortem.markdown}\n${text(turn)}` },
  }));
  sample(postmortems.updateContributingFactors, postmortems.getContributingFactors, {}, (turn) => ({
    body: { factors: [{ key: 'own', group: 'technical' as const, name: text(turn) }] },
  }));
  sample(program.updateReferenceValues, program.readReferenceValues, {}, (turn) => ({
    body: { values: [{ key: 'quick-win', name: 'Quick win', value: text(turn), meaning: 'From us' }], benchmarks: [] },
  }));
  sample(certification.updateCertificationRules, certification.readCertificationRules, {}, (turn) => ({
    body: {
      note: text(turn),
      command: { isRequired: false, courseKey: 'incident-commander', severities: [1 as const] },
      onCall: { isRequired: false, courseKey: 'on-call-responder', scheduleIds: null },
    },
  }));
  sample(signInRules.updateSignInRules, signInRules.readSignInRules, {}, (turn) => ({
    body: { join: { isOpen: false }, groupsClaim: `groups${turn}` },
  }));
  sample(saml.updateSamlProvider, saml.readSamlProvider, {}, (turn) => ({
    body: { name: text(turn), metadataXml: made.samlMetadata },
  }));
  sample(retention.updateRetention, retention.readRetention, {}, (turn) => ({
    body: { signalDays: 30 + turn, historyDays: null },
  }));
  sample(impactRates.updateImpactRates, impactRates.readImpactRates, {}, (turn) => ({
    body: {
      currency: 'EUR',
      rates: [{ serviceId: made.service.id, severity: 1 as const, perHour: { low: turn, high: 1_000 } }],
    },
  }));
  sample(program.updateCosts, program.readCosts, {}, (turn) => {
    const range = { low: turn, expected: 100, high: 1_000 };
    return {
      body: {
        currency: 'EUR',
        severities: ([1, 2, 3, 4, 5] as const).map((severity) => ({
          severity,
          downtimePerHour: range,
          responders: range,
        })),
        responderHour: range,
        program: { hours: range, hour: range, other: range },
      },
    };
  });
  sample(publicUpdates.editPublicUpdate, publicUpdates.getPublicUpdate, params(made.publicUpdate), (turn) => ({
    ...params(made.publicUpdate),
    body: { status: made.publicUpdate.status, title: 'Payments', body: text(turn) },
  }));
  sample(decisions.updateDecision, decisions.getDecision, params(made.decision), (turn) => ({
    ...params(made.decision),
    body: { text: text(turn) },
  }));
  sample(reviews.updateReview, reviews.getReview, params(made.review), (turn) => ({
    ...params(made.review),
    body: { notes: text(turn) },
  }));
  const { slug, condition } = made.route;
  sample(routes.updateRoute, routes.getRoute, params(made.route), (turn) => ({
    ...params(made.route),
    body: { slug, name: text(turn), condition: condition as never },
  }));
  sample(runbooks.updateRunbook, runbooks.getRunbook, params(made.runbook), (turn) => ({
    ...params(made.runbook),
    body: { slug: 'restart', title: 'Restart it', body: text(turn) },
  }));
  const ofOverride = { params: { id: made.schedule.id, overrideId: made.override.id } };
  const { extendParallelRun, listParallelRuns } = parallelRuns;
  inList(extendParallelRun, listParallelRuns, hasId(made.parallelRun), (turn) => ({
    ...params(made.parallelRun),
    body: { askAt: new Date(Date.now() + turn * 86_400_000).toISOString() },
  }));
  samples[updateOverride.name] = {
    read: async () => {
      const { items } = await admin.call(listOverrides, params(made.schedule));
      return items.find(hasId(made.override))!;
    },
    change: (turn, options) => admin.call(updateOverride, { ...ofOverride, body: { reason: text(turn) } }, options),
  };
  sample(updateSchedule, getSchedule, params(made.schedule), (turn) => ({
    ...params(made.schedule),
    body: { slug: made.schedule.slug, name: text(turn), timeZone: 'UTC', definition: made.schedule.definition },
  }));
  sample(roles.updateRole, roles.getRole, params(made.role), (turn) => ({
    ...params(made.role),
    body: { slug: made.role.slug, name: `Schedulers ${turn}`, permissions: ['oncall.manage' as const] },
  }));
  sample(services.updateService, services.getService, params(made.service), (turn) => ({
    ...params(made.service),
    body: { slug: made.service.slug, name: text(turn) },
  }));
  const { rules: severityRules, policies } = made.severities;
  sample(severities.updateSeverities, severities.getSeverities, {}, (turn) => ({
    body: { rules: severityRules.map((rule) => ({ ...rule, meaning: text(turn) })), policies },
  }));
  const ofSource = { params: { id: made.sourceId } };
  sample(sources.updateSource, sources.getSource, ofSource, (turn) => ({
    ...ofSource,
    body: { slug: 'ours', name: text(turn), type: 'pagerduty-events-v2' },
  }));
  sample(sourceVerification.setSourceVerification, sourceVerification.getSourceVerification, ofSource, (turn) => ({
    ...ofSource,
    body: { rule: { method: 'header' as const, header: `X-Turn-${turn}`, secret: 'hU7-kq2Lw9x-Zr41' } },
  }));
  sample(mapping.updateSourceMapping, mapping.getSourceMapping, ofSource, (turn) => ({
    ...ofSource,
    body: { rules: [{ do: 'set' as const, field: 'title' as const, template: text(turn) }] },
  }));
  sample(closeBack.updateCloseBack, closeBack.getCloseBack, ofSource, (turn) => ({
    ...ofSource,
    body: { kind: 'opsgenie' as const, credential: 'key', silenceMinutes: 10 + turn },
  }));
  sample(mapping.updateLookupTable, mapping.getLookupTable, params(made.lookupTable), (turn) => ({
    ...params(made.lookupTable),
    body: { slug: 'owners', name: text(turn), csv: 'host,team\nweb-1,shop\n' },
  }));
  sample(checks.updateCheck, checks.getCheck, params(made.check), (turn) => ({
    ...params(made.check),
    body: {
      slug: 'port',
      name: text(turn),
      target: { kind: 'tcp' as const, host: 'localhost', port: 9 },
      intervalSeconds: 3_600,
    },
  }));
  const { updateStatusMaintenance, listStatusMaintenances } = maintenances;
  inList(updateStatusMaintenance, listStatusMaintenances, hasId(made.maintenance), (turn) => {
    const { startsAt, endsAt, componentIds } = made.maintenance;
    return { ...params(made.maintenance), body: { title: text(turn), startsAt, endsAt, componentIds } };
  });
  sample(statusPage.updateStatusPage, statusPage.readStatusPage, {}, (turn) => ({ body: { title: text(turn) } }));
  const { updateStatusComponent, listStatusComponents } = statusPage;
  inList(updateStatusComponent, listStatusComponents, hasId(made.component), (turn) => ({
    ...params(made.component),
    body: { slug: 'checkout', name: text(turn) },
  }));
  sample(
    views.updateView,
    views.getView,
    params(made.view),
    (turn) => ({ ...params(made.view), body: { name: text(turn) } }),
    ada.browser,
  );
  sample(teams.updateTeam, teams.getTeam, params(made.team), (turn) => ({
    ...params(made.team),
    body: { slug: made.team.slug, name: text(turn) },
  }));
  const key = 'investigating.public';
  sample(playbook.updatePlaybookReaders, playbook.readPlaybookReaders, {}, (turn) => ({
    body: isOn(turn) ? { who: 'teams' as const, teamIds: [made.team.id] } : { who: 'responders' as const, teamIds: [] },
  }));
  const isWarRoom = (protocol: protocols.Protocol) => protocol.key === 'war-room';
  inList(protocols.updateProtocol, protocols.listProtocols, isWarRoom, (turn) => ({
    params: { key: 'war-room' },
    body: { name: text(turn), items: [{ id: 'a', phase: 'declare', text: 'Say it', by: 'commander' }] },
  }));
  const isTemplate = (template: templates.MessageTemplate) => template.key === key;
  inList(templates.updateMessageTemplate, templates.listMessageTemplates, isTemplate, (turn) => ({
    params: { key },
    body: { title: 'News', body: text(turn) },
  }));
  return samples;
}

test('a change that was made from an older version is refused, changes nothing and names who was faster', async () => {
  const server = await startTestServer();
  const samples = samplesOf(await makeOneOfEach(server));
  expect(Object.keys(samples).sort()).toEqual(versioned.map(({ name }) => name).sort());
  const faults: string[] = [];
  for (const [name, sample] of Object.entries(samples)) {
    const wrong = await faultsOf(sample, demandsIfMatch.has(name)).catch((error: Error) => [error.message]);
    faults.push(...wrong.map((fault) => `${name}: ${fault}`));
  }
  expect(faults).toEqual([]);
}, 120_000);

async function faultsOf({ read, change }: Sample, isDemanded: boolean): Promise<string[]> {
  const faults: string[] = [];
  const hold = (isRight: boolean, fault: string) => isRight || faults.push(fault);
  const seen = (await read()).version;
  const first = await change(1, { ifMatch: seen });
  hold(first.version > seen, `the version stays ${seen} after a change`);
  const before = await read();
  hold(before.version === first.version, 'an answer has another version than what is read after it');
  // What is worked out anew with each read says nothing about what is stored.
  const again = await read();
  const stored = (thing: Versioned) =>
    JSON.stringify(Object.entries(thing).filter(([name]) => isSameAt(name, before, again)));
  const refusal = await change(2, { ifMatch: seen }).then(() => null, asProblem);
  hold(refusal?.code === 'version_mismatch', `a stale version is answered ${refusal?.code ?? 'as if it were right'}`);
  hold(Boolean(refusal?.extension.changedBy ?? refusal?.extension.current), 'the refusal names nobody');
  hold(stored(await read()) === stored(before), 'a refused change has changed something');
  if (isDemanded) {
    hold((await change(3, {}).then(() => null, asProblem))?.status === 400, 'a change without a version is taken');
  } else {
    hold((await change(3, {})).version > before.version, 'a change without a version has none of its own');
  }
  const { version } = await read();
  const both = await Promise.allSettled([change(4, { ifMatch: version }), change(5, { ifMatch: version })]);
  const taken = both.filter(({ status }) => status === 'fulfilled').length;
  hold(taken === 1, `of two changes at once from one version ${taken} were taken`);
  return faults;
}

const asProblem = (error: unknown) => {
  if (error instanceof ApiProblem) return error;
  throw error;
};

const isSameAt = (name: string, one: object, other: object) =>
  JSON.stringify(one[name as never]) === JSON.stringify(other[name as never]);

test('where no version is kept, naming one is refused instead of being passed over', async () => {
  const server = await startTestServer();
  const send = (method: string, path: string) =>
    fetch(server.url + path, {
      method,
      headers: { authorization: `Bearer ${adminToken}`, 'if-match': '"1"', 'content-type': 'application/json' },
      body: method === 'DELETE' ? undefined : '{}',
    });
  for (const [method, path] of [
    ['DELETE', '/api/v1/teams/1'],
    ['POST', '/api/v1/incidents/1/severity'],
    ['PUT', '/api/v1/routes/order'],
  ] as const) {
    expect([path, (await send(method, path)).status]).toEqual([path, 400]);
  }
});

test('of what stands beside the text of a postmortem, each keeps what they chose, and of two words for one field one is refused', async () => {
  const made = await makeOneOfEach(await startTestServer());
  const { admin, ada, grace } = made;
  const params = { id: made.postmortem.id };
  const [first, second, third] = (await admin.call(postmortems.getContributingFactors, {})).factors.map(
    ({ key }) => key,
  );
  const change = (body: postmortems.BesideText, seen: postmortems.BesideText) =>
    admin.call(postmortems.updatePostmortem, { params, body: { ...body, seen } });
  await change({ factorKeys: [first!] }, { factorKeys: [] });
  const both = await change({ factorKeys: [second!] }, { factorKeys: [] });
  expect(both.factorKeys).toEqual([first, second]);
  const less = await change({ factorKeys: [third!] }, { factorKeys: [first!] });
  expect(less.factorKeys).toEqual([second, third]);

  await change({ reviewerIds: [ada.id] }, { reviewerIds: [] });
  const { reviewers } = await change({ reviewerIds: [grace.id] }, { reviewerIds: [] });
  expect(reviewers.map(({ person }) => person.id).sort()).toEqual([ada.id, grace.id].sort());

  await change({ noActionReason: 'A third party did it' }, { noActionReason: null });
  const stale = change({ noActionReason: 'It was a drill' }, { noActionReason: null });
  await expect(stale).rejects.toMatchObject({ status: 412, code: 'version_mismatch' });
  expect(await admin.call(postmortems.getPostmortem, { params })).toMatchObject({
    noActionReason: 'A third party did it',
    factorKeys: [second, third],
  });
});

test('an order is not put over one that somebody else made meanwhile', async () => {
  const { admin } = await startTestServer();
  const route = async (slug: string) =>
    (await admin.call(routes.createRoute, { body: { slug, name: slug, condition: { all: [] } } })).id;
  const [a, b, c] = [await route('a'), await route('b'), await route('c')];
  const seen = [a, b, c];
  await admin.call(routes.orderRoutes, { body: { ids: [c, a, b], seen } });
  const stale = admin.call(routes.orderRoutes, { body: { ids: [b, a, c], seen } });
  await expect(stale).rejects.toMatchObject({ status: 412 });
  expect((await admin.call(routes.listRoutes, {})).items.map(({ id }) => id)).toEqual([c, a, b]);

  const component = async (slug: string) =>
    (await admin.call(statusPage.createStatusComponent, { body: { slug, name: slug } })).id;
  const [x, y] = [await component('x'), await component('y')];
  const swapped = { body: { ids: [y, x], seen: [x, y] } };
  await admin.call(statusPage.orderStatusComponents, swapped);
  await expect(admin.call(statusPage.orderStatusComponents, swapped)).rejects.toMatchObject({ status: 412 });

  const provider = async (name: string) =>
    (
      await admin.call(providers.addProvider, {
        body: { kind: 'ntfy', name, settings: { url: 'https://ntfy.example.org' } },
      })
    ).id;
  const [m, n] = [await provider('M'), await provider('N')];
  const turned = { body: { ids: [n, m], seen: [m, n] } };
  await admin.call(providers.orderProviders, turned);
  await expect(admin.call(providers.orderProviders, turned)).rejects.toMatchObject({ status: 412 });
  await expect(admin.call(providers.orderProviders, { body: { ids: [m] } })).rejects.toMatchObject({
    code: 'state_conflict',
  });
});

test('a version that was seen before a reset never comes again', async () => {
  const { admin } = await startTestServer();
  const params = { key: 'investigating.public' };
  const write = (body: string, ifMatch?: number) =>
    admin.call(templates.updateMessageTemplate, { params, body: { title: 'News', body } }, { ifMatch });
  const { version } = await write('First');
  await admin.call(templates.resetMessageTemplate, { params });
  await write('Second');
  await expect(write('Third', version)).rejects.toMatchObject({ status: 412 });

  const values = (value: string) => ({
    values: [{ key: 'quick-win', name: 'Quick win', value, meaning: 'Ours' }],
    benchmarks: [],
  });
  const edited = await admin.call(program.updateReferenceValues, { body: values('1') });
  expect(await admin.call(program.resetReferenceValues, {})).toMatchObject({ isEdited: false });
  await admin.call(program.updateReferenceValues, { body: values('2') });
  const stale = admin.call(program.updateReferenceValues, { body: values('3') }, { ifMatch: edited.version });
  await expect(stale).rejects.toMatchObject({ status: 412 });
});

const scenarioFile = (story: string) =>
  `---
title: The disk
format: tabletop
difficulty: easy
severity: 2
minutes: 30
injects: [{ at: 0, tell: It begins., hope: Somebody declares. }]
---
${story}`;
