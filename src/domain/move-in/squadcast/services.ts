import type { SquadcastMaintenance, SquadcastService } from '../../../contract/move-in/squadcast.ts';
import type { MovedDocument } from '../document.ts';
import type { Source } from '../finding.ts';
import { lineOf, sourceOf } from '../things.ts';
import type { Conversion } from './conversion.ts';

const keyLike = /^[A-Za-z0-9_-]{16,128}$/;
const longestMaintenanceMs = 366 * 86_400_000;

const told: [keyof SquadcastService, string][] = [
  ['routing_rules', 'Its routing rules ask for the words of an alert: make routes that do the same.'],
  ['tagging_rules', 'Its tagging rules are not moved: a mapping at the source sets labels and severity.'],
  [
    'suppression_rules',
    'Its suppression rules are not moved: drop such signals by a mapping, or make a route that pages nobody.',
  ],
];

/** A service for each service, and a source with its key: every sender of a service shares one there. */
export function convertServices(conversion: Conversion, policyOf: ReadonlyMap<string, string>) {
  const { content, findings, slugs, teamOf } = conversion;
  const keys = new Set<string>();
  const sources: MovedDocument['sources'] = [];
  const maintenanceWindows: NonNullable<MovedDocument['maintenanceWindows']> = [];
  const services = content.services.map((service): MovedDocument['services'][number] => {
    const source = sourceOf('service', service);
    findings.seen(source);
    const slug = slugs('service', service.id, service.name);
    const policy = policyOf.get(service.escalation_policy_id ?? '') ?? null;
    if (policy === null) findings.impossible(source, 'Its escalation policy is not in the export, or notifies nobody.');
    for (const [rules, message] of told)
      if ((service[rules] as unknown[] | null | undefined)?.length) findings.impossible(source, message);
    if (service.deduplication_rules?.length)
      findings.changed(
        source,
        'Its deduplication rules are not moved: here the dedup key of the source tells which signals are one alert.',
      );
    maintenanceWindows.push(...windowsOf(conversion, source, slug, service));
    const name = lineOf(service.name, 120, service.id);
    const key = service.api_key ?? '';
    const isKept = keyLike.test(key) && !keys.has(key);
    if (isKept) keys.add(key);
    const own = sourceOf('alert sources', { id: `${service.id} key`, name });
    findings.seen(own);
    findings.reshaped(
      own,
      isKept
        ? 'The key in its address stays: only the host of a sender changes.'
        : 'The export does not hold its key: each sender needs the new address.',
    );
    if (service.email) findings.reshaped(own, 'Whatever sends mail gets the address that the source shows.');
    sources.push({
      ...{ slug: slugs('source', service.id, name), name, type: 'generic', service: slug },
      ...(isKept && { key }),
    });
    return {
      ...{ slug, name, team: teamOf(service.owner?.id), escalationPolicy: policy },
      description: lineOf(service.description, 2_000, ''),
    };
  });
  return { services, sources, maintenanceWindows };
}

/** Windows that are not over. When one begins is what a later import knows it by. */
function windowsOf(
  { findings, nowMs }: Conversion,
  source: Source,
  service: string,
  { name, maintenance }: SquadcastService,
): NonNullable<MovedDocument['maintenanceWindows']> {
  return (maintenance ?? []).flatMap((window) => {
    const [start, end] = [Date.parse(window.maintenance_from), Date.parse(window.maintenance_till)];
    if (repeats(window)) {
      findings.impossible(source, 'Its maintenance repeats: plan it here.');
      return [];
    }
    if (end <= nowMs || end <= start || end - start > longestMaintenanceMs) return [];
    const startsAt = new Date(start).toISOString();
    return [
      {
        title: `${lineOf(name, 150, 'Maintenance')} (Squadcast ${startsAt.slice(0, 16)})`,
        ...{ services: [service], startsAt, endsAt: new Date(end).toISOString() },
      },
    ];
  });
}

const repeats = (window: SquadcastMaintenance) =>
  Object.entries(window).some(([field, value]) => field.startsWith('repetition_') && value === true);
