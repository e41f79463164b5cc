import * as contract from '../../../contract/detect/alerts.ts';
import { severityLabel } from '../../../domain/severity.ts';
import { exportPageRows, streamCsv } from '../../platform/http/csv-stream.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import type { RulebookCache } from '../rulebook/cache.ts';
import * as actions from './actions.ts';

export function alertHandlers(pagesOf: actions.PagesOfAlerts, rulebook: RulebookCache): Handler[] {
  return [
    implement(contract.listAlerts, (ctx, { query }) => actions.listAlerts(ctx, query, pagesOf)),
    implement(contract.countMatchingAlerts, (ctx, { query }) => actions.countMatchingAlerts(ctx, query)),
    implement(contract.exportAlerts, (ctx, { query, ...io }) =>
      streamCsv(io, {
        name: 'alerts.csv',
        header,
        lineOf,
        read: (cursor) => actions.listAlerts(ctx, { ...query, cursor, limit: exportPageRows }, pagesOf),
      }),
    ),
    implement(contract.countAlerts, (ctx) => actions.countAlerts(ctx)),
    implement(contract.getAlert, (ctx, { params }) => actions.readAlertStory(ctx, params.id)),
    implement(contract.listAlertSignals, (ctx, { params }) => actions.listAlertSignals(ctx, rulebook, params.id)),
  ];
}

const header = [
  ...['id', 'state', 'severity', 'title', 'service', 'source', 'triggered_at', 'last_signal_at', 'signals'],
  ...['acknowledged_at', 'acknowledged_by', 'resolved_at', 'resolved_by', 'suppressed', 'not_paged_because'],
  ...['page', 'alerts_on_page', 'labels'],
];

type Listed = Awaited<ReturnType<typeof actions.listAlerts>>['items'][number];

function lineOf(alert: Listed) {
  const text = (at: Date | null) => at?.toISOString() ?? null;
  const labels = Object.entries(alert.labels).map(([name, value]) => `${name}=${value}`);
  return [
    ...[alert.id, alert.state, severityLabel(alert.severity), alert.title, alert.serviceName, alert.sourceName],
    ...[text(alert.triggeredAt), text(alert.lastSignalAt), alert.signalCount],
    ...[text(alert.acknowledgedAt), alert.acknowledgedBy?.name ?? null],
    ...[text(alert.resolvedAt), alert.resolvedBy?.name ?? null, alert.suppressedReason, alert.notPagedBecause],
    ...[alert.page?.id ?? null, alert.page?.alertCount ?? null, labels.sort().join('; ')],
  ];
}
