/** The explicit list of everything the API offers. An endpoint that is not here does not exist. */

import * as publicUpdates from './communicate/public-updates.ts';
import * as statusMaintenances from './communicate/status-maintenances.ts';
import * as statusPage from './communicate/status-page.ts';
import * as subscribers from './communicate/subscribers.ts';
import * as templates from './communicate/templates.ts';
import * as alerts from './detect/alerts.ts';
import * as changes from './detect/changes.ts';
import * as checks from './detect/checks.ts';
import * as maintenanceWindows from './detect/maintenance-windows.ts';
import * as mapping from './detect/mapping.ts';
import * as routes from './detect/routes.ts';
import * as sourceVerification from './detect/source-verification.ts';
import * as sources from './detect/sources.ts';
import * as audit from './directory/audit.ts';
import * as contactMethods from './directory/contact-methods.ts';
import * as people from './directory/people.ts';
import * as personalData from './directory/personal-data.ts';
import * as roles from './directory/roles.ts';
import * as saml from './directory/saml.ts';
import * as services from './directory/services.ts';
import * as session from './directory/session.ts';
import * as setup from './directory/setup.ts';
import * as signInLink from './directory/sign-in-link.ts';
import * as signInRules from './directory/sign-in-rules.ts';
import * as teams from './directory/teams.ts';
import * as tokens from './directory/tokens.ts';
import * as views from './directory/views.ts';
import type { Endpoint } from './endpoint.ts';
import * as nextSteps from './first-hour/next-steps.ts';
import * as actionItems from './learn/action-items.ts';
import * as pastIncidents from './learn/past-incidents.ts';
import * as postmortemComments from './learn/postmortem-comments.ts';
import * as postmortems from './learn/postmortems.ts';
import * as recurrences from './learn/recurrences.ts';
import * as measures from './measure/measures.ts';
import * as noisyAlerts from './measure/noisy-alerts.ts';
import * as oncallLoad from './measure/oncall.ts';
import * as pay from './measure/pay.ts';
import * as sprintCalendars from './measure/sprint-calendars.ts';
import * as moveIn from './move-in/conversion.ts';
import * as closeBack from './outgoing/close-back.ts';
import * as digests from './outgoing/digests.ts';
import * as notices from './outgoing/notices.ts';
import * as outgoingWebhooks from './outgoing/webhooks.ts';
import * as configuration from './platform/configuration.ts';
import * as doctor from './platform/doctor.ts';
import * as live from './platform/live.ts';
import * as platform from './platform/platform.ts';
import * as reference from './platform/reference.ts';
import * as retention from './platform/retention.ts';
import * as sealedValues from './platform/sealed-values.ts';
import * as securityEvents from './platform/security-events.ts';
import * as assessmentQuestions from './program/assessment-questions.ts';
import * as assessments from './program/assessments.ts';
import * as certification from './program/certification.ts';
import * as impactRates from './program/costs/impact-rates.ts';
import * as incidentCost from './program/costs/incident-cost.ts';
import * as decisions from './program/decisions.ts';
import * as documents from './program/documents.ts';
import * as drillConsole from './program/drill-console.ts';
import * as drillSeries from './program/drill-series.ts';
import * as drills from './program/drills.ts';
import * as goals from './program/goals.ts';
import * as reviewInvitations from './program/outside/review-invitations.ts';
import * as sponsorLetters from './program/outside/sponsor-letters.ts';
import * as pictures from './program/pictures.ts';
import * as pilots from './program/pilots.ts';
import * as planImpact from './program/plans/impact.ts';
import * as rollOuts from './program/plans/roll-outs.ts';
import * as playbook from './program/playbook.ts';
import * as practiceChanges from './program/practice-changes.ts';
import * as program from './program/program.ts';
import * as reviews from './program/reviews.ts';
import * as skills from './program/skills.ts';
import * as tables from './program/tables.ts';
import * as training from './program/training.ts';
import * as runbooks from './resolve/runbooks.ts';
import * as alertResponse from './respond/alert-response.ts';
import * as canary from './respond/canary.ts';
import * as channels from './respond/channels.ts';
import * as chatLinks from './respond/chat-links.ts';
import * as coverage from './respond/coverage.ts';
import * as escalationPolicies from './respond/escalation-policies.ts';
import * as incidentChanges from './respond/incidents/changes.ts';
import * as incidentChecklist from './respond/incidents/checklist.ts';
import * as incidents from './respond/incidents/incident.ts';
import * as incidentRoles from './respond/incidents/roles.ts';
import * as incidentRoom from './respond/incidents/room.ts';
import * as incidentTasks from './respond/incidents/tasks.ts';
import * as incidentTimeline from './respond/incidents/timeline.ts';
import * as incidentUpdates from './respond/incidents/updates.ts';
import * as acknowledge from './respond/pages/links.ts';
import * as pages from './respond/pages/page.ts';
import * as pageResponses from './respond/pages/responses.ts';
import * as testPages from './respond/pages/test-pages.ts';
import * as parallelRuns from './respond/parallel-runs.ts';
import * as protocols from './respond/protocols.ts';
import * as providers from './respond/providers.ts';
import * as readiness from './respond/readiness.ts';
import * as regroupings from './respond/regroupings.ts';
import * as absences from './respond/schedules/absences.ts';
import * as calendars from './respond/schedules/calendars.ts';
import * as coverLinks from './respond/schedules/cover-links.ts';
import * as covers from './respond/schedules/covers.ts';
import * as handoffNotes from './respond/schedules/handoff-notes.ts';
import * as oncall from './respond/schedules/oncall.ts';
import * as overrides from './respond/schedules/overrides.ts';
import * as rotas from './respond/schedules/rotas.ts';
import * as schedules from './respond/schedules/schedule.ts';
import * as shadows from './respond/schedules/shadows.ts';
import * as timeline from './respond/schedules/timeline.ts';
import * as userGroups from './respond/schedules/user-groups.ts';
import * as severities from './respond/severities.ts';
import * as simulation from './respond/simulation.ts';
import * as tabMessages from './respond/tab-messages.ts';
import * as pagingAudit from './respond/watchdog.ts';

const resources = [
  acknowledge,
  actionItems,
  alertResponse,
  alerts,
  assessmentQuestions,
  assessments,
  decisions,
  documents,
  audit,
  configuration,
  moveIn,
  canary,
  chatLinks,
  changes,
  closeBack,
  channels,
  contactMethods,
  coverage,
  doctor,
  drillConsole,
  drillSeries,
  drills,
  escalationPolicies,
  goals,
  practiceChanges,
  handoffNotes,
  incidentChanges,
  incidentChecklist,
  incidentRoles,
  incidentRoom,
  incidentTasks,
  incidentTimeline,
  incidentUpdates,
  incidents,
  live,
  maintenanceWindows,
  mapping,
  measures,
  oncallLoad,
  sprintCalendars,
  pay,
  noisyAlerts,
  nextSteps,
  digests,
  notices,
  oncall,
  outgoingWebhooks,
  absences,
  calendars,
  coverLinks,
  covers,
  shadows,
  userGroups,
  pages,
  pageResponses,
  pagingAudit,
  people,
  personalData,
  pictures,
  pilots,
  planImpact,
  rollOuts,
  sponsorLetters,
  reviewInvitations,
  platform,
  playbook,
  program,
  impactRates,
  incidentCost,
  tables,
  publicUpdates,
  postmortems,
  parallelRuns,
  pastIncidents,
  postmortemComments,
  providers,
  readiness,
  recurrences,
  reference,
  regroupings,
  reviews,
  routes,
  runbooks,
  rotas,
  overrides,
  schedules,
  timeline,
  retention,
  sealedValues,
  securityEvents,
  saml,
  services,
  session,
  setup,
  protocols,
  severities,
  signInLink,
  roles,
  signInRules,
  simulation,
  sources,
  sourceVerification,
  checks,
  statusMaintenances,
  statusPage,
  subscribers,
  tabMessages,
  teams,
  templates,
  testPages,
  tokens,
  training,
  certification,
  skills,
  views,
];

export const endpoints: Endpoint[] = resources.flatMap((resource) =>
  Object.values<unknown>(resource).filter(isEndpoint),
);

function isEndpoint(value: unknown): value is Endpoint {
  return typeof value === 'object' && value !== null && 'method' in value && 'path' in value && 'permission' in value;
}
