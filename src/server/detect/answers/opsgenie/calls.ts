/** The Alert API as its clients read it: what became of a request, one alert, a list, a count. */
import type { Queryable } from '../../../platform/db/database.ts';
import type { Meant } from '../../ingest/accept.ts';
import type { Source } from '../../rulebook/rulebook.ts';
import { readOpsgeniePath } from '../../source-types/opsgenie-api/opsgenie-api.ts';
import { opsgenieAnswer, opsgenieProblem, positionOfRequestId } from '../../source-types/opsgenie-api/reply.ts';
import type { Reply, SourceRequest } from '../../source-types/source.ts';
import { countAlertsOf, listAlertsOf } from './alert-list.ts';
import { shownAlert, shownNote } from './alert-shape.ts';
import { becameOf } from './request-status.ts';
import * as store from './store.ts';

type Tools = { db: Queryable; publicUrl: () => string };

export async function answerOpsgenie({ db, publicUrl }: Tools, source: Source, request: SourceRequest): Promise<Reply> {
  const { id, verb } = readOpsgeniePath(request.path)!;
  if (id === null) return listAlertsOf(db, source, request, publicUrl());
  if (id === 'count' && verb === '') return countAlertsOf(db, source, request);
  if (id === 'requests') return statusOf(db, source, verb);
  const requests = /^requests$/.test(id);
  const alert = requests ? null : await store.findAlert(db, source.id, keyOf(id, request));
  if (!alert) return opsgenieProblem(404, 'Alert not found. It may not have been processed yet.');
  switch (verb) {
    case '':
      return opsgenieAnswer(200, { data: shownAlert(alert, source) });
    case 'notes':
      return opsgenieAnswer(200, { data: (await store.listNotes(db, alert.id)).map(shownNote), paging: {} });
    default:
      return opsgenieProblem(404, `There is nothing to read at ${verb.slice(0, 30)}.`);
  }
}

async function statusOf(db: Queryable, source: Source, requestId: string): Promise<Reply> {
  const position = positionOfRequestId(requestId);
  const status = position && (await becameOf(db, source, position));
  return status
    ? opsgenieAnswer(200, { data: status }, requestId)
    : opsgenieProblem(404, 'Request not found. It may not have been processed yet.');
}

/** An alert by its number is looked up, so that what is kept names it by its alias; else the name is the alias. */
export function lookUpOpsgenieAlert(db: Queryable, source: Source, request: SourceRequest): Promise<Meant> | null {
  const { id } = readOpsgeniePath(request.path)!;
  if (id === null || keyOf(id, request).alertId === null) return null;
  return named(db, source, request, id);
}

async function named(db: Queryable, source: Source, request: SourceRequest, id: string): Promise<Meant> {
  const alert = await store.findAlert(db, source.id, keyOf(id, request));
  const path = alert ? request.path.replace(/^(\/v2\/alerts\/)[^/]+/, `$1${encodeURIComponent(alert.dedupKey)}`) : null;
  return { kind: 'meant', source, request: path === null ? request : { ...request, path } };
}

/** How a path names an alert: by default by id, and a text that is no number can only be an alias. */
function keyOf(id: string, { query }: SourceRequest): store.NamedAlert {
  const isNumber = /^\d{1,15}$/.test(id) && query.identifierType !== 'alias';
  return { alertId: isNumber ? Number(id) : null, alias: id };
}
