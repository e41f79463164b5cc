/** The explicit list of everything the API offers. An endpoint that is not here does not exist. */

import * as acknowledge from './acknowledge.ts';
import * as actionItems from './action-items.ts';
import * as alertResponse from './alert-response.ts';
import * as alerts from './alerts.ts';
import * as assessments from './assessments.ts';
import * as audit from './audit.ts';
import * as changes from './changes.ts';
import * as configuration from './configuration.ts';
import * as contactMethods from './contact-methods.ts';
import * as coverage from './coverage.ts';
import * as doctor from './doctor.ts';
import * as drills from './drills.ts';
import type { Endpoint } from './endpoint.ts';
import * as escalationPolicies from './escalation-policies.ts';
import * as goals from './goals.ts';
import * as incidentRoom from './incident-room.ts';
import * as incidents from './incidents.ts';
import * as live from './live.ts';
import * as maintenanceWindows from './maintenance-windows.ts';
import * as measures from './measures.ts';
import * as nextSteps from './next-steps.ts';
import * as oncall from './oncall.ts';
import * as pages from './pages.ts';
import * as pagingAudit from './paging-audit.ts';
import * as people from './people.ts';
import * as pilots from './pilots.ts';
import * as platform from './platform.ts';
import * as postmortems from './postmortems.ts';
import * as program from './program.ts';
import * as publicUpdates from './public-updates.ts';
import * as recurrences from './recurrences.ts';
import * as reference from './reference.ts';
import * as reviews from './reviews.ts';
import * as routes from './routes.ts';
import * as runbooks from './runbooks.ts';
import * as schedules from './schedules.ts';
import * as sealedValues from './sealed-values.ts';
import * as securityEvents from './security-events.ts';
import * as services from './services.ts';
import * as session from './session.ts';
import * as setup from './setup.ts';
import * as severities from './severities.ts';
import * as signInLink from './sign-in-link.ts';
import * as sources from './sources.ts';
import * as statusMaintenances from './status-maintenances.ts';
import * as statusPage from './status-page.ts';
import * as subscribers from './subscribers.ts';
import * as tabMessages from './tab-messages.ts';
import * as teams from './teams.ts';
import * as templates from './templates.ts';
import * as tokens from './tokens.ts';
import * as training from './training.ts';

const resources = [
  acknowledge,
  actionItems,
  alertResponse,
  alerts,
  assessments,
  audit,
  configuration,
  changes,
  contactMethods,
  coverage,
  doctor,
  drills,
  escalationPolicies,
  goals,
  incidentRoom,
  incidents,
  live,
  maintenanceWindows,
  measures,
  nextSteps,
  oncall,
  pages,
  pagingAudit,
  people,
  pilots,
  platform,
  program,
  publicUpdates,
  postmortems,
  recurrences,
  reference,
  reviews,
  routes,
  runbooks,
  schedules,
  sealedValues,
  securityEvents,
  services,
  session,
  setup,
  severities,
  signInLink,
  sources,
  statusMaintenances,
  statusPage,
  subscribers,
  tabMessages,
  teams,
  templates,
  tokens,
  training,
];

export const endpoints: Endpoint[] = resources.flatMap((resource) =>
  Object.values<unknown>(resource).filter(isEndpoint),
);

function isEndpoint(value: unknown): value is Endpoint {
  return typeof value === 'object' && value !== null && 'method' in value && 'path' in value && 'permission' in value;
}
