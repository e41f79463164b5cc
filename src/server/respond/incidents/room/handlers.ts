import * as contract from '../../../../contract/respond/incidents/room.ts';
import { type Handler, implement } from '../../../platform/http/handler.ts';
import type { Woken } from '../../woken.ts';
import { pageIntoIncident } from '../incident/call-people.ts';
import { readRoom } from './actions.ts';
import { joinIncident } from './presence.ts';

export function roomHandlers(woken: Woken): Handler[] {
  return [
    implement(contract.getIncident, (ctx, { params }) => readRoom(ctx.db, params.id)),
    implement(contract.pageIntoIncident, (ctx, { params, body }) => woken(pageIntoIncident(ctx, params.id, body))),
    implement(contract.joinIncident, (ctx, { params }) => joinIncident(ctx, params.id)),
  ];
}
