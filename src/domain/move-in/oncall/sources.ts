import type { OncallIntegration } from '../../../contract/move-in/oncall.ts';
import type { MovedDocument } from '../document.ts';
import { lineOf, sourceOf } from '../things.ts';
import type { Conversion } from './conversion.ts';

/** What an integration is here, by its type there; every other is a webhook. */
const types: Record<string, string> = {
  alertmanager: 'alertmanager-webhook',
  legacy_alertmanager: 'alertmanager-webhook',
  grafana_alerting: 'grafana',
  legacy_grafana_alerting: 'grafana',
  grafana: 'grafana',
};
/** Those that have no sender. */
const senderless = new Set(['direct_paging', 'manual', 'maintenance']);
/** The end of the address of an integration. */
const addressPattern = /\/integrations\/v1\/[a-z0-9_-]{1,50}\/([A-Za-z0-9_-]{16,128})\/?$/;
const matchesAll = new Set(['.*', '^.*$', '.+']);

/** A source and a service for each integration, with the policy of its default route. */
export function convertIntegrations(conversion: Conversion, policyOf: ReadonlyMap<string, string>) {
  const { content, findings, slugs, teamOf } = conversion;
  const sources: MovedDocument['sources'] = [];
  const services: MovedDocument['services'] = [];
  const keys = new Set<string>();
  for (const integration of content.integrations) {
    const name = lineOf(integration.name, 120, integration.id);
    const source = sourceOf('integration', { id: integration.id, name });
    const type = integration.type ?? 'webhook';
    findings.seen(source);
    if (senderless.has(type)) {
      findings.reshaped(source, 'It has no sender: whoever wants to page somebody does so here by itself.');
      continue;
    }
    const key = addressPattern.exec(integration.link ?? '')?.[1];
    const isKept = key !== undefined && !keys.has(key);
    if (isKept) keys.add(key);
    else if (type === 'inbound_email')
      findings.reshaped(source, 'It takes mail: its sender gets the address that the source shows.');
    else findings.reshaped(source, 'The export does not hold its address: its sender needs the new one.');
    const chain = defaultChain(conversion, integration);
    const policy = chain === null ? null : (policyOf.get(chain) ?? null);
    if (policy === null)
      findings.changed(source, 'Its default route notifies nobody: its service has no policy of its own.');
    const service = slugs('service', integration.id, name);
    services.push({
      ...{ slug: service, name, description: 'What Grafana OnCall took through the integration.' },
      ...{ team: teamOf(integration.team_id), escalationPolicy: policy },
    });
    sources.push({
      slug: slugs('source', integration.id, name),
      ...{ name, type: Object.hasOwn(types, type) ? types[type]! : 'generic', service },
      ...(isKept && { key }),
    });
  }
  return { sources, services };
}

/** The chain of whatever no other route takes. Routes by the words of an alert are told of. */
function defaultChain({ content, findings }: Conversion, integration: OncallIntegration): string | null {
  const routes = content.routes
    .filter(({ integration_id }) => integration_id === integration.id)
    .toSorted((one, other) => (one.position ?? 0) - (other.position ?? 0));
  const last = routes.find(({ is_the_last_route }) => is_the_last_route);
  const everything = routes.find(
    ({ is_the_last_route, routing_regex }) => !is_the_last_route && matchesAll.has(routing_regex ?? ''),
  );
  for (const route of routes.filter((each) => each !== last && each !== everything)) {
    const name = `${lineOf(integration.name, 80, integration.id)} / ${lineOf(route.routing_regex, 80, route.id)}`;
    findings.impossible(
      sourceOf('route', { id: route.id, name }),
      'Its condition asks for the words of an alert: make a route to the policy of its chain.',
    );
  }
  if (everything) return everything.escalation_chain_id ?? null;
  return last ? (last.escalation_chain_id ?? null) : (integration.default_route?.escalation_chain_id ?? null);
}
