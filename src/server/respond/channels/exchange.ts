/** Requests to providers, whose replies say in their body how it went. */
import type { EgressRequest } from '../../platform/egress/egress.ts';
import type { Outcome, Reference } from './channel.ts';
import { classifyHttp } from './http-outcome.ts';
import type { ProviderIo } from './provider.ts';

/** A provider's reply. What its body holds is for the provider's own code, never for people. */
export type ProviderReply = {
  status: number;
  /** Lower-case names. */
  headers: Record<string, string>;
  text: string;
  /** The body as JSON; undefined when it is none. */
  json: unknown;
};

const timeoutMs = 12_000;
const mostReplyBytes = 16 * 1024;

type Body = { json: unknown } | { form: Record<string, string | string[] | undefined> } | { text: string } | object;

/** One request with a bounded reply. @throws EgressProblem */
export async function exchange(
  io: Pick<ProviderIo<unknown>, 'egress' | 'signal'>,
  request: Omit<EgressRequest, 'body' | 'signal'> & { body?: Body },
): Promise<ProviderReply> {
  const { body, headers, ...rest } = request;
  const framed = frame(body);
  const reply = await io.egress.request({
    timeoutMs,
    maxResponseBytes: mostReplyBytes,
    truncate: true,
    ...rest,
    method: request.method ?? (framed ? 'POST' : 'GET'),
    headers: { ...(framed ? { 'content-type': framed.type } : {}), ...headers },
    ...(framed ? { body: framed.text } : {}),
    signal: io.signal,
  });
  const text = reply.body.toString('utf8');
  return { status: reply.status, headers: reply.headers, text, json: parsedJson(text) };
}

function frame(body: Body | undefined): { type: string; text: string } | null {
  if (body === undefined) return null;
  if ('json' in body) return { type: 'application/json; charset=utf-8', text: JSON.stringify(body.json) };
  if ('text' in body) return { type: 'text/plain; charset=utf-8', text: String(body.text) };
  if (!('form' in body)) return null;
  const fields = new URLSearchParams();
  for (const [name, value] of Object.entries(body.form as Record<string, string | string[] | undefined>))
    for (const one of value === undefined ? [] : [value].flat()) fields.append(name, one);
  return { type: 'application/x-www-form-urlencoded', text: fields.toString() };
}

/** Undefined for what is no JSON. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A text at `path` of a reply, e.g. `result.message_id`; numbers become text. */
export function textAt(value: unknown, path: string): string | undefined {
  let found = value;
  for (const name of path.split('.')) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name)) return undefined;
    found = (found as Record<string, unknown>)[name];
  }
  if (typeof found === 'number' || typeof found === 'boolean') return String(found);
  return typeof found === 'string' ? found : undefined;
}

/**
 * What every provider over HTTP shares: 2xx is sent, 401 and 403 are the provider's own settings, 429 and 5xx may work
 * later. A provider decides first about what means more to it.
 */
export function classifyReply(
  reply: ProviderReply,
  sent: { messageId?: string | undefined; reference?: Reference } = {},
): Outcome {
  const outcome = classifyHttp({
    status: reply.status,
    retryAfter: reply.headers['retry-after'],
    providerId: sent.messageId ?? '',
  });
  if (outcome.outcome === 'sent')
    return {
      outcome: 'sent',
      ...(sent.messageId === undefined ? {} : { providerId: sent.messageId }),
      ...(sent.reference === undefined ? {} : { reference: sent.reference }),
    };
  if (reply.status === 401 || reply.status === 403)
    return { outcome: 'failed', reason: `the provider refused our sign-in (${reply.status})`, isProviderFault: true };
  return { ...outcome, isProviderFault: reply.status === 429 || reply.status >= 500 };
}

/** It refuses us, whoever the message is for: somebody has to look at its settings. */
export function providerRefused(why: string): Outcome {
  return { outcome: 'failed', reason: why, isProviderFault: true };
}
