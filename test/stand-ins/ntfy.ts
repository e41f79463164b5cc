/** Stands in for an ntfy server of 2.16: takes messages, streams topics with their keepalives, and presses buttons. */
import type { ServerResponse } from 'node:http';
import { startService } from './http-service.ts';

type Action = { action: string; label: string; url: string; method?: string; body?: string };
export type NtfyMessage = {
  id: string;
  topic: string;
  title?: string;
  message: string;
  priority?: number;
  click?: string;
  sequence_id?: string;
  actions?: Action[];
};

export async function startNtfy({ token = '' } = {}) {
  const messages: NtfyMessage[] = [];
  const streams: { topic: string; response: ServerResponse }[] = [];

  function publish(topic: string, content: Omit<NtfyMessage, 'id' | 'topic'>) {
    const message = { ...content, id: `m${messages.length + 1}`, topic };
    messages.push(message);
    for (const stream of streams.filter((each) => each.topic === topic)) write(stream.response, message);
    return { ...message, time: 1, event: 'message' };
  }
  const write = (response: ServerResponse, message: object) =>
    response.write(`${JSON.stringify({ time: 1, event: 'message', ...message })}\n`);

  const service = await startService(({ method, path, query, headers, text, json }, response) => {
    const [, topic = '', stream] = path.split('/');
    // Anybody may write to a topic; only we may read, and publish to the root.
    const isOpen = method === 'POST' && topic !== '';
    if (token && !isOpen && headers.authorization !== `Bearer ${token}`)
      return { status: 401, body: { code: 40101, http: 401, error: 'unauthorized' } };
    if (stream === 'json') {
      response.writeHead(200, { 'content-type': 'application/x-ndjson' });
      response.write(`${JSON.stringify({ id: 'o', time: 1, event: 'open', topic })}\n`);
      const after = messages.findIndex(({ id }) => id === query.get('since'));
      for (const message of messages.slice(after + 1)) if (message.topic === topic) write(response, message);
      response.write(`${JSON.stringify({ id: 'k', time: 1, event: 'keepalive', topic })}\n`);
      streams.push({ topic, response });
      return undefined;
    }
    if (topic !== '') return { body: publish(topic, { message: text }) };
    if (!/^[-_A-Za-z0-9]{1,64}$/.test(json?.topic ?? ''))
      return { status: 400, body: { code: 40009, http: 400, error: 'invalid request: topic invalid' } };
    if (Buffer.byteLength(json.message) > 4096) return { status: 413, body: { code: 41301, http: 413 } };
    const { topic: to, ...content } = json;
    return { body: publish(to, content) };
  });

  return {
    ...service,
    messages,
    publish,
    /** The phone does what its button says. */
    async press({ actions = [] }: NtfyMessage, label: string) {
      const { url, method, body } = actions.find((each) => each.label === label)!;
      return (await fetch(url, { method: method ?? 'POST', ...(body ? { body } : {}) })).status;
    },
  };
}
