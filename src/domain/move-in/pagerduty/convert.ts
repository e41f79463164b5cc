import type { PagerdutyExport, PagerdutyNamed, PagerdutyTeam } from '../../../contract/move-in/pagerduty.ts';
import { addressOf } from '../contacts.ts';
import type { Converted } from '../converted.ts';
import { createFindings } from '../finding.ts';
import { createSlugs, type KnownSlugs } from '../slugs.ts';
import { lineOf, sourceOf } from '../things.ts';
import type { Conversion } from './conversion.ts';
import { convertEscalationPolicies } from './escalation-policies.ts';
import { convertMaintenance } from './maintenance.ts';
import { convertPeople } from './people.ts';
import { convertSchedules } from './schedules.ts';
import { convertServices } from './services.ts';
import { convertSources } from './sources.ts';

/**
 * An export of PagerDuty as a configuration document, with what is the same, what is different and what is left behind.
 *
 * @param known slugs that exist here: what was moved before keeps its slug, also when it was renamed there
 * @param nowMs what is over by then is left out
 */
export function convertPagerduty(content: PagerdutyExport, known: KnownSlugs, nowMs: number): Converted {
  const findings = createFindings();
  const shortened = createSlugs(known);
  // Ids of the same time begin alike: it is their end that tells them apart.
  const slugs: typeof shortened = (kind, id, name) => shortened(kind, id.slice(-8), name);
  const emails = new Map(content.users.map(({ id, email }) => [id, addressOf(email)]));
  const conversion: Conversion = {
    ...{ content, findings, slugs, nowMs },
    personOf: (id) => emails.get(id) ?? null,
    teamOf(references) {
      for (const { id } of references ?? []) {
        const team = content.teams.find((each) => each.id === id);
        if (team) return slugs('team', team.id, team.name);
      }
      return null;
    },
  };
  const people = convertPeople(conversion);
  const teams = content.teams.map((team) => convertTeam(conversion, team));
  const { schedules, overrides, slugsOf } = convertSchedules(conversion);
  const escalation = convertEscalationPolicies(conversion, slugsOf);
  const { services, policies } = convertServices(conversion, escalation);
  const sources = convertSources(conversion);
  noteLeftBehind(conversion);
  return {
    document: {
      ...people,
      ...{ teams, overrides, services, sources },
      schedules: [...schedules, ...escalation.placeholders.values()],
      escalationPolicies: [...escalation.policies, ...policies],
      maintenanceWindows: convertMaintenance(conversion),
    },
    findings: findings.all(),
    schedulesOf: slugsOf,
    serviceOf: new Map(content.services.map(({ id, name }) => [id, slugs('service', id, name)])),
  };
}

function convertTeam({ content, findings, slugs, personOf }: Conversion, team: PagerdutyTeam) {
  findings.seen(sourceOf('team', team));
  const listed = (team.members ?? []).map(({ user, role }) => ({ id: user.id, role }));
  const named = content.users
    .filter(({ teams }) => teams?.some(({ id }) => id === team.id))
    .map(({ id }) => ({ id, role: null }));
  const emailsOf = (members: readonly { id: string }[]) => [
    ...new Set(members.flatMap(({ id }) => personOf(id) ?? [])),
  ];
  return {
    slug: slugs('team', team.id, team.name),
    name: lineOf(team.name, 120, team.id),
    description: lineOf(team.description, 2_000, ''),
    members: emailsOf([...listed, ...named]).sort(),
    leads: emailsOf(listed.filter(({ role }) => role === 'manager')).sort(),
  };
}

/** What Evenkeel does in another way, or by hand. */
function noteLeftBehind({ content, findings }: Conversion): void {
  const left: [string, readonly PagerdutyNamed[], string][] = [
    ['ruleset', content.rulesets, 'Rulesets are not moved: make routes for their rules, and a source for their key.'],
    [
      'business service',
      content.business_services,
      'Business services are not moved: make components of a status page.',
    ],
    ['response play', content.response_plays, 'Response plays are not moved: runbooks and protocols do what they did.'],
    ['extension', content.extensions, 'Extensions are not moved: connect the chat here, or make an outgoing webhook.'],
    ['webhook', content.webhook_subscriptions, 'Webhooks are not moved: make an outgoing webhook here.'],
  ];
  for (const [kind, things, message] of left)
    for (const { id, name, summary, description } of things)
      findings.impossible(sourceOf(kind, { id, name: lineOf(name ?? summary ?? description, 120, id) }), message);
  for (const { id, name, summary } of content.priorities)
    findings.reshaped(
      sourceOf('priority', { id, name: lineOf(name ?? summary, 120, id) }),
      'Priorities are the severities SEV1 to SEV5 here.',
    );
}
