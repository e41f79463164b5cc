import type { Source } from '../../rulebook/rulebook.ts';
import type { AlertOfSource, Note } from './store.ts';

/** An alert in the words of the Alert API. Who acknowledged it is not told: a sender's key names no people. */
export function shownAlert(alert: AlertOfSource, source: Source) {
  const { entity = '', source: origin = '', tags = '', responders: _r, priority: _p, ...details } = alert.labels;
  const id = String(alert.id);
  return {
    ...{ id, tinyId: id, alias: alert.dedupKey, message: alert.title, description: alert.description },
    status: alert.state === 'resolved' ? 'closed' : 'open',
    acknowledged: alert.state === 'acknowledged',
    ...{ isSeen: alert.state !== 'triggered', snoozed: alert.isSnoozed, count: alert.signalCount },
    createdAt: alert.triggeredAt.toISOString(),
    updatedAt: alert.lastSignalAt.toISOString(),
    lastOccurredAt: alert.lastSignalAt.toISOString(),
    ...{ priority: `P${alert.severity}`, source: origin, entity, owner: '', responders: [], actions: [] },
    tags: tags === '' ? [] : tags.split(',').map((tag) => tag.trim()),
    details,
    integration: { id: String(source.id), name: source.name, type: 'API' },
    report: {
      ...(alert.acknowledgedAt && { ackTime: alert.acknowledgedAt.getTime() - alert.triggeredAt.getTime() }),
      ...(alert.resolvedAt && { closeTime: alert.resolvedAt.getTime() - alert.triggeredAt.getTime() }),
    },
  };
}

export function shownNote({ id, at, data }: Note) {
  return { note: data.text ?? '', owner: data.user ?? '', createdAt: at.toISOString(), offset: String(id) };
}
