import type { OpsgenieExport } from '../../../contract/move-in/opsgenie.ts';
import type { Converted } from '../converted.ts';
import { createFindings } from '../finding.ts';
import { createSlugs, type KnownSlugs } from '../slugs.ts';
import { lineOf, sourceOf } from '../things.ts';
import { type Conversion, findNamed } from './conversion.ts';
import { convertEscalations, membersOf } from './escalations.ts';
import { convertMaintenance } from './maintenance.ts';
import { convertPeople, emailOf } from './people.ts';
import { convertPolicies } from './policies.ts';
import { convertRouting } from './routing.ts';
import { convertSchedules, noteForwardings } from './schedules.ts';
import { convertSources } from './sources.ts';

/**
 * An export of Opsgenie as a configuration document, with what is the same, what is different and what is left behind.
 *
 * @param known slugs that exist here: what was moved before keeps its slug, also when it was renamed in Opsgenie
 * @param nowMs what is over by then is left out
 */
export function convertOpsgenie(content: OpsgenieExport, known: KnownSlugs, nowMs: number): Converted {
  const findings = createFindings();
  const slugs = createSlugs(known);
  const conversion: Conversion = {
    ...{ content, findings, slugs, nowMs },
    personOf(reference) {
      const user =
        content.users.find(({ id }) => reference.id != null && id === reference.id) ??
        content.users.find(({ username }) => {
          const name = reference.username ?? reference.name;
          return name != null && username.toLowerCase() === name.trim().toLowerCase();
        });
      return user ? emailOf(user) : null;
    },
    teamOf(reference) {
      const team = reference ? findNamed(content.teams, reference) : null;
      return team === null ? null : slugs('team', team.id, team.name);
    },
  };
  const people = convertPeople(conversion);
  const teams = content.teams.map((team) => {
    findings.seen(sourceOf('team', team));
    const [leads, others] = [membersOf(conversion, team, true), membersOf(conversion, team, false)];
    return {
      slug: slugs('team', team.id, team.name),
      name: lineOf(team.name, 120, team.id),
      description: lineOf(team.description, 2_000, ''),
      members: [...new Set([...leads, ...others])].sort(),
      leads: [...new Set(leads)].sort(),
    };
  });
  const { schedules, overrides, slugsOf } = convertSchedules(conversion);
  noteForwardings(conversion);
  const escalations = convertEscalations(conversion, slugsOf);
  const routing = convertRouting(conversion, slugsOf, escalations.ladders);
  const sources = convertSources(conversion);
  convertPolicies(conversion, sources);
  const maintenanceWindows = convertMaintenance(conversion, sources);
  noteLeftBehind(conversion);
  return {
    document: {
      ...people,
      teams,
      schedules: [...schedules, ...escalations.placeholders.values()],
      overrides,
      escalationPolicies: [...escalations.policies, ...routing.policies],
      services: routing.services,
      sources,
      ...(maintenanceWindows.length > 0 && { maintenanceWindows }),
    },
    findings: findings.all(),
    schedulesOf: slugsOf,
    serviceOf: new Map(content.teams.map((team) => [team.id, slugs('service', team.id, team.name)])),
  };
}

/** What Evenkeel does in another way, or by hand. */
function noteLeftBehind({ content, findings }: Conversion): void {
  for (const { id, name, description } of content.customRoles) {
    const title = lineOf(name ?? description, 120, id ?? 'role');
    findings.impossible(sourceOf('role', { id: id ?? title, name: title }), 'Custom roles of Opsgenie are not moved.');
  }
}
