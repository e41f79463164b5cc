import * as contract from '../../../contract/learn/recurrences.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import { decideRecurrence, readRecurrences } from './actions.ts';

export const recurrenceHandlers: Handler[] = [
  implement(contract.listRecurrences, (ctx, { params }) => readRecurrences(ctx, params.id)),
  implement(contract.decideRecurrence, (ctx, { params, body }) =>
    decideRecurrence(ctx, params.id, params.earlierId, body),
  ),
];
