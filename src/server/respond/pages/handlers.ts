import * as alertContract from '../../../contract/respond/alert-response.ts';
import * as contract from '../../../contract/respond/pages/page.ts';
import * as responses from '../../../contract/respond/pages/responses.ts';
import { severityLabel } from '../../../domain/severity.ts';
import { exportPageRows, streamCsv } from '../../platform/http/csv-stream.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import { wokenBy } from '../woken.ts';
import * as actions from './actions.ts';
import * as alertActions from './alert-actions.ts';
import { countPages, listPages, type PageRow } from './store.ts';

/** `wake` starts the engine at once after a change that asks people. */
export function pageHandlers(wake: () => void): Handler[] {
  const woken = wokenBy(wake);
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
    implement(responses.createPage, (ctx, { body }) => woken(actions.createPage(ctx, body))),
    implement(responses.acknowledgePage, (ctx, { params }) => actions.acknowledgePage(ctx, params.id)),
    implement(responses.unacknowledgePage, (ctx, { params }) => woken(actions.unacknowledgePage(ctx, params.id))),
    implement(responses.snoozePage, (ctx, { params, body }) => actions.snoozePage(ctx, params.id, body.until)),
    implement(responses.unsnoozePage, (ctx, { params }) => actions.unsnoozePage(ctx, params.id)),
    implement(responses.setPageFeedback, (ctx, { params, body }) =>
      actions.setPageFeedback(ctx, params.id, body.answer),
    ),
    implement(responses.reassignPage, (ctx, { params, body }) =>
      woken(actions.reassignPage(ctx, params.id, body.target)),
    ),
    implement(responses.resolvePage, (ctx, { params }) => actions.resolvePage(ctx, params.id)),
    implement(responses.escalatePage, (ctx, { params }) => woken(actions.escalatePage(ctx, params.id))),
    implement(responses.reopenPage, (ctx, { params, body }) => woken(actions.reopenPage(ctx, params.id, body.reason))),
    implement(responses.declinePage, (ctx, { params }) => woken(actions.declinePage(ctx, params.id))),
    implement(responses.addResponders, (ctx, { params, body }) => woken(actions.addResponders(ctx, params.id, body))),
    implement(responses.respondToPages, (ctx, { body }) => woken(actions.respondToPages(ctx, body))),
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
    implement(alertContract.respondToAlerts, (ctx, { body }) => woken(alertActions.respondToAlerts(ctx, body))),
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
