import type { OncallExport } from '../../../contract/move-in/oncall.ts';
import type { Converted } from '../converted.ts';
import { createFindings } from '../finding.ts';
import { createSlugs, type KnownSlugs } from '../slugs.ts';
import { lineOf, sourceOf } from '../things.ts';
import { convertChains } from './chains.ts';
import type { Conversion } from './conversion.ts';
import { convertPeople, emailOf } from './people.ts';
import { convertSchedules } from './schedules.ts';
import { convertIntegrations } from './sources.ts';

/**
 * An export of Grafana OnCall as a configuration document, with what is the same, what is different and what is left behind.
 *
 * @param known slugs that exist here: what was moved before keeps its slug, also when it was renamed there
 * @param nowMs what is over by then is left out
 */
export function convertOncall(content: OncallExport, known: KnownSlugs, nowMs: number): Converted {
  const findings = createFindings();
  const slugs = createSlugs(known);
  const emails = new Map(content.users.map((user) => [user.id, emailOf(user)]));
  const conversion: Conversion = {
    ...{ content, findings, slugs, nowMs },
    personOf: (id) => emails.get(id) ?? null,
    teamOf(id) {
      const team = content.teams.find((each) => each.id === id);
      return team === undefined ? null : slugs('team', team.id, team.name);
    },
  };
  const people = convertPeople(conversion);
  const teams = content.teams.map((team) => {
    findings.seen(sourceOf('team', team));
    const members = content.users
      .filter((user) => user.teams?.includes(team.id))
      .flatMap((user) => emailOf(user) ?? []);
    return {
      slug: slugs('team', team.id, team.name),
      ...{ name: lineOf(team.name, 120, team.id), description: '', leads: [] },
      members: [...new Set(members)].sort(),
    };
  });
  const { schedules, overrides, slugsOf } = convertSchedules(conversion);
  const chains = convertChains(conversion, slugsOf);
  const { sources, services } = convertIntegrations(conversion, chains.policyOf);
  for (const { id, name } of content.outgoing_webhooks)
    findings.impossible(
      sourceOf('outgoing webhook', { id, name: lineOf(name, 120, id) }),
      'Outgoing webhooks are not moved: make them here.',
    );
  return {
    document: {
      ...people,
      ...{ teams, overrides, services, sources },
      schedules: [...schedules, ...chains.placeholders.values()],
      escalationPolicies: chains.policies,
    },
    findings: findings.all(),
    schedulesOf: slugsOf,
    serviceOf: new Map(
      services.length === 0
        ? []
        : content.integrations.flatMap(({ id, name }) => {
            const slug = slugs('service', id, lineOf(name, 120, id));
            return services.some((service) => service.slug === slug) ? [[id, slug] as const] : [];
          }),
    ),
  };
}
