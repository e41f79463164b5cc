import type { SquadcastExport } from '../../../contract/move-in/squadcast.ts';
import { addressOf } from '../contacts.ts';
import type { Converted } from '../converted.ts';
import type { MovedDocument } from '../document.ts';
import { createFindings } from '../finding.ts';
import { createSlugs, type KnownSlugs } from '../slugs.ts';
import { lineOf, sourceOf } from '../things.ts';
import type { Conversion } from './conversion.ts';
import { convertPeople } from './people.ts';
import { convertPolicies } from './policies.ts';
import { convertSchedules } from './schedules.ts';
import { convertServices } from './services.ts';

/**
 * An export of Squadcast as a configuration document, with what is the same, what is different and what is left behind.
 *
 * @param known slugs that exist here: what was moved before keeps its slug, also when it was renamed there
 * @param nowMs what is over by then is left out
 */
export function convertSquadcast(content: SquadcastExport, known: KnownSlugs, nowMs: number): Converted {
  const findings = createFindings();
  const shortened = createSlugs(known);
  // Ids of the same time begin alike: it is their end that tells them apart.
  const slugs: typeof shortened = (kind, id, name) => shortened(kind, id.slice(-8), name);
  const emails = new Map(content.users.map(({ id, email }) => [id, addressOf(email)]));
  const conversion: Conversion = {
    ...{ content, findings, slugs, nowMs },
    personOf: (id) => emails.get(id) ?? null,
    teamOf(id) {
      const team = [...content.teams, ...content.squads].find((each) => each.id === id);
      return team ? slugs('team', team.id, team.name) : null;
    },
  };
  const people = convertPeople(conversion);
  const { schedules, overrides, slugsOf } = convertSchedules(conversion);
  const { policies, placeholders, policyOf } = convertPolicies(conversion, slugsOf);
  const { services, sources, maintenanceWindows } = convertServices(conversion, policyOf);
  for (const { id, name, description } of content.global_event_rules)
    findings.impossible(
      sourceOf('global event rule', { id, name: lineOf(name ?? description, 120, id) }),
      'Global event rules are not moved: make a source for their key, and routes that do the same.',
    );
  for (const { id, name } of content.webforms)
    findings.impossible(sourceOf('webform', { id, name: lineOf(name, 120, id) }), 'Webforms are not moved.');
  return {
    document: {
      ...people,
      ...{ teams: teamsOf(conversion), overrides, services, sources, maintenanceWindows },
      schedules: [...schedules, ...placeholders.values()],
      escalationPolicies: policies,
    },
    findings: findings.all(),
    schedulesOf: slugsOf,
    serviceOf: new Map(content.services.map(({ id, name }) => [id, slugs('service', id, name)])),
  };
}

/** A team for each team, and for each squad: a policy asks either. */
function teamsOf({ content, findings, slugs, personOf }: Conversion): MovedDocument['teams'] {
  const emailsOf = (ids: readonly string[]) => [...new Set(ids.flatMap((id) => personOf(id) ?? []))].sort();
  const teams = content.teams.map(({ id, name, description, members }) => {
    findings.seen(sourceOf('team', { id, name }));
    return {
      ...{ slug: slugs('team', id, name), name: lineOf(name, 120, id), leads: [] },
      description: lineOf(description, 2_000, ''),
      members: emailsOf((members ?? []).map(({ user_id }) => user_id)),
    };
  });
  const squads = content.squads.map(({ id, name, team_id, members }) => {
    findings.seen(sourceOf('squad', { id, name }));
    const team = content.teams.find((each) => each.id === team_id);
    return {
      ...{ slug: slugs('team', id, name), name: lineOf(name, 120, id) },
      description: team ? `A squad of ${lineOf(team.name, 120, team.id)}.` : '',
      members: emailsOf(members.map(({ user_id }) => user_id)),
      leads: emailsOf(members.filter(({ role }) => role === 'owner').map(({ user_id }) => user_id)),
    };
  });
  return [...teams, ...squads];
}
