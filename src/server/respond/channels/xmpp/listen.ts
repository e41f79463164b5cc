import { createHash } from 'node:crypto';
import { Element } from 'ltx';
import type { Listening } from '../provider.ts';
import { bareOf, openSession, type XmppAccount } from './session.ts';

const pauseMs = 2_000;

/** Replies, which the server keeps while nobody listens. */
export const listenAs =
  (channel: string) =>
  async (listening: Listening<XmppAccount>): Promise<void> => {
    const session = await openSession(listening.egress, listening.settings, listening.signal);
    session.send(new Element('presence', { xmlns: 'jabber:client' }));
    for (let stanza = await session.next(); stanza !== null; stanza = await session.next()) {
      const from = String(stanza.attrs.from ?? '');
      // Some apps show messages only of accounts that let themselves be seen.
      if (stanza.name === 'presence' && stanza.attrs.type === 'subscribe')
        session.send(new Element('presence', { xmlns: 'jabber:client', type: 'subscribed', to: from }));
      if (stanza.name === 'iq' && stanza.attrs.type === 'get') session.send(unknownQuestion(stanza));
      const text = stanza.name === 'message' ? textOf(stanza) : null;
      if (text === null || from === '') continue;
      const identity = bareOf(from);
      const key = createHash('sha256')
        .update(`${from} ${stanza.attrs.id ?? stanza.toString()}`)
        .digest('hex');
      const handled = await listening.heard({ kind: 'reply', key, text, by: { channel, identity }, isPrivate: true });
      if (handled.text === '' || handled.isRepeat) continue;
      const answer = new Element('message', { xmlns: 'jabber:client', type: 'chat', to: from });
      answer.c('body').t([handled.text, ...(handled.link ? [handled.link] : [])].join('\n'));
      session.send(answer);
    }
    await listening.pause(pauseMs);
  };

function textOf(message: Element): string | null {
  if (!['chat', 'normal', undefined].includes(message.attrs.type)) return null;
  return message.getChildText('body')?.trim() || null;
}

/** A server that asks and hears nothing takes us for gone. */
function unknownQuestion({ attrs, children }: Element): Element {
  const isPing = children.some((child) => child instanceof Element && child.is('ping', 'urn:xmpp:ping'));
  const answer = new Element('iq', {
    xmlns: 'jabber:client',
    ...(attrs.from ? { to: attrs.from } : {}),
    id: attrs.id,
    type: isPing ? 'result' : 'error',
  });
  if (!isPing)
    answer.c('error', { type: 'cancel' }).c('service-unavailable', { xmlns: 'urn:ietf:params:xml:ns:xmpp-stanzas' });
  return answer;
}
