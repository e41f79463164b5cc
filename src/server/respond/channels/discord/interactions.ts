/** Presses of buttons: https://docs.discord.com/developers/interactions/overview */
import { createPublicKey, verify } from 'node:crypto';
import { z } from 'zod';
import { parsedJson } from '../exchange.ts';
import { withLink } from '../markdown.ts';
import type { Handled, Inbound, InboundReply, InboundRequest, PageAction } from '../provider.ts';

const mostSecondsApart = 300;
/** What stands before the 32 bytes of an Ed25519 key in SubjectPublicKeyInfo (RFC 8410). */
const keyPrefix = Buffer.from('302a300506032b6570032100', 'hex');

/** @param publicKey 32 bytes in hexadecimal */
export function isSignedByDiscord({ headers, body }: InboundRequest, publicKey: string, nowMs: number): boolean {
  const stamp = headers['x-signature-timestamp'] ?? '';
  const signature = headers['x-signature-ed25519'] ?? '';
  if (!/^\d{1,12}$/.test(stamp) || Math.abs(nowMs / 1000 - Number(stamp)) > mostSecondsApart) return false;
  if (!/^[0-9a-f]{128}$/i.test(signature)) return false;
  const key = createPublicKey({
    key: Buffer.concat([keyPrefix, Buffer.from(publicKey, 'hex')]),
    format: 'der',
    type: 'spki',
  });
  return verify(null, Buffer.concat([Buffer.from(stamp), body]), key, Buffer.from(signature, 'hex'));
}

const user = z.object({ id: z.string().max(30) });
const pressSchema = z.object({
  type: z.literal(3),
  id: z.string().max(30),
  data: z.object({ custom_id: z.string().max(100) }),
  user: user.optional(),
  member: z.object({ user }).optional(),
});

/** What a signed request means; null for anything but a ping and a press. */
export function readInteraction(body: Buffer, channel: string): Inbound | null {
  const payload = parsedJson(body.toString('utf8'));
  if (z.object({ type: z.literal(1) }).safeParse(payload).success)
    return { happenings: [], answer: () => json({ type: 1 }) };
  const read = pressSchema.safeParse(payload);
  if (!read.success) return null;
  const { id, data, user: alone, member } = read.data;
  const [, action, token] = /^(acknowledge|escalate|resolve):(\S{1,80})$/.exec(data.custom_id) ?? [];
  const identity = (member?.user ?? alone)?.id;
  if (action === undefined || token === undefined || identity === undefined) return null;
  return {
    happenings: [
      { kind: 'press', key: id, action: action as PageAction, token, by: { channel, identity }, isPrivate: true },
    ],
    answer: ([handled]) => answered(handled),
  };
}

const onlyForThem = 64;

/** A note that only the presser sees; the message itself is changed by who ends the page. */
function answered(handled: Handled | undefined): InboundReply {
  if (!handled?.text) return json({ type: 6 });
  const content = withLink(handled).slice(0, 2_000);
  return json({ type: 4, data: { content, flags: onlyForThem, allowed_mentions: { parse: [] } } });
}

function json(value: object): InboundReply {
  return { status: 200, contentType: 'application/json', body: JSON.stringify(value) };
}
