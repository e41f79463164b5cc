import * as contract from '../../../contract/learn/recurrences.ts';
import { implement, type Route } from '../../platform/http/route.ts';
import { decideRecurrence, readRecurrences } from './actions.ts';

export const recurrenceRoutes: Route[] = [
  implement(contract.listRecurrences, (ctx, { params }) => readRecurrences(ctx, params.id)),
  implement(contract.decideRecurrence, (ctx, { params, body }) =>
    decideRecurrence(ctx, params.id, params.earlierId, body),
  ),
];
