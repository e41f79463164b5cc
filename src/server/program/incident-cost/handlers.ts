import * as contract from '../../../contract/program/costs/incident-cost.ts';
import { incidentKey } from '../../../domain/respond/incidents/incident-key.ts';
import { streamCsv } from '../../platform/http/csv-stream.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import * as actions from './actions.ts';

/** Each brings its visits and roles with it. */
const exportPageIncidents = 200;

export const incidentCostHandlers: Handler[] = [
  implement(contract.readIncidentCost, (ctx, { params }) => actions.readIncidentCost(ctx.db, params.id)),
  implement(contract.setIncidentCredits, (ctx, { params, body, ifMatch }) =>
    actions.setCredits(ctx, params.id, body, ifMatch),
  ),
  implement(contract.listIncidentCosts, async (ctx, { query }) => ({
    items: await actions.readIncidentCosts(ctx.db, [query.ids].flat()),
  })),
  implement(contract.exportIncidentCosts, (ctx, { query, ...io }) =>
    streamCsv(io, {
      name: 'incident-costs.csv',
      header: [
        ...['incident', 'currency', 'low', 'high', 'is_at_least', 'people_low', 'people_high', 'impact_low'],
        ...['impact_high', 'credits_low', 'credits_high', 'assumptions_of', 'is_settled'],
      ],
      lineOf: csvLineOf,
      read: (cursor) => actions.listAllCosts(ctx.db, query, exportPageIncidents, cursor),
    }),
  ),
];

/** Amounts in minor units of the currency, empty where nothing is known. */
function csvLineOf({ incidentId, currency, total, isAtLeast, parts, ...cost }: actions.CostPage['items'][number]) {
  const part = (key: (typeof parts)[number]['key']) => {
    const amount = parts.find((one) => one.key === key)?.amount;
    return [amount?.low ?? null, amount?.high ?? null];
  };
  return [
    ...[incidentKey(incidentId), currency, total?.low ?? null, total?.high ?? null, isAtLeast],
    ...[...part('people'), ...part('impact'), ...part('credits')],
    ...[cost.assumedAt?.toISOString() ?? null, cost.isSettled],
  ];
}
