/** What a service of one's own reports: replies with a code, the token of a button, what became of a message. */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { singleLine } from '../../../../domain/text.ts';
import type { Happening, Inbound, InboundRequest, PageAction, ProviderIo, Sender } from '../provider.ts';
import { delivered, noNews, notDelivered } from '../reports.ts';
import { textAtPath } from './json-path.ts';
import type { CustomSettings } from './settings.ts';

const actions: Record<string, PageAction> = {
  ...{ acknowledge: 'acknowledge', ack: 'acknowledge', escalate: 'escalate', resolve: 'resolve' },
  decline: 'decline',
};

export async function receive(
  request: InboundRequest,
  { settings, wallNow }: ProviderIo<CustomSettings>,
  channel: string,
  identityOf: (recipient: string) => string,
): Promise<Inbound | null> {
  if (!['POST', 'PUT'].includes(request.method) || !isGenuine(request, settings)) return null;
  const body = readBody(request);
  const at = (path: string | undefined) => (path === undefined ? undefined : textAtPath(body, path));
  const receipt = receiptOf(at(settings.receiptIdPath), at(settings.receiptPath), settings);
  if (receipt) return receipt;
  if (settings.fromPath === undefined) return noNews();
  const from = at(settings.fromPath);
  if (from === undefined) return { happenings: [], answer: () => reply(false, 'No sender was found in it.') };
  const by = { channel, identity: identityOf(from) };
  const key = at(settings.inboundIdPath) ?? keyOf(request.body, wallNow());
  const token = at(settings.buttonPath);
  const text = at(settings.textPath);
  const happening: Happening | null =
    token !== undefined && token !== ''
      ? pressOf(key, token, at(settings.actionPath), by)
      : text !== undefined
        ? { kind: 'reply', key, text, by }
        : null;
  if (!happening)
    return { happenings: [], answer: () => reply(false, 'Neither a text nor an action was found in it.') };
  return { happenings: [happening], answer: ([handled]) => reply(handled?.isDone ?? false, handled?.text ?? '') };
}

/** Null where it says of no message that it has come to its end. */
function receiptOf(messageId: string | undefined, state: string | undefined, settings: CustomSettings): Inbound | null {
  if (!messageId || !state) return null;
  const isAmong = (list = '') => list.split(',').some((each) => sameWord(each) === sameWord(state));
  if (isAmong(settings.deliveredValues)) return delivered(messageId, state);
  if (!isAmong(settings.failedValues)) return null;
  return notDelivered(messageId, state, `the service reports: ${singleLine(state, 60)}`);
}

const sameWord = (word: string) => word.trim().toLowerCase();

function pressOf(key: string, token: string, wanted: string | undefined, by: Sender) {
  const action = actions[(wanted ?? 'acknowledge').trim().toLowerCase()];
  return action ? { kind: 'press' as const, key, action, token, by } : null;
}

function isGenuine({ query, headers, body }: InboundRequest, settings: CustomSettings): boolean {
  const { inbound, inboundSecret, signatureHeader = '', signatureAlgorithm } = settings;
  if (inboundSecret === undefined) return false;
  if (inbound === 'query') return isEqual(query.get('secret') ?? '', inboundSecret);
  if (inbound !== 'hmac') return false;
  const given = (headers[signatureHeader.toLowerCase()] ?? '').trim().replace(/^(sha(1|256|512)|v\d)=/i, '');
  const made = createHmac(signatureAlgorithm, inboundSecret).update(body).digest();
  return isEqual(given.toLowerCase(), made.toString('hex')) || isEqual(given, made.toString('base64'));
}

/** In a time that does not tell how much of it is right. */
function isEqual(given: string, right: string): boolean {
  const [a, b] = [given, right].map((text) => createHash('sha256').update(text).digest());
  return timingSafeEqual(a!, b!);
}

function readBody({ body, headers }: InboundRequest): unknown {
  const text = body.toString('utf8');
  try {
    return JSON.parse(text);
  } catch {
    const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded');
    return isForm ? Object.fromEntries(new URLSearchParams(text)) : undefined;
  }
}

/** Without an id: what comes again within the minute is a repeat, what comes later was meant again. */
function keyOf(body: Buffer, now: number): string {
  return createHash('sha256')
    .update(body)
    .update(String(Math.floor(now / 60_000)))
    .digest('hex');
}

const reply = (isDone: boolean, text: string) => ({
  status: 200,
  contentType: 'application/json; charset=utf-8',
  body: JSON.stringify({ done: isDone, text }),
});
