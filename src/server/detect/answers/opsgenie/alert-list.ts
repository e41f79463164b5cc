/** Lists and counts of the alerts of one source. The search takes what is named here and refuses all else. */
import type { Queryable } from '../../../platform/db/database.ts';
import { decodeCursor, encodeCursor, mostCounted } from '../../../platform/db/paging.ts';
import { type AlertFilter, countMatching, cursorLength, listAlerts } from '../../alerts/store.ts';
import type { Source } from '../../rulebook/rulebook.ts';
import { opsgenieAnswer, opsgenieProblem } from '../../source-types/opsgenie-api/reply.ts';
import type { Reply, SourceRequest } from '../../source-types/source.ts';
import { type AlertSearch, readQuery } from './alert-query.ts';
import { shownAlert } from './alert-shape.ts';
import { listByIds, newestOfKey } from './store.ts';

const usualLimit = 20;
const maxLimit = 100;

export async function listAlertsOf(
  db: Queryable,
  source: Source,
  { query }: SourceRequest,
  baseUrl: string,
): Promise<Reply> {
  const read = readQuery(query.query ?? '');
  if ('refusal' in read) return opsgenieProblem(422, read.refusal, { query: read.refusal });
  if (Number(query.offset ?? 0) > 0) {
    return opsgenieProblem(422, 'Lists have no offset here: follow paging.next.', { offset: 'follow paging.next' });
  }
  if (read.alias !== null) {
    const alert = await newestOfKey(db, source.id, read.alias);
    const fits = alert && (read.state === 'all' || (alert.state === 'resolved') === (read.state === 'resolved'));
    return opsgenieAnswer(200, { data: fits ? [shownAlert(alert, source)] : [], paging: {} });
  }
  const limit = Math.min(maxLimit, Math.max(1, Math.trunc(Number(query.limit)) || usualLimit));
  const order = query.order === 'asc' ? 'oldest' : 'newest';
  const filter = filterOf(source, read);
  const after = readCursor(query.cursor, cursorLength(filter, order));
  if (after === 'unreadable')
    return opsgenieProblem(422, 'The cursor is not one of a list here.', { cursor: 'invalid' });
  const { found, next } = await listAlerts(db, filter, order, after, limit);
  const alerts = await listByIds(
    db,
    source.id,
    found.map(({ id }) => id),
  );
  const again = new URLSearchParams({ ...query, limit: String(limit), cursor: next ? encodeCursor(next) : '' });
  const paging = next ? { next: `${baseUrl}/v2/alerts?${again}` } : {};
  return opsgenieAnswer(200, { data: alerts.map((alert) => shownAlert(alert, source)), paging });
}

export async function countAlertsOf(db: Queryable, source: Source, { query }: SourceRequest): Promise<Reply> {
  const read = readQuery(query.query ?? '');
  if ('refusal' in read) return opsgenieProblem(422, read.refusal, { query: read.refusal });
  if (read.alias !== null) return opsgenieProblem(422, 'Count without an alias.', { query: 'alias' });
  const { count } = await countMatching(db, filterOf(source, read), mostCounted);
  return opsgenieAnswer(200, { data: { count } });
}

function readCursor(cursor: string | undefined, length: number) {
  try {
    return decodeCursor(cursor || undefined, length);
  } catch {
    return 'unreadable' as const;
  }
}

function filterOf(source: Source, { state, severities, text }: AlertSearch): AlertFilter {
  return { state, severities, sourceId: source.id, labels: [], text };
}
