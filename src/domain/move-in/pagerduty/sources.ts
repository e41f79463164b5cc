import type { MovedDocument } from '../document.ts';
import { lineOf, sourceOf } from '../things.ts';
import type { Conversion } from './conversion.ts';

type Source = MovedDocument['sources'][number];

const keyLike = /^[A-Za-z0-9_-]{16,128}$/;
/** For events without a severity on a service that goes by it: PagerDuty takes them for urgent. */
const urgentSeverity = 2;

/** A source for each integration and for each key of an orchestration; the key stays where the export holds it. */
export function convertSources(conversion: Conversion): Source[] {
  const { content, findings, slugs } = conversion;
  const keys = new Set<string>();
  const keep = (key: string | null | undefined): { key?: string } => {
    if (!key || !keyLike.test(key) || keys.has(key)) return {};
    keys.add(key);
    return { key };
  };
  const ofServices = content.services.flatMap((service) =>
    (service.integrations ?? []).map((integration): Source => {
      const name = lineOf(integration.name ?? integration.summary, 120, integration.id);
      const source = sourceOf('integration', { id: integration.id, name: `${service.name} / ${name}` });
      findings.seen(source);
      const type = (integration.type ?? '').replace(/_reference$/, '');
      const isEmail = /email/.test(type);
      const isTransformed = /transformer/.test(type);
      const kept = isEmail ? {} : keep(integration.integration_key);
      if (isEmail) findings.reshaped(source, 'It takes mail: its sender gets the address that the source shows.');
      else if (kept.key === undefined)
        findings.reshaped(source, 'The export does not hold its key: its sender needs the new one.');
      else if (isTransformed)
        findings.reshaped(
          source,
          'It read what a vendor sends: a webhook here. The key stays; its sender gets the address that the source shows.',
        );
      const bySeverity = JSON.stringify(service.incident_urgency_rule ?? {}).includes('severity_based');
      return {
        slug: slugs('source', integration.id, `${service.name} ${name}`),
        name: lineOf(`${service.name}: ${name}`, 120, integration.id),
        type: isEmail || isTransformed ? 'generic' : 'pagerduty-events-v2',
        service: slugs('service', service.id, service.name),
        ...(bySeverity && { settings: { defaultSeverity: urgentSeverity } }),
        ...kept,
      };
    }),
  );
  const ofOrchestrations = content.event_orchestrations.flatMap((orchestration) => {
    const title = lineOf(orchestration.name, 80, orchestration.id);
    const source = sourceOf('event orchestration', { id: orchestration.id, name: title });
    findings.seen(source);
    const rules = (orchestration.router?.sets ?? []).reduce((sum, set) => sum + (set.rules?.length ?? 0), 0);
    if (rules > 0)
      findings.impossible(
        source,
        `Its ${rules} ${rules === 1 ? 'rule is' : 'rules are'} not moved: make routes that do the same. Until then all of its alerts go where the last rule sends them.`,
      );
    const fallback = orchestration.router?.catch_all?.actions?.route_to;
    const service = content.services.find(({ id }) => id === fallback);
    return (orchestration.integrations ?? []).map(({ id, label, parameters }): Source => {
      const name = lineOf(`${title}: ${label ?? 'events'}`, 120, id);
      const kept = keep(parameters?.routing_key);
      if (kept.key === undefined)
        findings.reshaped(source, 'The export does not hold its key: its sender needs the new one.');
      return {
        slug: slugs('source', id, name),
        ...{ name, type: 'pagerduty-events-v2' },
        service: service ? slugs('service', service.id, service.name) : null,
        ...kept,
      };
    });
  });
  return [...ofServices, ...ofOrchestrations];
}
