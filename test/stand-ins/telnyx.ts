/** Stands in for Telnyx: takes messages, calls and commands in calls, and reports with Ed25519 signatures. */
import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { type ServiceReply, startService } from './http-service.ts';

// biome-ignore lint/suspicious/noExplicitAny: bodies as they were sent.
type Sent = any;

export async function startTelnyx() {
  const apiKey = `KEY${randomUUID().replaceAll('-', '')}`;
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const texts: Sent[] = [];
  const calls: Sent[] = [];
  const commands: Sent[] = [];
  const seen = new Map<string, string>();
  const refusal = (status: number, code: string): ServiceReply => ({
    status,
    body: { errors: [{ code, title: 'x' }] },
  });

  const service = await startService(({ path, headers, json }) => {
    if (headers.authorization !== `Bearer ${apiKey}`) return refusal(401, '10009');
    if (path === '/v2/messages') {
      const id = randomUUID();
      texts.push({ ...json, id });
      return { body: { data: { id, to: [{ phone_number: json.to, status: 'queued' }], errors: [] } } };
    }
    if (path === '/v2/calls') {
      const id = seen.get(json.command_id) ?? `v3:${randomUUID()}`;
      if (!seen.has(json.command_id)) calls.push({ ...json, id });
      seen.set(json.command_id, id);
      return { body: { data: { call_control_id: id, is_alive: false } } };
    }
    const [, callId, action] = /^\/v2\/calls\/([^/]+)\/actions\/(\w+)$/.exec(path) ?? [];
    if (!action) return refusal(404, '10005');
    if (!seen.has(json.command_id)) commands.push({ ...json, action, callId: decodeURIComponent(callId!) });
    seen.set(json.command_id, '');
    return { body: { data: { result: 'ok' } } };
  });

  /** @param seconds how old the signature is */
  function signed(event: string, payload: object, { seconds = 0, id = randomUUID() as string } = {}) {
    const body = JSON.stringify({ data: { record_type: 'event', event_type: event, id, payload } });
    const timestamp = String(Math.floor(Date.now() / 1000) - seconds);
    const signature = sign(null, Buffer.from(`${timestamp}|${body}`), privateKey).toString('base64');
    return { body, headers: { 'telnyx-timestamp': timestamp, 'telnyx-signature-ed25519': signature } };
  }

  return {
    settings: {
      ...{ apiKey, from: '+493012345', connection: '1684641123236054244', apiUrl: service.url },
      signedBy: publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64'),
    },
    texts,
    calls,
    commands,
    setFault: service.setFault,
    signed,
    ofCall: (event: string, call: Sent, more: object = {}) =>
      signed(event, {
        call_control_id: call.id,
        client_state: call.client_state,
        from: call.from,
        to: call.to,
        ...more,
      }),
  };
}
