import type { GoalertExport } from '../../../contract/move-in/goalert.ts';
import { addressOf } from '../contacts.ts';
import type { Converted } from '../converted.ts';
import { createFindings } from '../finding.ts';
import { createSlugs, type KnownSlugs } from '../slugs.ts';
import type { Conversion } from './conversion.ts';
import { convertPeople } from './people.ts';
import { convertPolicies } from './policies.ts';
import { convertSchedules } from './schedules.ts';
import { convertServices } from './services.ts';

/**
 * An export of GoAlert as a configuration document, with what is the same, what is different and what is left behind.
 *
 * @param known slugs that exist here: what was moved before keeps its slug, also when it was renamed there
 * @param nowMs what is over by then is left out
 */
export function convertGoalert(content: GoalertExport, known: KnownSlugs, nowMs: number): Converted {
  const findings = createFindings();
  const slugs = createSlugs(known);
  const emails = new Map(content.users.map(({ id, email }) => [id, addressOf(email)]));
  const conversion: Conversion = {
    ...{ content, findings, slugs, nowMs },
    personOf: (id) => emails.get(id ?? '') ?? null,
  };
  const people = convertPeople(conversion);
  const { schedules, overrides, slugsOf } = convertSchedules(conversion);
  const policies = convertPolicies(conversion, slugsOf);
  const { services, sources } = convertServices(conversion, policies.policyOf);
  return {
    document: {
      ...people,
      ...{ teams: [], overrides, services, sources },
      schedules: [...schedules, ...policies.schedules.values()],
      escalationPolicies: policies.policies,
    },
    findings: findings.all(),
    schedulesOf: slugsOf,
    serviceOf: new Map(content.services.map(({ id, name }) => [id, slugs('service', id, name)])),
  };
}
