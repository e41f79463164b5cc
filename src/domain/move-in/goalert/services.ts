import type { MovedDocument } from '../document.ts';
import { lineOf, sourceOf } from '../things.ts';
import type { Conversion } from './conversion.ts';

/** What an integration key is here, by its type there; every other is a webhook. */
const types: Record<string, string> = { prometheusAlertmanager: 'alertmanager-webhook', grafana: 'grafana' };
/** The key at the end of an address: `?token=…`, or the last part of its path. */
const keyPattern = /(?:[?&]token=|\/)([A-Za-z0-9_-]{16,128})$/;
const longestIntervalSeconds = 2_678_400;

/** A service for each service; a source for each of its integration keys and heartbeat monitors. */
export function convertServices(conversion: Conversion, policyOf: ReadonlyMap<string, string>) {
  const { content, findings, slugs } = conversion;
  const keys = new Set<string>();
  const keep = (href: string | null | undefined): { key?: string } => {
    const key = keyPattern.exec(href ?? '')?.[1];
    if (key === undefined || keys.has(key)) return {};
    keys.add(key);
    return { key };
  };
  const sources: MovedDocument['sources'] = [];
  const services = content.services.map((service): MovedDocument['services'][number] => {
    const source = sourceOf('service', service);
    findings.seen(source);
    const slug = slugs('service', service.id, service.name);
    const policy = policyOf.get(service.escalationPolicyID ?? '') ?? null;
    if (policy === null) findings.impossible(source, 'Its escalation policy is not in the export, or notifies nobody.');
    if (service.labels?.length) findings.reshaped(source, 'Its labels are not moved.');
    for (const { id, type, name, href } of service.integrationKeys ?? []) {
      const title = lineOf(`${service.name}: ${name ?? type ?? 'key'}`, 120, id);
      const own = sourceOf('integration key', { id, name: title });
      findings.seen(own);
      const kept = type === 'email' ? {} : keep(href);
      if (type === 'email') findings.reshaped(own, 'It takes mail: its sender gets the address that the source shows.');
      else if (kept.key === undefined)
        findings.reshaped(own, 'The export does not hold its address: its sender needs the new one.');
      else findings.reshaped(own, 'Its key stays; its sender gets the address that the source shows.');
      sources.push({
        ...{ slug: slugs('source', id, title), name: title, type: types[type ?? ''] ?? 'generic', service: slug },
        ...kept,
      });
    }
    for (const { id, name, timeoutMinutes, href } of service.heartbeatMonitors ?? []) {
      const title = lineOf(`${service.name}: ${name ?? 'heartbeat'}`, 120, id);
      const own = sourceOf('heartbeat monitor', { id, name: title });
      findings.seen(own);
      findings.reshaped(own, 'Its job pings the address that the source shows.');
      const seconds = Math.round(timeoutMinutes * 60);
      if (seconds > longestIntervalSeconds) findings.changed(own, 'A heartbeat has an interval of 31 days at most.');
      sources.push({
        ...{ slug: slugs('source', id, title), name: title, type: 'heartbeat', service: slug },
        heartbeat: { intervalSeconds: Math.min(Math.max(seconds, 10), longestIntervalSeconds), graceSeconds: 0 },
        ...keep(href),
      });
    }
    return {
      ...{ slug, name: lineOf(service.name, 120, service.id), team: null, escalationPolicy: policy },
      description: lineOf(service.description, 2_000, ''),
    };
  });
  return { services, sources };
}
