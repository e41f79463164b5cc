/** The rest of Alertmanager's API beside the alerts that are pushed, for amtool, Grafana and the like. */
import type { Database } from '../../../platform/db/database.ts';
import type { Source } from '../../rulebook/rulebook.ts';
import { jsonReply } from '../../source-types/reply.ts';
import type { Reply, SourceRequest } from '../../source-types/source.ts';
import { answerAlerts } from './alerts.ts';
import { answerSilence, answerSilences, createSilence, expireSilence } from './silences.ts';

type Tools = { db: Database; startedAt: Date };

/** Null for what is not one of its calls, such as a push of alerts. */
export function answerAlertmanager(
  { db, startedAt }: Tools,
  source: Source,
  request: SourceRequest,
  query: string,
): Promise<Reply> | null {
  const [, path = '', id] =
    /^\/api\/v2\/(status|receivers|alerts\/groups|alerts|silences?)(?:\/([\w-]{1,64}))?\/?$/.exec(request.path) ?? [];
  const asked = new URLSearchParams(query.slice(0, 8_000));
  const { method } = request;
  const call = `${method === 'HEAD' ? 'GET' : method} ${path}${id === undefined ? '' : '/id'}`;
  switch (call) {
    case 'GET status':
      return Promise.resolve(jsonReply(200, statusOf(startedAt)));
    case 'GET receivers':
      return Promise.resolve(jsonReply(200, [{ name: source.slug }]));
    case 'GET alerts':
    case 'GET alerts/groups':
      return answerAlerts(db, source, asked, path === 'alerts/groups');
    case 'GET silences':
      return answerSilences(db, source, asked);
    case 'POST silences':
      return createSilence(db, source, request);
    case 'GET silence/id':
      return answerSilence(db, source, id!);
    case 'DELETE silence/id':
      return expireSilence(db, source, id!);
    default:
      return null;
  }
}

/** Clients read the version to know how to speak; what stands here is the API that is spoken. */
function statusOf(startedAt: Date) {
  const versionInfo = { version: '0.27.0', revision: '', branch: '', buildUser: '', buildDate: '', goVersion: '' };
  return {
    cluster: { name: 'evenkeel', status: 'disabled', peers: [] },
    versionInfo,
    config: { original: '# Evenkeel: its routes and policies stand in its own configuration.' },
    uptime: startedAt.toISOString(),
  };
}
