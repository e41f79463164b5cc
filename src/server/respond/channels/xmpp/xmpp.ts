/** XMPP (Jabber): messages of an account of one's own, over WebSockets. */
import { createHash } from 'node:crypto';
import { Element } from 'ltx';
import { z } from 'zod';
import { cleanText } from '../../../../domain/text.ts';
import { EgressProblem } from '../../../platform/egress/problem.ts';
import { defineCarriedChannel, type Outcome, type Reference } from '../channel.ts';
import { providerRefused } from '../exchange.ts';
import type { ChangedMessage, Message } from '../message.ts';
import { carry, defineProvider, type ProviderIo } from '../provider.ts';
import { bodyWithLinks, subjectOf } from '../wording.ts';
import { listenAs } from './listen.ts';
import { bareOf, openSession, SignInRefused } from './session.ts';

const jid = z
  .string()
  .trim()
  .max(500)
  .regex(/^[^\s@/"&'<>:]+@[^\s@/<>]+$/, 'must be an address such as ana@example.org');
const toSchema = z.object({ jid });
type To = z.infer<typeof toSchema>;

export const xmpp = defineCarriedChannel<To>({
  channel: 'xmpp',
  title: 'XMPP',
  icon: 'message-square-dot',
  description: 'A message in Conversations or another XMPP app; reply with a short code to acknowledge.',
  whereToLook: 'Your XMPP app shows it, perhaps as a message of somebody you do not know.',
  timeoutMs: 25_000,
  settingsSchema: toSchema,
  fields: [{ key: 'jid', label: 'Address', kind: 'text', help: 'Your XMPP address.', placeholder: 'ana@example.org' }],
  abilities: {
    ...{ acknowledgeLink: true, acknowledgeAction: false, reply: true, receipt: false, update: true },
    wakes: 'no',
  },
  isVerified: false,
  describe: (to) => to.jid,
  identityOf: (to) => bareOf(to.jid),
  settingsOf: (jid) => ({ jid }),
});

const settingsSchema = z.object({
  url: z.url({ protocol: /^wss?$/, error: 'must be a wss or ws URL' }).max(500),
  jid,
  password: z.string().min(1).max(1_000),
});
export type XmppSettings = z.infer<typeof settingsSchema>;

export const xmppAccount = defineProvider<XmppSettings>({
  kind: 'xmpp',
  title: 'XMPP account',
  icon: 'message-square-dot',
  description: 'Messages of an account on an XMPP server that takes WebSockets; works without any inbound connection.',
  settingsSchema,
  fields: [
    {
      key: 'url',
      label: 'WebSocket address',
      kind: 'url',
      help: 'A private address must be allowed by the operator (EVENKEEL_EGRESS_ALLOW).',
      placeholder: 'wss://xmpp.example.org:5281/xmpp-websocket',
    },
    {
      key: 'jid',
      label: 'Address of the account',
      kind: 'text',
      help: 'Of Evenkeel.',
      placeholder: 'evenkeel@example.org',
    },
    { key: 'password', label: 'Password', kind: 'secret', help: 'Of that account.' },
  ],
  describe: (settings) => settings.jid,
  destinationsOf: ({ url }) => [url.replace(/^ws/, 'http')],
  steps: () => [
    {
      title: 'Let the server take WebSockets',
      text: 'Prosody: add this module; ejabberd: the request handler ejabberd_http_ws. Servers without it do not work.',
      code: 'modules_enabled = { "websocket" }',
    },
    {
      title: 'Create an account for Evenkeel',
      text: 'Enter its address and password here.',
      code: 'prosodyctl adduser evenkeel@example.org',
    },
    {
      title: 'Each person',
      text: 'They enter their address under their contact methods. Messages are not encrypted from end to end (OMEMO), and rooms are not supported.',
    },
  ],
  carries: [carry<XmppSettings, To>(xmpp, { send, update })],
  listen: listenAs(xmpp.channel),
});

const mostBytes = 6_000;
const withinMs = 18_000;

function send(message: Message, to: To, io: ProviderIo<XmppSettings>): Promise<Outcome> {
  return write(message, idOf(message, to), to, io);
}

/** Apps that do not know corrections (XEP-0308) show it as another message. */
function update(message: ChangedMessage, { id }: Reference, to: To, io: ProviderIo<XmppSettings>) {
  return write(message, idOf(message, to), to, io, String(id));
}

const idOf = ({ idempotencyKey }: Message, { jid }: To) =>
  createHash('sha256').update(`${idempotencyKey} ${jid}`).digest('hex').slice(0, 32);

/** @param replaced the id of the message that it stands for from now on */
async function write(
  message: Message,
  id: string,
  to: To,
  io: ProviderIo<XmppSettings>,
  replaced?: string,
): Promise<Outcome> {
  const stop = AbortSignal.any([AbortSignal.timeout(withinMs), ...(io.signal ? [io.signal] : [])]);
  let isWritten = false;
  try {
    const session = await openSession(io.egress, io.settings, stop);
    const stanza = chatMessage(to.jid, `${subjectOf(message)}\n\n${bodyWithLinks(message, mostBytes)}`, id);
    if (replaced !== undefined) stanza.c('replace', { xmlns: 'urn:xmpp:message-correct:0', id: replaced });
    session.send(stanza);
    isWritten = true;
    // The server reads in order: what answers this has read the message.
    const ping = new Element('iq', { xmlns: 'jabber:client', type: 'get', id: 'ping' });
    ping.c('ping', { xmlns: 'urn:xmpp:ping' });
    session.send(ping);
    for (let stanza = await session.next(); stanza !== null; stanza = await session.next()) {
      if (stanza.name === 'message' && stanza.attrs.type === 'error' && stanza.attrs.id === id) {
        await session.close();
        return refusal(stanza);
      }
      if (stanza.name !== 'iq' || stanza.attrs.id !== 'ping') continue;
      await session.close();
      return { outcome: 'sent', providerId: id, reference: { id } };
    }
    throw new EgressProblem('reset', 'the server ended the session');
  } catch (error) {
    if (error instanceof SignInRefused) return providerRefused(error.message);
    if (error instanceof EgressProblem)
      throw new EgressProblem(error.code, error.message, { mayHaveArrived: isWritten });
    throw error;
  }
}

function chatMessage(to: string, text: string, id: string): Element {
  const stanza = new Element('message', { xmlns: 'jabber:client', type: 'chat', to, id });
  // XML has no place for these two.
  stanza.c('body').t(cleanText(text, 20_000).replace(/[\ufffe\uffff]/g, ''));
  return stanza;
}

function refusal(stanza: Element): Outcome {
  const type = stanza.getChild('error')?.attrs.type;
  if (type === 'wait')
    return { outcome: 'retry', afterSeconds: 30, reason: 'the server asks to wait', isProviderFault: true };
  return { outcome: 'failed', reason: 'the server says that this address takes no messages' };
}
