import { seedOf } from '../../seeded-random.ts';
import type { MovedDocument } from '../document.ts';
import { lineOf, sourceOf } from '../things.ts';
import { type Conversion, findNamed, secondsOfDuration } from './conversion.ts';

/** Types of integrations whose senders call the Alert API with the key of the integration. */
const alertApi =
  /^(api|prometheus|nagios|nagiosxi|icinga|icinga2|zabbix|sensu|checkmk|grafana|default|alertmanager|oec|script)/i;

const keyLike = /^[A-Za-z0-9_-]{16,128}$/;

/** A source for each integration, with its key where the export holds it; a heartbeat for each heartbeat. */
export function convertSources(conversion: Conversion): MovedDocument['sources'] {
  const { content, findings, slugs } = conversion;
  const sources: MovedDocument['sources'] = [];
  const keys = new Set<string>();
  // There, any key of the account may ping any heartbeat by its name.
  const heartbeats = content.heartbeats
    .filter(({ enabled }) => enabled !== false)
    .map(({ name }) => lineOf(name, 120, 'Heartbeat'))
    .slice(0, 200);
  const serviceOf = (team: { id?: string | null | undefined; name?: string | null | undefined } | null | undefined) => {
    const found = team ? findNamed(content.teams, team) : null;
    return found === null ? null : slugs('service', found.id, found.name);
  };
  for (const integration of content.integrations) {
    const source = sourceOf('integration', integration);
    findings.seen(source);
    if (integration.enabled === false) {
      findings.changed(source, 'Disabled in Opsgenie: left out.');
      continue;
    }
    const isAlertApi = alertApi.test(integration.type ?? 'API');
    const { apiKey } = integration;
    const isKept = apiKey != null && keyLike.test(apiKey) && !keys.has(apiKey);
    if (isKept) keys.add(apiKey);
    else findings.changed(source, 'The export does not hold its key: its sender needs the new one.');
    if (!isAlertApi)
      findings.changed(
        source,
        `${integration.type}: a webhook here; the sender gets the address that the source shows.`,
      );
    sources.push({
      slug: slugs('source', integration.id, integration.name),
      name: lineOf(integration.name, 120, integration.id),
      type: isAlertApi ? 'opsgenie-api' : 'generic',
      ...(isAlertApi && heartbeats.length > 0 && { settings: { heartbeats } }),
      service: serviceOf(integration.ownerTeam ?? (integration.teamId ? { id: integration.teamId } : null)),
      ...(isKept && { key: apiKey }),
    });
  }
  for (const heartbeat of content.heartbeats) {
    const source = sourceOf('heartbeat', { id: heartbeat.name, name: heartbeat.name });
    findings.seen(source);
    if (heartbeat.enabled === false) {
      findings.changed(source, 'Disabled in Opsgenie: left out.');
      continue;
    }
    const seconds = secondsOfDuration({ timeAmount: heartbeat.interval, timeUnit: heartbeat.intervalUnit });
    if (seconds > 2_678_400) findings.changed(source, 'A heartbeat has an interval of 31 days at most.');
    if (keys.size === 0)
      findings.changed(
        source,
        'The export holds no key that its job could ping with: it needs the one that the source shows.',
      );
    sources.push({
      // A heartbeat has no id in Opsgenie; its name is what its job knows.
      slug: slugs('source', seedOf(heartbeat.name).toString(36), heartbeat.name),
      name: lineOf(heartbeat.name, 120, 'Heartbeat'),
      type: 'heartbeat',
      service: serviceOf(heartbeat.ownerTeam),
      heartbeat: { intervalSeconds: Math.min(Math.max(seconds, 10), 2_678_400), graceSeconds: 0 },
    });
  }
  return sources;
}
