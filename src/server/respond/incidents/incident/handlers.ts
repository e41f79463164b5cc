import * as changes from '../../../../contract/respond/incidents/changes.ts';
import * as contract from '../../../../contract/respond/incidents/incident.ts';
import { exportPageRows, streamCsv } from '../../../platform/http/csv-stream.ts';
import { type Handler, implement } from '../../../platform/http/handler.ts';
import type { CertificateCheck } from '../../certificates.ts';
import type { Woken } from '../../woken.ts';
import { changeSeverityCertified, declareCertified } from '../roles/certified.ts';
import { readRoom } from '../room/actions.ts';
import { roomAfter } from '../room/after-change.ts';
import * as actions from './actions.ts';
import { correctInstant } from './correct-instant.ts';
import { csvHeader, csvLineOf } from './export-line.ts';
import { moveIncident } from './move.ts';
import { countIncidents, listIncidents } from './store.ts';

export function incidentHandlers(woken: Woken, check: CertificateCheck): Handler[] {
  return [
    implement(contract.listIncidents, (ctx, { query: { limit, cursor, sort, ...filter } }) =>
      listIncidents(ctx.db, filter, sort, limit, cursor),
    ),
    implement(contract.countMatchingIncidents, (ctx, { query }) => countIncidents(ctx.db, query)),
    implement(contract.exportIncidents, (ctx, { query: { sort, ...filter }, ...io }) =>
      streamCsv(io, {
        name: 'incidents.csv',
        header: csvHeader,
        lineOf: csvLineOf,
        read: (cursor) => listIncidents(ctx.db, filter, sort, exportPageRows, cursor),
      }),
    ),
    implement(changes.declareIncident, async (ctx, { query, body }) =>
      readRoom(ctx.db, await woken(declareCertified(ctx, check, body, query.waiverReason))),
    ),
    implement(changes.updateIncident, (ctx, { params, body, ifMatch }) =>
      roomAfter(woken(actions.updateIncident(ctx, params.id, body, ifMatch)), ctx, params.id),
    ),
    implement(changes.changeIncidentSeverity, (ctx, { params, body }) =>
      roomAfter(woken(changeSeverityCertified(ctx, check, params.id, body)), ctx, params.id),
    ),
    implement(changes.moveIncident, (ctx, { params, body }) =>
      roomAfter(moveIncident(ctx, params.id, body), ctx, params.id),
    ),
    implement(changes.correctIncidentInstant, (ctx, { params, body }) =>
      roomAfter(correctInstant(ctx, params.id, body), ctx, params.id),
    ),
  ];
}
