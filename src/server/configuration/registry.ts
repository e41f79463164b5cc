import type { CheckPorts } from '../detect/checks/actions.ts';
import type { ContactMethodPorts } from '../directory/contact-methods/actions.ts';
import type { OutgoingWebhookPorts } from '../outgoing/webhooks/actions.ts';
import type { ProviderPorts } from '../respond/providers/actions.ts';
import type { Kind } from './kind.ts';
import { givenRoles } from './kinds/access/given-roles.ts';
import { roles } from './kinds/access/roles.ts';
import { checks } from './kinds/checks.ts';
import { components } from './kinds/components.ts';
import { contactMethods } from './kinds/contact-methods.ts';
import { lookupTables } from './kinds/detect/lookup-tables.ts';
import { escalationPolicies } from './kinds/escalation-policies.ts';
import { impactRates } from './kinds/impact-rates.ts';
import { retention } from './kinds/installation/retention.ts';
import { signInRules } from './kinds/installation/sign-in-rules.ts';
import { notificationRules } from './kinds/notification-rules.ts';
import { maintenanceWindows } from './kinds/on-call/maintenance-windows.ts';
import { overrides } from './kinds/on-call/overrides.ts';
import { schedules } from './kinds/on-call/schedules.ts';
import { outgoingWebhooks } from './kinds/outgoing-webhooks.ts';
import { people } from './kinds/people.ts';
import { certificationRules } from './kinds/program/certification-rules.ts';
import { digests } from './kinds/program/digests.ts';
import { sponsorLetters } from './kinds/program/sponsor-letters.ts';
import { protocols } from './kinds/protocols.ts';
import { providers } from './kinds/providers.ts';
import { routes } from './kinds/routes.ts';
import { runbooks } from './kinds/runbooks.ts';
import { services } from './kinds/services.ts';
import { settings } from './kinds/settings.ts';
import { severities } from './kinds/severities.ts';
import { sources } from './kinds/sources.ts';
import { statusPage } from './kinds/status-page.ts';
import { teams } from './kinds/teams.ts';
import { templates } from './kinds/templates.ts';

/** Every kind, each behind those it refers to. Adding one is a file and a line here. */
export function configurationKinds(
  ports: ContactMethodPorts & ProviderPorts & OutgoingWebhookPorts & { checks: CheckPorts },
): Kind[] {
  return [
    people,
    teams,
    roles,
    givenRoles,
    signInRules,
    providers(ports),
    contactMethods(ports),
    notificationRules,
    schedules,
    overrides,
    outgoingWebhooks(ports),
    escalationPolicies,
    services,
    maintenanceWindows,
    lookupTables,
    sources(ports),
    checks(ports.checks),
    routes,
    settings,
    retention,
    protocols,
    severities,
    certificationRules,
    impactRates,
    templates,
    runbooks,
    statusPage,
    components,
    digests,
    sponsorLetters,
  ];
}
