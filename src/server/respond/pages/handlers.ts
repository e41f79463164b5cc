import * as alertContract from '../../../contract/respond/alert-response.ts';
import * as contract from '../../../contract/respond/pages.ts';
import { severityLabel } from '../../../domain/severity.ts';
import { exportPageRows, streamCsv } from '../../platform/http/csv-stream.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import * as actions from './actions.ts';
import * as alertActions from './alert-actions.ts';
import { countPages, listPages, type PageRow } from './store.ts';

/** `wake` starts the engine at once after a change that asks people. */
export function pageHandlers(wake: () => void): Handler[] {
  const woken = async <T>(change: Promise<T>) => {
    const result = await change;
    wake();
    return result;
  };
  return [
    implement(contract.listPages, (ctx, { query: { limit, cursor, sort, ...filter } }) =>
      listPages(ctx.db, filter, sort, limit, cursor),
    ),
    implement(contract.countMatchingPages, (ctx, { query }) => countPages(ctx.db, query)),
    implement(contract.exportPages, (ctx, { query: { sort, ...filter }, ...io }) =>
      streamCsv(io, {
        name: 'pages.csv',
        header,
        lineOf,
        read: (cursor) => listPages(ctx.db, filter, sort, exportPageRows, cursor),
      }),
    ),
    implement(contract.getPage, (ctx, { params }) => actions.getPage(ctx, params.id)),
    implement(contract.createPage, (ctx, { body }) => woken(actions.createPage(ctx, body))),
    implement(contract.acknowledgePage, (ctx, { params }) => actions.acknowledgePage(ctx, params.id)),
    implement(contract.unacknowledgePage, (ctx, { params }) => woken(actions.unacknowledgePage(ctx, params.id))),
    implement(contract.snoozePage, (ctx, { params, body }) => actions.snoozePage(ctx, params.id, body.until)),
    implement(contract.unsnoozePage, (ctx, { params }) => actions.unsnoozePage(ctx, params.id)),
    implement(contract.reassignPage, (ctx, { params, body }) =>
      woken(actions.reassignPage(ctx, params.id, body.target)),
    ),
    implement(contract.resolvePage, (ctx, { params }) => actions.resolvePage(ctx, params.id)),
    implement(contract.escalatePage, (ctx, { params }) => woken(actions.escalatePage(ctx, params.id))),
    implement(contract.reopenPage, (ctx, { params, body }) => woken(actions.reopenPage(ctx, params.id, body.reason))),
    implement(contract.declinePage, (ctx, { params }) => woken(actions.declinePage(ctx, params.id))),
    implement(contract.addResponders, (ctx, { params, body }) => woken(actions.addResponders(ctx, params.id, body))),
    implement(contract.respondToPages, (ctx, { body }) => woken(actions.respondToPages(ctx, body))),
    implement(alertContract.reopenAlert, (ctx, { params, body }) =>
      woken(alertActions.reopenAlert(ctx, params.id, body.reason)),
    ),
    implement(alertContract.acknowledgeAlert, (ctx, { params }) => alertActions.acknowledgeAlert(ctx, params.id)),
    implement(alertContract.unacknowledgeAlert, (ctx, { params }) =>
      woken(alertActions.unacknowledgeAlert(ctx, params.id)),
    ),
    implement(alertContract.snoozeAlert, (ctx, { params, body }) =>
      alertActions.snoozeAlert(ctx, params.id, body.until),
    ),
    implement(alertContract.unsnoozeAlert, (ctx, { params }) => alertActions.unsnoozeAlert(ctx, params.id)),
    implement(alertContract.resolveAlert, (ctx, { params }) => alertActions.resolveAlert(ctx, params.id)),
  ];
}

const header = [
  ...['id', 'state', 'severity', 'urgency', 'kind', 'title', 'service', 'policy', 'incident', 'alerts', 'opened_at'],
  ...['acknowledged_at', 'acknowledged_by', 'snoozed_until', 'resolved_at'],
];

function lineOf(page: PageRow) {
  const text = (at: Date | string | null) => at && new Date(at).toISOString();
  return [
    ...[page.id, page.state, severityLabel(page.severity), page.urgency, page.kind, page.title],
    ...[page.service?.name ?? null, page.policy?.name ?? null, page.incidentId, page.alertCount, text(page.openedAt)],
    ...[text(page.acknowledgedAt), page.acknowledgedBy?.name ?? null, text(page.snoozedUntil), text(page.resolvedAt)],
  ];
}
