/** What the shop's monitoring sends, in each sender's own words. */
import { createHash } from 'node:crypto';
import type { AlertKind } from './alert-kinds.ts';

/** One alert of a kind, told apart from others by the value of its variant. */
export type Condition = { kind: AlertKind; variant: string };

export type SenderAction = 'trigger' | 'resolve';

export type SenderRequest = { path: string; contentType: string; userAgent: string; body: string };

/** @param startedAt when the condition began, epoch ms; @param at when this is sent */
export function requestFor(condition: Condition, action: SenderAction, startedAt: number, at: number): SenderRequest {
  const body = JSON.stringify(bodyOf(condition, action, startedAt, at));
  return { path: '', contentType: 'application/json', userAgent: agents[condition.kind.source], body };
}

const agents = {
  alertmanager: 'Alertmanager/0.28.1',
  payments: 'payment-probes/2.4',
  grafana: 'Grafana',
  warehouse: 'curl/8.11.1',
} as const;

function bodyOf({ kind, variant }: Condition, action: SenderAction, startedAt: number, at: number): unknown {
  const { key, service, title, description, severity, variants } = kind;
  const isOver = action === 'resolve';
  const own = { [variants.label]: variant };
  const environment = variants.label === 'environment' ? {} : { environment: 'production' };
  switch (kind.source) {
    case 'alertmanager':
    case 'grafana': {
      const cluster = service === 'orders-db' ? { cluster: 'orders' } : {};
      const labels = { alertname: key, service, severity, ...environment, ...cluster, ...own };
      const alert = {
        status: isOver ? 'resolved' : 'firing',
        labels,
        annotations: { summary: variant === 'production' ? title : `${title} (${variant})`, description },
        startsAt: new Date(startedAt).toISOString(),
        endsAt: isOver ? new Date(at).toISOString() : '0001-01-01T00:00:00Z',
        generatorURL: `https://metrics.lantern-and-loom.example/graph?g0.expr=${key}`,
        fingerprint: createHash('sha256').update(`${key} ${variant}`).digest('hex').slice(0, 16),
      };
      return {
        version: '4',
        groupKey: `{}:{alertname="${key}",${variants.label}="${variant}"}`,
        status: alert.status,
        receiver: 'evenkeel',
        groupLabels: { alertname: key },
        commonLabels: labels,
        commonAnnotations: {},
        externalURL: 'https://alerts.lantern-and-loom.example',
        alerts: [alert],
      };
    }
    case 'payments':
      return {
        event_action: action,
        dedup_key: `${key}/${variant}`,
        payload: {
          summary: `${title}: ${variant}`,
          source: 'probe-1',
          severity: severity === 'low' ? 'minor' : severity,
          timestamp: new Date(startedAt).toISOString(),
          component: service,
          custom_details: { service, ...environment, ...own, note: description },
        },
      };
    case 'warehouse':
      return {
        title: `${title} (${variant})`,
        message: description,
        severity,
        status: isOver ? 'resolved' : 'firing',
        dedup_key: `${key}/${variant}`,
        service,
        ...environment,
        ...own,
      };
  }
}

/** A deployment, as the pipeline reports it. */
export function deploymentRequest(service: string, version: string, author: string, at: number): SenderRequest {
  return {
    path: '/v2/change/enqueue',
    contentType: 'application/json',
    userAgent: 'pipeline/7',
    body: JSON.stringify({
      payload: {
        summary: `${service} ${version} deployed`,
        source: 'pipeline',
        timestamp: new Date(at).toISOString(),
        custom_details: { service, version, author },
      },
      links: [{ href: `https://code.lantern-and-loom.example/${service}/${version}`, text: 'Changes' }],
    }),
  };
}
