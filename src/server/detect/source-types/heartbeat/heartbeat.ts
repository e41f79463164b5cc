import { z } from 'zod';
import { cleanText, cutText } from '../../../../domain/detect/clean-text.ts';
import { readText } from '../reading/read-body.ts';
import { plainReply } from '../reply.ts';
import type { CommonSettings } from '../settings.ts';
import type { SourceType } from '../source.ts';

export type HeartbeatSettings = CommonSettings & { allowGet?: boolean | undefined };

/** A job that reports that it ran. Its silence, judged elsewhere, is what raises the alert. */
export const heartbeat: SourceType<HeartbeatSettings> = {
  type: 'heartbeat',
  title: 'Heartbeat',
  description: 'A job calls this address when it has run. An alert is raised when it does not.',
  endpoints: [
    { method: 'POST', path: '/in/{key}', description: 'The job has run. The body, if any, is kept as a note.' },
    { method: 'GET', path: '/in/{key}', description: 'The same, where the source allows it.' },
  ],
  readsHeaders: [],
  settings: {
    schema: z.object({ allowGet: z.boolean().optional() }),
    fields: [
      {
        key: 'allowGet',
        label: 'Accept GET',
        kind: 'switch',
        help: 'For jobs that can only GET. Link previews and crawlers also GET, and would make a dead job look alive.',
      },
    ],
  },
  setup(baseUrl, key) {
    const address = `${baseUrl}/in/${key}`;
    return [
      {
        title: 'Call it at the end of the job',
        text: 'Only after success: && is what makes the silence mean something.',
        language: 'shell',
        code: `0 3 * * * /usr/local/bin/backup && curl -fsS -m 10 --retry 5 -X POST -o /dev/null ${address}`,
      },
    ];
  },
  parse(request, settings) {
    if (request.path !== '' && request.path !== '/') {
      const detail = 'A heartbeat has no address below its key.';
      return { kind: 'rejected', status: 404, code: 'unknown_path', detail, errors: [detail] };
    }
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    if (isRead && settings.allowGet !== true) {
      const detail = 'This heartbeat accepts POST only. GET can be allowed in its settings.';
      return { kind: 'rejected', status: 405, code: 'method_not_allowed', detail, errors: [detail] };
    }
    return { kind: 'ping', note: cutText(cleanText(readText(request).trim()), 2_000) };
  },
  reply: plainReply,
};
