/** What became of an accepted request, told from the log and from the alert as it is. */
import type { Signal } from '../../../../domain/detect/signal.ts';
import type { Queryable } from '../../../platform/db/database.ts';
import type { StoredRequest } from '../../log/entry.ts';
import { rereadRequest } from '../../log/reread.ts';
import type { Source } from '../../rulebook/rulebook.ts';
import { onlyNoted, requestVerbs } from '../../source-types/opsgenie-api/changed-alert.ts';
import { readOpsgeniePath } from '../../source-types/opsgenie-api/opsgenie-api.ts';
import { type AlertOfSource, alertOfKeyAt, loadOutcome, loadRequest } from './store.ts';

/** Null while it has not been absorbed or carried out, and for what is no request of this source. */
export async function becameOf(db: Queryable, source: Source, position: { logId: number; seq: number }) {
  const kept = await loadRequest(db, source.id, position);
  if (!kept?.isAbsorbed) return null;
  const request = kept.request as StoredRequest;
  const received = { request, body: kept.body, receivedAt: kept.receivedAt.getTime() };
  const read = rereadRequest(source, received);
  const signal = read.kind === 'signals' ? read.signals.at(-1) : undefined;
  const { id, verb } = readOpsgeniePath(request.path) ?? { id: null, verb: '' };
  const action = id === null ? 'Create' : actionWords(request.method === 'DELETE' && verb === '' ? 'close' : verb);
  const about = signal && (await alertOfKeyAt(db, source.id, signal.dedupKey, kept.receivedAt));
  const outcome = signal?.update?.request ? await loadOutcome(db, source.id, position) : null;
  if (outcome?.state === 'pending') return null;
  const { isSuccess, status } = outcome
    ? { isSuccess: outcome.state === 'done', status: outcome.outcome ?? '' }
    : told(signal, about ?? null, verb, kept.receivedAt);
  return {
    success: isSuccess,
    isSuccess,
    action,
    status,
    processedAt: kept.receivedAt.toISOString(),
    integrationId: String(source.id),
    alertId: about ? String(about.id) : '',
    alias: about?.dedupKey ?? '',
  };
}

function told(signal: Signal | undefined, about: AlertOfSource | null, verb: string, at: Date) {
  const no = (status: string) => ({ isSuccess: false, status });
  const yes = (status: string) => ({ isSuccess: true, status });
  if (!signal) return no('Nothing to do');
  if (signal.action === 'trigger') {
    if (!about) return no('An older request: the alert had ended when it was received');
    const isNew = Math.abs(about.triggeredAt.getTime() - at.getTime()) <= 1;
    return yes(isNew ? 'Created alert' : 'Alert already exists: it was counted');
  }
  if (!about) return no('Alert does not exist');
  const wasOver = about.resolvedAt !== null && about.resolvedAt.getTime() + 1 < at.getTime();
  if (wasOver) return no('Alert is already closed');
  if ((onlyNoted as readonly string[]).includes(verb)) {
    return no('Noted on the alert: Evenkeel has no custom actions');
  }
  if ((requestVerbs as readonly string[]).includes(verb)) {
    return no(
      signal.update?.request
        ? 'Noted on the alert, not done: an older version of Evenkeel took it'
        : 'Noted on the alert, not done: it does not say what is asked for',
    );
  }
  switch (signal.action) {
    case 'resolve':
      return yes('Closed alert');
    case 'acknowledge':
      return yes('Acknowledged alert');
    case 'unacknowledge':
      return yes('Unacknowledged alert');
    case 'update':
      return yes('Updated alert');
    default:
      return no('This is no call that Evenkeel knows');
  }
}

const words: Record<string, string> = { notes: 'AddNote', tags: 'AddTags', details: 'AddDetails' };
const actionWords = (verb: string) => words[verb] ?? verb.charAt(0).toUpperCase() + verb.slice(1);
