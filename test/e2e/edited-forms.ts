/** Every form that edits a thing which others edit too: how to get to it, a field to type in, and how others change it. */
import type { Page } from 'playwright-core';
import { editPublicUpdate, getPublicUpdate } from '../../src/contract/communicate/public-updates.ts';
import { listStatusMaintenances, updateStatusMaintenance } from '../../src/contract/communicate/status-maintenances.ts';
import {
  listStatusComponents,
  readStatusPage,
  updateStatusComponent,
  updateStatusPage,
} from '../../src/contract/communicate/status-page.ts';
import { listMessageTemplates, updateMessageTemplate } from '../../src/contract/communicate/templates.ts';
import { getCheck, updateCheck } from '../../src/contract/detect/checks.ts';
import { getMaintenanceWindow, updateMaintenanceWindow } from '../../src/contract/detect/maintenance-windows.ts';
import {
  getLookupTable,
  getSourceMapping,
  updateLookupTable,
  updateSourceMapping,
} from '../../src/contract/detect/mapping.ts';
import { getRoute, updateRoute } from '../../src/contract/detect/routes.ts';
import { getSourceVerification, setSourceVerification } from '../../src/contract/detect/source-verification.ts';
import { getSource, updateSource } from '../../src/contract/detect/sources.ts';
import { readMyNotificationRules, replaceMyNotificationRules } from '../../src/contract/directory/contact-methods.ts';
import { getPerson, updatePerson } from '../../src/contract/directory/people.ts';
import { getRole, updateRole } from '../../src/contract/directory/roles.ts';
import { readSamlProvider, updateSamlProvider } from '../../src/contract/directory/saml.ts';
import { getService, updateService } from '../../src/contract/directory/services.ts';
import { changeMe, readMe } from '../../src/contract/directory/session.ts';
import { readSignInRules, updateSignInRules } from '../../src/contract/directory/sign-in-rules.ts';
import { getTeam, updateTeam } from '../../src/contract/directory/teams.ts';
import { getView, updateView } from '../../src/contract/directory/views.ts';
import { getActionItem, updateActionItem } from '../../src/contract/learn/action-items.ts';
import {
  getContributingFactors,
  getPostmortem,
  updateContributingFactors,
  writePostmortem,
} from '../../src/contract/learn/postmortems.ts';
import { getSprintCalendar, updateSprintCalendar } from '../../src/contract/measure/measures.ts';
import { getOncallHours, updateOncallHours } from '../../src/contract/measure/oncall.ts';
import { getPayRates, updatePayRates } from '../../src/contract/measure/pay.ts';
import { getCloseBack, updateCloseBack } from '../../src/contract/outgoing/close-back.ts';
import { readDigest, replaceDigest } from '../../src/contract/outgoing/digests.ts';
import { readMyNoticeSettings, replaceMyNoticeSettings } from '../../src/contract/outgoing/notices.ts';
import { readOutgoingWebhook, updateOutgoingWebhook } from '../../src/contract/outgoing/webhooks.ts';
import { readRetention, updateRetention } from '../../src/contract/platform/retention.ts';
import { listAssessmentQuestions, updateAssessmentQuestion } from '../../src/contract/program/assessment-questions.ts';
import { getAssessment, noteAssessment, rateAssessment } from '../../src/contract/program/assessments.ts';
import { readCertificationRules, updateCertificationRules } from '../../src/contract/program/certification.ts';
import { readImpactRates, updateImpactRates } from '../../src/contract/program/costs/impact-rates.ts';
import { readIncidentCost, setIncidentCredits } from '../../src/contract/program/costs/incident-cost.ts';
import { getDecision, updateDecision } from '../../src/contract/program/decisions.ts';
import { getDocument, updateDocument } from '../../src/contract/program/documents.ts';
import { addDrillPerson } from '../../src/contract/program/drill-console.ts';
import { getDrillSeries, updateDrillSeries } from '../../src/contract/program/drill-series.ts';
import { getDrill, markDrill, rescheduleDrill } from '../../src/contract/program/drills.ts';
import { getGoal, updateGoal } from '../../src/contract/program/goals.ts';
import { readReviewMeeting, replaceReviewMeeting } from '../../src/contract/program/outside/review-invitations.ts';
import {
  readSponsorLetters,
  replaceSponsorLetterSettings,
} from '../../src/contract/program/outside/sponsor-letters.ts';
import { getPilot, setPilotSponsor, updateMilestone, updateRisk } from '../../src/contract/program/pilots.ts';
import { getRollOut, moveWave, updateRollOut } from '../../src/contract/program/plans/roll-outs.ts';
import { getPracticeChange, updatePracticeChange } from '../../src/contract/program/practice-changes.ts';
import {
  readCosts,
  readReferenceValues,
  updateCosts,
  updateReferenceValues,
} from '../../src/contract/program/program.ts';
import { getReview, updateReview } from '../../src/contract/program/reviews.ts';
import { getRunbook, updateRunbook } from '../../src/contract/resolve/runbooks.ts';
import { getEscalationPolicy, updateEscalationPolicy } from '../../src/contract/respond/escalation-policies.ts';
import { updateIncident } from '../../src/contract/respond/incidents/changes.ts';
import { getIncident } from '../../src/contract/respond/incidents/room.ts';
import { editIncidentTimeline, getIncidentTimelineEvent } from '../../src/contract/respond/incidents/timeline.ts';
import { listProtocols, updateProtocol } from '../../src/contract/respond/protocols.ts';
import { changeProvider, readProvider } from '../../src/contract/respond/providers.ts';
import { listOverrides, updateOverride } from '../../src/contract/respond/schedules/overrides.ts';
import { getSchedule, updateSchedule } from '../../src/contract/respond/schedules/schedule.ts';
import { getSeverities, updateSeverities } from '../../src/contract/respond/severities.ts';
import type { OneOfEach } from '../harness/one-of-each.ts';

/** What stands in the field that is typed in, and in another one. */
type Values = { mine: string; other: string };

export type EditedForm = {
  path: string;
  /** Buttons and items of menus that lead from there to the form. */
  press?: (string | RegExp)[];
  /** The way of looking at it that has the field. */
  choose?: string;
  /** The label of the field. */
  field: string | RegExp;
  /** The button that saves; left out, leaving the field does. */
  save?: string | RegExp;
  /** Saving says that everything was read, so what others changed is looked at first. */
  looksFirst?: true;
  /** What is typed for a text, where the field holds more than it. */
  typed?: (text: string, before: string) => string;
  /** What is typed; three different ones. */
  texts?: [string, string, string];
  /** What somebody else puts in the other field. */
  other?: string;
  read: () => Promise<Values>;
  /** As somebody else saves it elsewhere. */
  write: (change: Partial<Values>) => Promise<unknown>;
};

/** By the clock of this machine, which is that of its browser. */
const localTimeText = (at: string) =>
  new Date(Date.parse(at) - new Date(at).getTimezoneOffset() * 60_000).toISOString().slice(0, 16).replace('T', ' ');

/** By the file that the form is in. */
export function editedForms(made: OneOfEach): Record<string, EditedForm> {
  const { admin, ada } = made;
  const at = (thing: { id: number }) => ({ params: { id: thing.id } });
  const inRoom = `/incidents/${made.incident.id}`;
  const factor = async () => (await admin.call(getContributingFactors, {})).factors;
  const reference = () => admin.call(readReferenceValues, {});
  const component = async () =>
    (await admin.call(listStatusComponents, {})).items.find(({ id }) => id === made.component.id)!;
  const maintenance = async () =>
    (await admin.call(listStatusMaintenances, {})).items.find(({ id }) => id === made.maintenance.id)!;
  const mapping = () => admin.call(getSourceMapping, { params: { id: made.sourceId } });
  const closeBack = () => admin.call(getCloseBack, { params: { id: made.sourceId } });
  const plan = () => admin.call(getPilot, at(made.pilot));
  const template = async () => (await admin.call(listMessageTemplates, {})).items[0]!;
  const warRoom = async () => (await admin.call(listProtocols, {})).items.find(({ key }) => key === 'war-room')!;
  const ownQuestion = async () =>
    (await admin.call(listAssessmentQuestions, {})).items.find(({ id }) => id === made.assessmentQuestion.id)!;
  const ofDocument = { params: { kind: 'scenario' as const, key: 'disk-full' } };
  const bodyOf = (source: string) => source.split(/^---\n/m)[2]!;
  const question = made.assessment.areas[0]!.questions[0]!;
  const note = { params: { id: made.incident.id, eventId: made.note.id } };
  return {
    'resolve/runbooks/runbook-editor-screen.tsx': {
      path: `/runbooks/${made.runbook.id}/edit`,
      field: 'Title',
      save: 'Save',
      read: async () => {
        const { title, body } = await admin.call(getRunbook, at(made.runbook));
        return { mine: title, other: body };
      },
      write: async ({ mine, other }) => {
        const { slug, title, body } = await admin.call(getRunbook, at(made.runbook));
        return admin.call(updateRunbook, {
          ...at(made.runbook),
          body: { slug, title: mine ?? title, body: other ?? body },
        });
      },
    },
    'detect/maintenance/maintenance-drawer.tsx': {
      path: '/maintenance',
      press: [/^Edit (Upgrade|Typed)/],
      field: 'Title',
      save: 'Save',
      other: new Date(Date.now() + 86_400_000).toISOString(),
      read: async () => {
        const { title, endsAt } = await admin.call(getMaintenanceWindow, at(made.window));
        return { mine: title, other: endsAt };
      },
      write: async ({ mine, other }) => {
        const { title, startsAt, endsAt, serviceIds } = await admin.call(getMaintenanceWindow, at(made.window));
        const body = { title: mine ?? title, startsAt, endsAt: other ?? endsAt, serviceIds };
        return admin.call(updateMaintenanceWindow, { ...at(made.window), body });
      },
    },
    'detect/sources/source-screen.tsx': {
      path: `/sources/${made.sourceId}`,
      press: ['Settings'],
      field: 'Name',
      save: 'Save',
      other: 'other-slug',
      read: async () => {
        const { name, slug } = await admin.call(getSource, { params: { id: made.sourceId } });
        return { mine: name, other: slug };
      },
      write: async ({ mine, other }) => {
        const params = { id: made.sourceId };
        const { name, slug, type, serviceId } = await admin.call(getSource, { params });
        const body = { name: mine ?? name, slug: other ?? slug, type, serviceId };
        return admin.call(updateSource, { params, body });
      },
    },
    'detect/sources/verification/verification.tsx': {
      path: `/sources/${made.signedSourceId}`,
      press: ['Change verification'],
      field: 'Audience',
      save: 'Save',
      other: 'other@shop.example',
      read: async () => {
        const { rule } = await admin.call(getSourceVerification, { params: { id: made.signedSourceId } });
        if (rule.method !== 'google') throw new Error('It has another rule.');
        return { mine: rule.audience, other: rule.email };
      },
      write: async ({ mine, other }) => {
        const params = { id: made.signedSourceId };
        const { rule } = await admin.call(getSourceVerification, { params });
        if (rule.method !== 'google') throw new Error('It has another rule.');
        const { audience, email } = rule;
        const body = { rule: { method: 'google' as const, audience: mine ?? audience, email: other ?? email } };
        return admin.call(setSourceVerification, { params, body });
      },
    },
    'detect/checks/check-form.tsx': {
      path: `/checks/${made.check.id}`,
      press: ['Edit'],
      field: 'Name',
      save: 'Save',
      other: 'other-check',
      read: async () => {
        const { name, slug } = await admin.call(getCheck, { params: { id: made.check.id } });
        return { mine: name, other: slug };
      },
      write: async ({ mine, other }) => {
        const params = { id: made.check.id };
        const { name, slug, target, intervalSeconds } = await admin.call(getCheck, { params });
        const body = { name: mine ?? name, slug: other ?? slug, target, intervalSeconds };
        return admin.call(updateCheck, { params, body });
      },
    },
    'detect/routes/route-drawer.tsx': {
      path: '/routes',
      press: [/^(Disks|Typed.*)$/],
      field: 'Name',
      save: 'Save',
      other: 'other-slug',
      read: async () => {
        const { name, slug } = await admin.call(getRoute, at(made.route));
        return { mine: name, other: slug };
      },
      write: async ({ mine, other }) => {
        const { name, slug, condition, outcome } = await admin.call(getRoute, at(made.route));
        const body = { name: mine ?? name, slug: other ?? slug, condition: condition as never, outcome };
        return admin.call(updateRoute, { ...at(made.route), body });
      },
    },
    'detect/mapping/mapping-screen.tsx': {
      path: `/sources/${made.sourceId}/mapping`,
      field: 'Template',
      save: 'Save mapping',
      read: async () => {
        const [rule] = (await mapping()).rules;
        if (rule?.do !== 'set') throw new Error('The rule is gone.');
        return { mine: rule.template, other: rule.name! };
      },
      write: async ({ mine, other }) => {
        const [rule] = (await mapping()).rules;
        if (rule?.do !== 'set') throw new Error('The rule is gone.');
        const rules = [{ ...rule, template: mine ?? rule.template, name: other ?? rule.name }];
        return admin.call(updateSourceMapping, { params: { id: made.sourceId }, body: { rules } });
      },
    },
    'detect/sources/close-back.tsx': {
      path: `/sources/${made.sourceId}`,
      press: ['Change'],
      field: 'Silence for (minutes)',
      save: 'Save',
      texts: ['15', '20', '25'],
      other: 'http://127.0.0.1:9094',
      read: async () => {
        const { silenceMinutes, url } = await closeBack();
        return { mine: String(silenceMinutes), other: url! };
      },
      write: async ({ mine, other }) => {
        const { kind, silenceMinutes, url } = await closeBack();
        const body = { kind, silenceMinutes: Number(mine ?? silenceMinutes), url: other ?? url };
        return admin.call(updateCloseBack, { params: { id: made.sourceId }, body });
      },
    },
    'detect/mapping/lookup-table-drawer.tsx': {
      path: '/lookup-tables',
      press: [/^Open (Owners|Typed.*)$/],
      field: 'Name',
      save: 'Save',
      other: 'host,team\nweb-1,data\n',
      read: async () => {
        const { name, csv } = await admin.call(getLookupTable, at(made.lookupTable));
        return { mine: name, other: csv };
      },
      write: async ({ mine, other }) => {
        const { name, slug, csv } = await admin.call(getLookupTable, at(made.lookupTable));
        return admin.call(updateLookupTable, {
          ...at(made.lookupTable),
          body: { name: mine ?? name, slug, csv: other ?? csv },
        });
      },
    },
    'program/pilots/milestone-form.tsx': {
      path: `/program/pilots/${made.pilot.id}`,
      press: [/^Edit milestone: (The team knows|Typed)/],
      field: 'Title',
      save: 'Save',
      read: async () => {
        const { title, checklist } = (await plan()).milestones.find(({ key }) => key === 'kick-off')!;
        return { mine: title, other: checklist.map(({ text }) => text).join('\n') };
      },
      write: async ({ mine, other }) =>
        admin.call(updateMilestone, {
          params: { id: made.pilot.id, key: 'kick-off' },
          body: { ...(mine && { title: mine }), ...(other && { checklist: [other] }) },
        }),
    },
    'program/pilots/roll-out-screen.tsx': {
      path: `/program/roll-outs/${made.rollOut.id}`,
      press: ['Rename'],
      field: 'Name',
      save: 'Save',
      other: '2027-03-01',
      read: async () => {
        const { name, waves } = await admin.call(getRollOut, at(made.rollOut));
        return { mine: name, other: waves[0]!.startsOn };
      },
      write: async ({ mine, other }) => {
        if (other) {
          const params = { id: made.rollOut.id, number: 1 };
          return admin.call(moveWave, { params, body: { startsOn: other } });
        }
        return admin.call(updateRollOut, { ...at(made.rollOut), body: { ...(mine && { name: mine }) } });
      },
    },
    'program/pilots/risks-panel.tsx': {
      path: `/program/pilots/${made.pilot.id}`,
      press: [/^Edit risk: (Peak season|Typed)/],
      field: 'What may happen',
      save: 'Save',
      read: async () => {
        const { title, response } = (await plan()).risks.find(({ id }) => id === made.risk.id)!;
        return { mine: title, other: response };
      },
      write: async ({ mine, other }) =>
        admin.call(updateRisk, {
          params: { id: made.pilot.id, riskId: made.risk.id },
          body: { ...(mine && { title: mine }), ...(other && { response: other }) },
        }),
    },
    'program/pilots/pilot-screen.tsx': {
      path: `/program/pilots/${made.pilot.id}`,
      press: ['Change'],
      field: 'Name',
      save: 'Save',
      read: async () => {
        const { sponsor } = await admin.call(getPilot, at(made.pilot));
        return { mine: sponsor?.name ?? '', other: sponsor?.title ?? '' };
      },
      write: async ({ mine, other }) => {
        const { sponsor } = await admin.call(getPilot, at(made.pilot));
        const { name, title, isVicePresidentOrAbove } = sponsor!;
        const body = { sponsor: { name: mine ?? name, title: other ?? title, isVicePresidentOrAbove } };
        return admin.call(setPilotSponsor, { ...at(made.pilot), body });
      },
    },
    'program/reviews/review-screen.tsx': {
      path: `/program/reviews/${made.review.id}`,
      press: ['Attendees and notes'],
      field: 'Notes',
      save: 'Save',
      read: async () => {
        const { notes, attendees } = await admin.call(getReview, at(made.review));
        return { mine: notes, other: attendees.map(({ name }) => name).join() };
      },
      write: async ({ mine, other }) => {
        const { notes, attendees } = await admin.call(getReview, at(made.review));
        const body = { notes: mine ?? notes, attendees: other ? [{ name: other }] : attendees };
        return admin.call(updateReview, { ...at(made.review), body });
      },
    },
    'program/decisions/decision-form.tsx': {
      path: `/program/reviews/${made.review.id}`,
      press: [/^Edit /],
      field: 'Decision',
      save: 'Save',
      other: '2027-02-01',
      read: async () => {
        const { text, dueOn } = await admin.call(getDecision, at(made.decision));
        return { mine: text, other: dueOn ?? '' };
      },
      write: async ({ mine, other }) =>
        admin.call(updateDecision, {
          ...at(made.decision),
          body: { ...(mine && { text: mine }), ...(other && { dueOn: other }) },
        }),
    },
    'program/assessments/question-screen.tsx': {
      path: '/program/assessment',
      field: 'Comment',
      read: async () => {
        const { areas, notes } = await admin.call(getAssessment, at(made.assessment));
        return { mine: areas[0]!.questions[0]!.comment, other: notes };
      },
      write: async ({ mine, other }) => {
        const params = { id: made.assessment.id, questionId: question.id };
        if (mine !== undefined) await admin.call(rateAssessment, { params, body: { comment: mine } });
        if (other !== undefined) await admin.call(noteAssessment, { ...at(made.assessment), body: { notes: other } });
      },
    },
    'program/assessments/assessment-notes.tsx': {
      path: '/program/assessment',
      press: [/^(Add|Edit) notes$/],
      field: 'Notes',
      save: 'Save',
      read: async () => {
        const { areas, notes } = await admin.call(getAssessment, at(made.assessment));
        return { mine: notes, other: areas[0]!.questions[0]!.comment };
      },
      write: async ({ mine, other }) => {
        const params = { id: made.assessment.id, questionId: question.id };
        if (mine !== undefined) await admin.call(noteAssessment, { ...at(made.assessment), body: { notes: mine } });
        if (other !== undefined) await admin.call(rateAssessment, { params, body: { comment: other } });
      },
    },
    'program/assessments/questions-screen.tsx': {
      path: '/program/assessment-questions',
      press: ['Edit'],
      field: 'Question',
      save: 'Save',
      other: 'drills-last-90-days',
      read: async () => {
        const { ask, evidence } = await ownQuestion();
        return { mine: ask, other: evidence ?? '' };
      },
      write: async ({ mine, other }) => {
        const { area, ask, evidence } = await ownQuestion();
        const body = { area, ask: mine ?? ask, evidence: other ?? evidence };
        return admin.call(updateAssessmentQuestion, { ...at(made.assessmentQuestion), body });
      },
    },
    'measure/practice-form.tsx': {
      path: '/measures',
      press: [/^Edit (Canary releases|Typed)/],
      field: 'What changed',
      save: 'Save',
      other: '2026-11-04',
      read: async () => {
        const { words, day } = await admin.call(getPracticeChange, at(made.practiceChange));
        return { mine: words, other: day };
      },
      write: async ({ mine, other }) => {
        const { words, day } = await admin.call(getPracticeChange, at(made.practiceChange));
        const body = { day: other ?? day, words: mine ?? words, teamId: null };
        return admin.call(updatePracticeChange, { ...at(made.practiceChange), body });
      },
    },
    'program/goals/goal-form.tsx': {
      path: '/program/goals',
      press: [/^Edit goal: /],
      field: 'Name',
      save: 'Save',
      read: async () => {
        const { name, objective } = await admin.call(getGoal, at(made.goal));
        return { mine: name, other: objective };
      },
      write: async ({ mine, other }) => {
        const { name, target, dueAt, objective } = await admin.call(getGoal, at(made.goal));
        const body = { name: mine ?? name, target, dueAt, objective: other ?? objective };
        return admin.call(updateGoal, { ...at(made.goal), body });
      },
    },
    'program/documents/document-screen.tsx': {
      path: '/program/files/scenario/disk-full',
      field: 'Text',
      save: 'Save',
      read: async () => {
        const { source, title } = await admin.call(getDocument, ofDocument);
        return { mine: bodyOf(source).trim(), other: title };
      },
      write: async ({ mine, other }) => {
        const { source } = await admin.call(getDocument, ofDocument);
        const titled = other ? source.replace(/^title: .*$/m, `title: ${other}`) : source;
        const body = mine ? titled.slice(0, -bodyOf(titled).length) + mine : titled;
        return admin.call(updateDocument, { ...ofDocument, body: { source: body } });
      },
    },
    'program/settings/reference-values-screen.tsx': {
      path: '/program/reference-values',
      press: ['Edit'],
      field: made.reference.values[0]!.name,
      save: 'Save',
      read: async () => {
        const [first, second] = (await reference()).values;
        return { mine: first!.value, other: second!.value };
      },
      write: async ({ mine, other }) => {
        const { values, benchmarks } = await reference();
        const [first, second, ...rest] = values;
        const changed = [
          { ...first!, value: mine ?? first!.value },
          { ...second!, value: other ?? second!.value },
          ...rest,
        ];
        return admin.call(updateReferenceValues, { body: { values: changed, benchmarks } });
      },
    },
    'program/settings/cost-section.tsx': {
      path: '/program/reference-values',
      press: ['Edit assumptions'],
      field: 'Currency',
      save: 'Save',
      texts: ['CHF', 'SEK', 'NOK'],
      other: '21',
      read: async () => {
        const { currency, program } = await admin.call(readCosts, {});
        return { mine: currency, other: String(program.hours.expected) };
      },
      write: async ({ mine, other }) => {
        const { currency, severities, responderHour, program } = await admin.call(readCosts, {});
        const hours = other ? { low: 1, expected: Number(other), high: 1_000 } : program.hours;
        const body = { currency: mine ?? currency, severities, responderHour, program: { ...program, hours } };
        return admin.call(updateCosts, { body });
      },
    },
    'settings/sign-in/rules-form.tsx': {
      path: '/settings/sign-in',
      press: ['Edit rules'],
      field: 'Claim that holds the groups',
      save: 'Save',
      other: 'true',
      read: async () => {
        const { groupsClaim, trustsAddresses } = await admin.call(readSignInRules, {});
        return { mine: groupsClaim, other: String(trustsAddresses) };
      },
      write: async ({ mine, other }) => {
        const { join, groupsClaim, trustsAddresses } = await admin.call(readSignInRules, {});
        return admin.call(updateSignInRules, {
          body: {
            join,
            groupsClaim: mine ?? groupsClaim,
            trustsAddresses: other === undefined ? trustsAddresses : other === 'true',
          },
        });
      },
    },
    'settings/sign-in/saml-form.tsx': {
      path: '/settings/sign-in',
      press: ['Edit SAML'],
      field: 'Name',
      save: 'Save',
      other: 'true',
      read: async () => {
        const { provider } = await admin.call(readSamlProvider, {});
        return { mine: provider!.name, other: String(provider!.allowsIdpInitiated) };
      },
      write: async ({ mine, other }) => {
        const { provider } = await admin.call(readSamlProvider, {});
        return admin.call(updateSamlProvider, {
          body: {
            name: mine ?? provider!.name,
            metadataXml: provider!.metadataXml,
            allowsIdpInitiated: other === undefined ? provider!.allowsIdpInitiated : other === 'true',
          },
        });
      },
    },
    'program/settings/impact-rates-section.tsx': {
      path: '/program/reference-values',
      press: ['Edit impact rates'],
      field: 'Currency',
      save: 'Save',
      texts: ['CHF', 'SEK', 'NOK'],
      other: '21',
      read: async () => {
        const { currency, rates } = await admin.call(readImpactRates, {});
        return { mine: currency, other: String(rates[0]!.perHour.low) };
      },
      write: async ({ mine, other }) => {
        const { currency, rates } = await admin.call(readImpactRates, {});
        const { serviceId, severity, perHour } = rates[0]!;
        const low = other === undefined ? perHour.low : Number(other);
        return admin.call(updateImpactRates, {
          body: { currency: mine ?? currency, rates: [{ serviceId, severity, perHour: { ...perHour, low } }] },
        });
      },
    },
    'settings/retention-screen.tsx': {
      path: '/settings/retention',
      press: ['Change retention'],
      field: 'Days to keep raw signals',
      save: 'Save',
      texts: ['41', '42', '43'],
      other: '500',
      read: async () => {
        const { signalDays, historyDays } = await admin.call(readRetention, {});
        return { mine: String(signalDays), other: String(historyDays) };
      },
      write: async ({ mine, other }) => {
        const { signalDays, historyDays } = await admin.call(readRetention, {});
        return admin.call(updateRetention, {
          body: {
            signalDays: mine === undefined ? signalDays : Number(mine),
            historyDays: other === undefined ? historyDays : Number(other),
          },
        });
      },
    },
    'program/training/certification-section.tsx': {
      path: '/program/training',
      press: ['Edit requirements'],
      field: 'Note',
      save: 'Save',
      other: 'true',
      read: async () => {
        const { note, command } = await admin.call(readCertificationRules, {});
        return { mine: note, other: String(command.isRequired) };
      },
      write: async ({ mine, other }) => {
        const { note, command, onCall } = await admin.call(readCertificationRules, {});
        const isRequired = other === undefined ? command.isRequired : other === 'true';
        const body = { note: mine ?? note, command: { ...command, isRequired }, onCall };
        return admin.call(updateCertificationRules, { body });
      },
    },
    'program/drills/score-card.tsx': {
      path: `/program/drills/${made.drill.id}`,
      field: 'Notes',
      save: 'Save scorecard',
      other: '1',
      read: async () => {
        const { notes, marks } = await admin.call(getDrill, at(made.drill));
        return { mine: notes, other: String(marks['plan-b']) };
      },
      write: async ({ mine, other }) => {
        const { notes, marks } = await admin.call(getDrill, at(made.drill));
        const changed = { ...marks, ...(other && { 'plan-b': Number(other) as 1 | 2 }) };
        return admin.call(markDrill, { ...at(made.drill), body: { notes: mine ?? notes, marks: changed } });
      },
    },
    'program/drills/reschedule-form.tsx': {
      path: `/program/drills/${made.plannedDrill.id}`,
      press: ['Reschedule'],
      field: 'Start time',
      save: 'Reschedule',
      texts: ['2031-01-12 10:00', '2031-01-13 10:00', '2031-01-14 10:00'],
      other: 'observer',
      read: async () => {
        const { plannedFor, console } = await admin.call(getDrill, at(made.plannedDrill));
        return {
          mine: plannedFor ? localTimeText(plannedFor) : '',
          other: console?.observers.length ? 'observer' : '',
        };
      },
      write: async ({ mine, other }) => {
        if (other)
          await admin.call(addDrillPerson, { ...at(made.plannedDrill), body: { personId: ada.id, part: 'observer' } });
        if (mine) {
          const plannedFor = new Date(mine.replace(' ', 'T')).toISOString();
          await admin.call(rescheduleDrill, { ...at(made.plannedDrill), body: { plannedFor } });
        }
      },
    },
    'program/drills/series-form.tsx': {
      path: '/program/drills',
      press: [/^Edit (Monthly|Typed)/],
      field: 'Name',
      save: 'Save',
      other: 'weekly',
      read: async () => {
        const { name, rhythm } = await admin.call(getDrillSeries, at(made.drillSeries));
        return { mine: name, other: rhythm };
      },
      write: async ({ mine, other }) => {
        const { name, rhythm } = await admin.call(getDrillSeries, at(made.drillSeries));
        const body = {
          ...{ name: mine ?? name, scenarioKeys: ['disk-full'], rhythm: (other ?? rhythm) as 'weekly' | 'monthly' },
          ...{ firstAt: '2030-01-12T10:00', timeZone: 'UTC', isStopped: true },
        };
        return admin.call(updateDrillSeries, { ...at(made.drillSeries), body });
      },
    },
    'respond/schedules/editor/schedule-editor-screen.tsx': {
      path: `/oncall/schedules/${made.schedule.id}/edit`,
      field: 'Description',
      save: 'Save schedule',
      read: async () => {
        const { name, description } = await admin.call(getSchedule, at(made.schedule));
        return { mine: description, other: name };
      },
      write: async ({ mine, other }) => {
        const { name, slug, description, timeZone, definition } = await admin.call(getSchedule, at(made.schedule));
        const body = { slug, timeZone, definition, name: other ?? name, description: mine ?? description };
        return admin.call(updateSchedule, { ...at(made.schedule), body });
      },
    },
    'respond/schedules/overrides/override-form.tsx': {
      path: `/oncall/schedules/${made.schedule.id}`,
      press: [/^Edit the override of/],
      field: 'Reason',
      save: 'Save',
      other: new Date(Date.parse(made.override.endsAt) + 3_600_000).toISOString(),
      read: async () => {
        const { items } = await admin.call(listOverrides, at(made.schedule));
        const { reason, endsAt } = items.find(({ id }) => id === made.override.id)!;
        return { mine: reason, other: endsAt };
      },
      write: ({ mine, other }) =>
        admin.call(updateOverride, {
          params: { id: made.schedule.id, overrideId: made.override.id },
          body: { reason: mine, endsAt: other },
        }),
    },
    'respond/incidents/timeline/timeline-edit-form.tsx': {
      path: inRoom,
      press: [/^Edit: (Restarted the worker|Typed)/],
      field: 'Text',
      save: 'Save',
      other: '2026-11-01T10:00:00.000Z',
      read: async () => {
        const { text, at } = await admin.call(getIncidentTimelineEvent, note);
        return { mine: text, other: at };
      },
      write: ({ mine, other }) => admin.call(editIncidentTimeline, { ...note, body: { text: mine, at: other } }),
    },
    'directory/lists/view-form.tsx': {
      path: `/alerts?${made.view.search}&view=${made.view.id}`,
      press: [/^View: /, 'Rename or share…'],
      field: 'Name',
      save: 'Save',
      other: 'nobody',
      read: async () => {
        const { name, sharedWith } = await ada.browser.call(getView, at(made.view));
        return { mine: name, other: sharedWith };
      },
      write: ({ mine, other }) =>
        ada.browser.call(updateView, {
          ...at(made.view),
          body: { name: mine, sharedWith: other as 'nobody' | undefined },
        }),
    },
    'respond/severities/severities-screen.tsx': {
      path: '/settings/severities',
      press: ['Edit SEV1'],
      field: 'Meaning',
      save: 'Save SEV1',
      read: async () => {
        const { rules } = await admin.call(getSeverities, {});
        return { mine: rules[0]!.meaning, other: rules[1]!.meaning };
      },
      write: async ({ mine, other }) => {
        const { rules, policies } = await admin.call(getSeverities, {});
        const meanings = [mine, other];
        const changed = rules.map((rule, index) => ({ ...rule, meaning: meanings[index] ?? rule.meaning }));
        return admin.call(updateSeverities, { body: { rules: changed, policies } });
      },
    },
    'respond/protocols/protocol-form.tsx': {
      path: '/settings/protocols/war-room',
      field: 'Name',
      save: 'Save',
      read: async () => {
        const { name, items } = await warRoom();
        return { mine: name, other: items[0]!.text };
      },
      write: async ({ mine, other }) => {
        const { name, items } = await warRoom();
        const [first, ...others] = items;
        const body = { name: mine ?? name, items: [{ ...first!, text: other ?? first!.text }, ...others] };
        return admin.call(updateProtocol, { params: { key: 'war-room' }, body });
      },
    },
    'respond/incidents/updates/public-review.tsx': {
      path: inRoom,
      press: ['Review'],
      field: 'Text',
      save: 'Save draft',
      looksFirst: true,
      read: async () => {
        const { title, body } = await admin.call(getPublicUpdate, at(made.publicUpdate));
        return { mine: body, other: title };
      },
      write: async ({ mine, other }) => {
        const { title, body, status } = await admin.call(getPublicUpdate, at(made.publicUpdate));
        const edit = { status, title: other ?? title, body: mine ?? body };
        return admin.call(editPublicUpdate, { ...at(made.publicUpdate), body: edit });
      },
    },
    'respond/incidents/room/cost-panel.tsx': {
      path: inRoom,
      press: [/^(Enter|Edit) credits$/],
      field: 'What for',
      save: 'Save',
      other: '21',
      read: async () => {
        const { credits } = await admin.call(readIncidentCost, at(made.incident));
        return { mine: credits?.note ?? '', other: String((credits?.high ?? 0) / 100) };
      },
      write: async ({ mine, other }) => {
        const { credits } = await admin.call(readIncidentCost, at(made.incident));
        const high = other ? Number(other) * 100 : (credits?.high ?? 0);
        const body = { currency: 'EUR', low: 0, high, note: mine ?? credits?.note ?? '' };
        return admin.call(setIncidentCredits, { ...at(made.incident), body });
      },
    },
    'respond/incidents/room/details-panel.tsx': {
      path: inRoom,
      press: ['Edit'],
      field: 'Summary',
      save: 'Save',
      read: async () => {
        const { summary, customerImpact } = await admin.call(getIncident, at(made.incident));
        return { mine: summary, other: customerImpact };
      },
      write: ({ mine, other }) =>
        admin.call(updateIncident, { ...at(made.incident), body: { summary: mine, customerImpact: other } }),
    },
    'respond/escalation/policy-editor-screen.tsx': {
      path: `/escalation-policies/${made.policy.id}/edit`,
      field: 'Description',
      save: 'Save policy',
      other: '3',
      read: async () => {
        const { description, definition } = await admin.call(getEscalationPolicy, at(made.policy));
        return { mine: description, other: String(definition.repeat) };
      },
      write: async ({ mine, other }) => {
        const { name, slug, description, definition } = await admin.call(getEscalationPolicy, at(made.policy));
        const repeat = other === undefined ? definition.repeat : Number(other);
        const body = { name, slug, description: mine ?? description, definition: { ...definition, repeat } };
        return admin.call(updateEscalationPolicy, { ...at(made.policy), body });
      },
    },
    'learn/postmortems/factors-screen.tsx': {
      path: '/settings/contributing-factors',
      field: 'Name',
      save: 'Save',
      read: async () => {
        const [first, second] = await factor();
        return { mine: first!.name, other: second!.name };
      },
      write: async ({ mine, other }) => {
        const names = [mine, other];
        const factors = (await factor()).map((one, index) => ({ ...one, name: names[index] ?? one.name }));
        return admin.call(updateContributingFactors, { body: { factors } });
      },
    },
    'learn/postmortems/use-draft.ts': {
      path: `/incidents/${made.postmortem.id}/postmortem`,
      choose: 'Markdown',
      field: 'Postmortem text',
      save: 'Save',
      typed: (text, before) => withSections(before, text),
      read: async () => {
        const { markdown } = await admin.call(getPostmortem, at(made.postmortem));
        const [, mine = '', other = ''] = sections.exec(markdown) ?? [];
        return { mine, other };
      },
      write: async ({ mine, other }) => {
        const { markdown, version } = await admin.call(getPostmortem, at(made.postmortem));
        const body = { markdown: withSections(markdown, mine, other) };
        return admin.call(writePostmortem, { ...at(made.postmortem), body }, { ifMatch: version });
      },
    },
    'learn/action-items/action-item-form.tsx': {
      path: `/incidents/${made.postmortem.id}/postmortem`,
      press: [/^Edit (Widen the pool|Typed)/],
      field: 'Title',
      save: 'Save',
      other: 'https://tracker.example.org/1',
      read: async () => {
        const { title, trackerUrl } = await admin.call(getActionItem, at(made.actionItem));
        return { mine: title, other: String(trackerUrl) };
      },
      write: ({ mine, other }) =>
        admin.call(updateActionItem, { ...at(made.actionItem), body: { title: mine, trackerUrl: other } }),
    },
    'directory/teams/team-form.tsx': {
      path: `/teams/${made.team.id}`,
      press: ['Edit'],
      field: 'Description',
      save: 'Save',
      read: async () => {
        const { description, name } = await admin.call(getTeam, at(made.team));
        return { mine: description, other: name };
      },
      write: async ({ mine, other }) => {
        const { description, name, slug } = await admin.call(getTeam, at(made.team));
        const body = { slug, name: other ?? name, description: mine ?? description };
        return admin.call(updateTeam, { ...at(made.team), body });
      },
    },
    'settings/roles/role-form.tsx': {
      path: `/settings/roles/${made.role.id}`,
      press: ['Edit'],
      field: 'Description',
      save: 'Save',
      read: async () => {
        const { description, name } = await admin.call(getRole, at(made.role));
        return { mine: description, other: name };
      },
      write: async ({ mine, other }) => {
        const { slug, name, description, permissions } = await admin.call(getRole, at(made.role));
        const body = { slug, permissions, name: other ?? name, description: mine ?? description };
        return admin.call(updateRole, { ...at(made.role), body });
      },
    },
    'directory/services/service-form.tsx': {
      path: `/services/${made.service.id}`,
      press: ['Edit'],
      field: 'Description',
      save: 'Save',
      other: '1',
      read: async () => {
        const { description, tier } = await admin.call(getService, at(made.service));
        return { mine: description, other: String(tier) };
      },
      write: async ({ mine, other }) => {
        const { description, tier, name, slug } = await admin.call(getService, at(made.service));
        const body = { slug, name, description: mine ?? description, tier: Number(other ?? tier) };
        return admin.call(updateService, { ...at(made.service), body });
      },
    },
    'directory/me/contact-methods/notification-rules-form.tsx': {
      path: '/me/contact-methods',
      press: ['Add high-urgency rule'],
      field: 'Delay in minutes',
      save: 'Save rules',
      texts: ['11', '12', '13'],
      other: '21',
      read: async () => {
        const { high, low } = await ada.browser.call(readMyNotificationRules, {});
        return { mine: minutesOf(high), other: minutesOf(low) };
      },
      write: async ({ mine, other }) => {
        const known = await ada.browser.call(readMyNotificationRules, {});
        const rule = (minutes: string) => [
          { contactMethodId: made.contactMethodId, delaySeconds: Number(minutes) * 60 },
        ];
        const body = { high: mine ? rule(mine) : known.high, low: other ? rule(other) : known.low };
        return ada.browser.call(replaceMyNotificationRules, { body });
      },
    },
    'settings/providers/provider-screen.tsx': {
      path: `/settings/providers/${made.provider.id}`,
      field: 'Name',
      save: 'Save',
      other: 'https://other.example.org',
      read: async () => {
        const { name, settings } = await admin.call(readProvider, at(made.provider));
        return { mine: name, other: String(settings.url) };
      },
      write: async ({ mine, other }) => {
        const { name, settings } = await admin.call(readProvider, at(made.provider));
        const body = { name: mine ?? name, settings: { url: other ?? settings.url } };
        return admin.call(changeProvider, { ...at(made.provider), body });
      },
    },
    'settings/outgoing-webhooks/webhook-screen.tsx': {
      path: `/settings/outgoing-webhooks/${made.outgoingWebhook.id}`,
      field: 'Name',
      save: 'Save',
      other: 'https://other.example.org/events',
      read: async () => {
        const { name, url } = await admin.call(readOutgoingWebhook, at(made.outgoingWebhook));
        return { mine: name, other: String(url) };
      },
      write: ({ mine, other }) =>
        admin.call(updateOutgoingWebhook, {
          ...at(made.outgoingWebhook),
          body: { ...(mine === undefined ? {} : { name: mine }), ...(other === undefined ? {} : { url: other }) },
        }),
    },
    'program/invitations/invitations-section.tsx': {
      path: `/program/reviews/${made.review.id}`,
      press: [/^(Set|Change) time$/],
      field: 'Where',
      save: 'Save',
      other: '2099-05-02T09:00:00.000Z',
      read: async () => {
        const { place, startsAt } = await admin.call(readReviewMeeting, at(made.review));
        return { mine: place ?? '', other: startsAt ?? '' };
      },
      write: async ({ mine, other }) => {
        const { place, startsAt } = await admin.call(readReviewMeeting, at(made.review));
        const body = {
          startsAt: other ?? startsAt ?? '2099-05-01T09:00:00.000Z',
          endsAt: '2099-06-01T10:00:00.000Z',
          place: mine ?? place,
        };
        return admin.call(replaceReviewMeeting, { ...at(made.review), body });
      },
    },
    'program/letters/letter-form.tsx': {
      path: `/program/pilots/${made.pilot.id}/letters`,
      press: ['Edit next letter'],
      field: 'Note',
      save: 'Save',
      other: 'May we go on?',
      read: async () => {
        const { settings } = await admin.call(readSponsorLetters, at(made.pilot));
        return { mine: settings.note, other: settings.ask?.question ?? '' };
      },
      write: async ({ mine, other }) => {
        const { settings } = await admin.call(readSponsorLetters, at(made.pilot));
        const { isOn, note, ask } = settings;
        const asked = other === undefined ? ask : { question: other, options: ['Yes', 'No'] };
        const body = { recipient: null, isOn, note: mine ?? note, ask: asked };
        return admin.call(replaceSponsorLetterSettings, { ...at(made.pilot), body });
      },
    },
    'measure/digests/digest-form.tsx': {
      path: '/measures/digests',
      press: [/^Edit/],
      field: 'Time',
      save: 'Save',
      texts: ['21:00', '20:00', '19:00'],
      other: 'Asia/Tokyo',
      read: async () => {
        const { at: mine, timeZone } = await ada.browser.call(readDigest, at(made.digest));
        return { mine, other: timeZone };
      },
      write: async ({ mine, other }) => {
        const known = await ada.browser.call(readDigest, at(made.digest));
        const { parts, rhythm, weekday } = known;
        const body = { parts, rhythm, weekday, at: mine ?? known.at, timeZone: other ?? known.timeZone };
        return ada.browser.call(replaceDigest, { ...at(made.digest), body });
      },
    },
    'directory/me/notices-screen.tsx': {
      path: '/me/notices',
      field: 'Quiet from',
      save: 'Save notices',
      texts: ['21:00', '20:00', '19:00'],
      other: '07:30',
      read: async () => {
        const { quietHours } = await ada.browser.call(readMyNoticeSettings, {});
        return { mine: quietHours!.from, other: quietHours!.until };
      },
      write: async ({ mine, other }) => {
        const { kinds, quietHours } = await ada.browser.call(readMyNoticeSettings, {});
        const body = { kinds, quietHours: { from: mine ?? quietHours!.from, until: other ?? quietHours!.until } };
        return ada.browser.call(replaceMyNoticeSettings, { body });
      },
    },
    'directory/me/profile-screen.tsx': {
      path: '/me',
      field: 'Name',
      save: 'Save',
      other: 'Asia/Tokyo',
      read: async () => {
        const { name, timeZone } = await ada.browser.call(readMe, {});
        return { mine: name, other: timeZone };
      },
      write: ({ mine, other }) => ada.browser.call(changeMe, { body: { name: mine, timeZone: other } }),
    },
    'directory/people/person-form.tsx': {
      path: `/people/${made.grace.id}`,
      press: ['Edit'],
      field: 'Name',
      save: 'Save',
      other: 'Asia/Tokyo',
      read: async () => {
        const { name, timeZone } = await admin.call(getPerson, at(made.grace));
        return { mine: name, other: timeZone };
      },
      write: async ({ mine, other }) => {
        const { name, email, role, timeZone } = await admin.call(getPerson, at(made.grace));
        const body = { name: mine ?? name, email, role, timeZone: other ?? timeZone };
        return admin.call(updatePerson, { ...at(made.grace), body });
      },
    },
    'communicate/templates/templates-screen.tsx': {
      path: '/settings/templates',
      field: 'Title',
      save: 'Save template',
      read: async () => {
        const { title, body } = await template();
        return { mine: title, other: body };
      },
      write: async ({ mine, other }) => {
        const { key, title, body } = await template();
        const words = { title: mine ?? title, body: other ?? body };
        return admin.call(updateMessageTemplate, { params: { key }, body: words });
      },
    },
    'communicate/status-page/status-page-screen.tsx': {
      path: '/status-page',
      press: ['Settings'],
      field: 'Title',
      save: 'Save',
      read: async () => {
        const { title, contact } = await admin.call(readStatusPage, {});
        return { mine: title, other: contact };
      },
      write: async ({ mine, other }) => {
        const { title, contact, intro, timeZone, enabled } = await admin.call(readStatusPage, {});
        const body = { title: mine ?? title, contact: other ?? contact, intro, timeZone, enabled };
        return admin.call(updateStatusPage, { body });
      },
    },
    'communicate/status-page/component-form.tsx': {
      path: '/status-page',
      press: ['Edit Checkout'],
      field: 'Description',
      save: 'Save',
      read: async () => {
        const { description, groupName } = await component();
        return { mine: description, other: groupName };
      },
      write: async ({ mine, other }) => {
        const { name, slug, description, groupName, serviceId } = await component();
        const body = { name, slug, serviceId, description: mine ?? description, groupName: other ?? groupName };
        return admin.call(updateStatusComponent, { ...at(made.component), body });
      },
    },
    'communicate/status-page/maintenance-section.tsx': {
      path: '/status-page',
      press: [/^Edit (Database|Typed)/],
      field: 'Title',
      save: 'Save',
      read: async () => {
        const { title, body } = await maintenance();
        return { mine: title, other: body };
      },
      write: async ({ mine, other }) => {
        const { title, body, startsAt, endsAt, componentIds } = await maintenance();
        const input = { title: mine ?? title, body: other ?? body, startsAt, endsAt, componentIds, muteAlerts: true };
        return admin.call(updateStatusMaintenance, { ...at(made.maintenance), body: input });
      },
    },
    'measure/sprints/sprint-calendar-form.tsx': {
      path: '/measures/sprints',
      press: ['Edit'],
      field: 'Sprint length in days',
      save: 'Save',
      texts: ['11', '12', '13'],
      other: 'Asia/Tokyo',
      read: async () => {
        const { lengthDays, zone } = await admin.call(getSprintCalendar, {});
        return { mine: String(lengthDays), other: zone };
      },
      write: async ({ mine, other }) => {
        const { startDate, lengthDays, zone } = await admin.call(getSprintCalendar, {});
        const body = { startDate, lengthDays: Number(mine ?? lengthDays), zone: other ?? zone };
        return admin.call(updateSprintCalendar, { body });
      },
    },
    'measure/pay/pay-rates-form.tsx': {
      path: '/measures/on-call/pay',
      press: ['Rates'],
      field: 'A shift',
      save: 'Save',
      texts: ['11', '12', '13'],
      other: 'USD',
      read: async () => {
        const { perShift, currency } = await admin.call(getPayRates, {});
        return { mine: String(perShift), other: currency };
      },
      write: async ({ mine, other }) => {
        const { version: _, isSet: __, ...rates } = await admin.call(getPayRates, {});
        const body = { ...rates, perShift: Number(mine ?? rates.perShift), currency: other ?? rates.currency };
        return admin.call(updatePayRates, { body });
      },
    },
    'measure/oncall/oncall-hours-form.tsx': {
      path: '/measures/on-call',
      press: ['Hours'],
      field: 'Day from',
      save: 'Save',
      texts: ['05:00', '06:00', '07:30'],
      other: '20:00',
      read: async () => {
        const { dayFrom, nightFrom } = await admin.call(getOncallHours, {});
        return { mine: dayFrom, other: nightFrom };
      },
      write: async ({ mine, other }) => {
        const { version: _, ...hours } = await admin.call(getOncallHours, {});
        const body = { ...hours, dayFrom: mine ?? hours.dayFrom, nightFrom: other ?? hours.nightFrom };
        return admin.call(updateOncallHours, { body });
      },
    },
  };
}

export const fieldOf = (page: Page, name: string | RegExp) => page.getByRole('textbox', { name, exact: true }).first();

/** Opens the form as a person who is here already does, and returns its field. */
export async function openForm(page: Page, form: EditedForm) {
  if (page.url() === 'about:blank') await page.goto(form.path);
  else {
    // Somewhere else first: a form that is open there goes.
    for (const path of ['/settings/api', form.path]) {
      await page.evaluate(`history.pushState({}, '', '${path}'); dispatchEvent(new PopStateEvent('popstate'))`);
      await page.waitForURL(`**${path}`);
    }
  }
  for (const name of form.press ?? []) {
    const button = page.getByRole('button', { name, exact: true });
    await button
      .or(page.getByRole('menuitem', { name, exact: true }))
      .first()
      .press('Enter');
  }
  if (form.choose) await page.locator('label', { hasText: form.choose }).first().click();
  const field = fieldOf(page, form.field);
  await field.waitFor();
  return field;
}

const sections = /^# A\n(.*)\n## B\n(.*)/m;

const withSections = (markdown: string, mine?: string, other?: string) =>
  markdown.replace(sections, (_, a: string, b: string) => `# A\n${mine ?? a}\n## B\n${other ?? b}`);

const minutesOf = ([first]: { delaySeconds: number }[]) => String((first?.delaySeconds ?? 0) / 60);
