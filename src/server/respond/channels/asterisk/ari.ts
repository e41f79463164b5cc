/** Asterisk's REST interface, as far as calls need it. */
import { createHash } from 'node:crypto';
import { exchange } from '../exchange.ts';
import type { AsteriskIo, AsteriskSettings } from './settings.ts';

export const authorizationOf = ({ username, password }: AsteriskSettings) =>
  `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;

/** @param resource below `/ari/`, its ids encoded */
export function ask(io: AsteriskIo, method: 'GET' | 'POST' | 'DELETE', resource: string, body?: object) {
  return exchange(io, {
    method,
    url: `${io.settings.url}/ari/${resource}`,
    headers: { authorization: authorizationOf(io.settings) },
    ...(body ? { body: { json: body } } : {}),
  });
}

export const channelPath = (id: string) => `channels/${encodeURIComponent(id)}`;

/** We name our calls ourselves: the same message is one call, and others' calls are not ours. */
const prefix = 'evenkeel-';
export const channelIdOf = (idempotencyKey: string, number: string) =>
  prefix + createHash('sha256').update(`${idempotencyKey}\n${number}`).digest('hex').slice(0, 32);
export const isOurs = (channelId: string) => channelId.startsWith(prefix);

/** What a call is about; Asterisk hands it back when somebody has picked up. */
export type CallState = { token?: string | undefined; number: string; sentences: string[]; code?: string | undefined };

export const writeState = (state: CallState) => Buffer.from(JSON.stringify(state)).toString('base64url');

export function readState(text: unknown): CallState | null {
  try {
    const state = JSON.parse(Buffer.from(String(text), 'base64url').toString('utf8')) as CallState;
    return Array.isArray(state.sentences) && typeof state.number === 'string' ? state : null;
  } catch {
    return null;
  }
}

export const canSpeak = ({ audio }: AsteriskSettings) => audio.includes('{text}');

/** A text as what Asterisk can play; without a voice the one recording there is. */
export function spoken({ audio }: AsteriskSettings, text: string): string {
  if (!audio.includes('{text}')) return audio;
  const whole = [...text]
    .slice(0, 500)
    .join('')
    .replace(/\p{Surrogate}/gu, '\ufffd');
  return `sound:${audio.replaceAll('{text}', encodeURIComponent(whole))}`;
}
