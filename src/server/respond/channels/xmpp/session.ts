/** A session at an XMPP server over a WebSocket (RFC 6120, RFC 7395), in which each frame is one whole element. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Element, parse } from 'ltx';
import type { Egress } from '../../../platform/egress/egress.ts';
import { EgressProblem } from '../../../platform/egress/problem.ts';
import { type ScramMechanism, scram } from './scram.ts';

export type XmppAccount = { url: string; jid: string; password: string };

export type XmppSession = {
  send(stanza: Element): void;
  /** The next stanza; null when the session has ended. @throws EgressProblem when it broke */
  next(): Promise<Element | null>;
  /** Ends it and waits until the server knows: what is sent to it afterwards is kept for the next one. */
  close(): Promise<void>;
};

/** The server does not let us in. */
export class SignInRefused extends Error {}

const longestFarewellMs = 1_000;
const framing = 'urn:ietf:params:xml:ns:xmpp-framing';
const sasl = 'urn:ietf:params:xml:ns:xmpp-sasl';
const binding = 'urn:ietf:params:xml:ns:xmpp-bind';

/** @throws SignInRefused @throws EgressProblem */
export async function openSession(
  egress: Pick<Egress, 'openSocket'>,
  account: XmppAccount,
  signal: AbortSignal | undefined,
): Promise<XmppSession> {
  const { url, jid } = account;
  const [user = '', host = ''] = jid.split('@');
  const socket = await egress.openSocket({ url, protocols: ['xmpp'], signal });
  const frames = socket.messages()[Symbol.asyncIterator]();
  const send = (element: Element) => socket.send(element.toString());

  async function next(): Promise<Element | null> {
    for (;;) {
      const frame = await frames.next();
      if (frame.done) return null;
      const element = read(frame.value);
      if (element.is('close') || element.is('error', 'http://etherx.jabber.org/streams')) return null;
      // A server may write white space between elements.
      if (element.name !== 'open') return element;
    }
  }
  async function need(): Promise<Element> {
    const element = await next();
    if (!element) throw new EgressProblem('reset', 'the server ended the session');
    return element;
  }
  async function untilEnd(): Promise<void> {
    try {
      while ((await next()) !== null);
    } catch {
      // It has ended all the more.
    }
  }
  async function openStream(): Promise<Element> {
    send(new Element('open', { xmlns: framing, to: host, version: '1.0' }));
    return need();
  }

  try {
    const features = await openStream();
    await signIn(features, user, account, send, need);
    await openStream();
    const bind = new Element('iq', { xmlns: 'jabber:client', type: 'set', id: 'bind' });
    bind.c('bind', { xmlns: binding });
    send(bind);
    const bound = await need();
    if (bound.attrs.type !== 'result') throw new SignInRefused('the server gave us no resource');
  } catch (error) {
    socket.close();
    throw error;
  }
  return {
    send,
    next,
    async close() {
      send(new Element('close', { xmlns: framing }));
      await Promise.race([untilEnd(), sleep(longestFarewellMs, undefined, { ref: false })]);
      socket.close();
    },
  };
}

async function signIn(
  features: Element,
  user: string,
  { url, password }: XmppAccount,
  send: (element: Element) => void,
  need: () => Promise<Element>,
): Promise<void> {
  const offered =
    features
      .getChild('mechanisms', sasl)
      ?.getChildren('mechanism')
      .map((each) => each.text()) ?? [];
  const say = (name: string, text: string, attributes = {}) =>
    send(new Element(name, { xmlns: sasl, ...attributes }).t(Buffer.from(text).toString('base64')));
  const accept = (element: Element) => {
    if (element.name === 'failure') throw new SignInRefused('the server refused our sign-in');
    return Buffer.from(element.text(), 'base64').toString('utf8');
  };
  const mechanism = (['SCRAM-SHA-256', 'SCRAM-SHA-1'] as ScramMechanism[]).find((each) => offered.includes(each));
  if (mechanism) {
    const exchange = scram(mechanism, { user, password });
    say('auth', exchange.first, { mechanism });
    say('response', exchange.final(accept(await need())));
    if (!exchange.isProven(accept(await need()))) throw new SignInRefused('the server does not know our password');
    return;
  }
  // It carries the password itself.
  if (!offered.includes('PLAIN') || !url.startsWith('wss:'))
    throw new SignInRefused('the server offers no way to sign in that keeps the password safe');
  say('auth', `\0${user}\0${password}`, { mechanism: 'PLAIN' });
  accept(await need());
}

/** @throws EgressProblem */
function read(frame: string): Element {
  try {
    const element = parse(frame);
    if (element instanceof Element) return element;
  } catch {
    // Below.
  }
  throw new EgressProblem('protocol', 'the server does not speak XMPP');
}

/** The part of an address by which people are known. */
export const bareOf = (jid: string) => jid.split('/')[0]!.toLowerCase();
