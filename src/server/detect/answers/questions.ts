/**
 * What senders ask, and what they name by ids of ours. A key reaches the alerts of its own source and nothing else;
 * what it reads names no person.
 */
import type { Database } from '../../platform/db/database.ts';
import type { Questions } from '../ingest/accept.ts';
import { oncallHeartbeatPath } from '../ingest/place.ts';
import type { RulebookCache } from '../rulebook/cache.ts';
import { isOpsgeniePath } from '../source-types/opsgenie-api/opsgenie-api.ts';
import { answerAlertmanager } from './alertmanager/calls.ts';
import { lookUpOncallHeartbeat } from './oncall-heartbeat.ts';
import { answerOpsgenie, lookUpOpsgenieAlert } from './opsgenie/calls.ts';
import { isHeartbeatPath, lookUpHeartbeat } from './opsgenie/heartbeat.ts';

export type AnswerTools = { db: Database; rulebook: RulebookCache; publicUrl: () => string };

const speaksOpsgenie = (type: string) => type === 'opsgenie-api' || type === 'generic';

export function createQuestions(tools: AnswerTools): Questions {
  const known = { db: tools.db, startedAt: new Date(Date.now() + tools.rulebook.clockOffsetMs()) };
  return {
    answer(source, request, query) {
      if (source.type.type === 'alertmanager-api') return answerAlertmanager(known, source, request, query);
      const reads = request.method === 'GET' || request.method === 'HEAD';
      if (reads && speaksOpsgenie(source.type.type) && isOpsgeniePath(request.path)) {
        return answerOpsgenie(tools, source, request);
      }
      return null;
    },
    lookUp(source, request) {
      if (request.path === oncallHeartbeatPath) return lookUpOncallHeartbeat(source, request);
      if (isHeartbeatPath(request.path)) return lookUpHeartbeat(tools.rulebook, source, request);
      if (speaksOpsgenie(source.type.type) && isOpsgeniePath(request.path)) {
        return lookUpOpsgenieAlert(tools.db, source, request);
      }
      return null;
    },
  };
}
