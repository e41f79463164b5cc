// A situation that senders report, and how the way in which one of them reports it is written down.

import type { SignalAction } from '../../../src/domain/detect/signal.ts';
import type { Severity } from '../../../src/domain/severity.ts';

/** One moment of one condition. Everything but host and check differs from message to message or says how it is. */
export type Situation = {
  host: string;
  check: string;
  isOver: boolean;
  /** The sender's number of the problem, the same for its repeats and its end. */
  problem: number;
  /** The sender's number of what is watched on this host, for ever. */
  monitor: number;
  /** The number of this message or run. */
  event: number;
  /** What was measured. */
  value: number;
  /** ISO 8601, and seconds since 1970. */
  at: string;
  seconds: number;
  /** The first word while it lasts, the second when it is over. */
  say<Bad, Good>(bad: Bad, good: Good): Bad | Good;
};

export type Body = {
  /** Text goes out as it is, everything else as JSON. */
  body: unknown;
  contentType?: string;
  headers?: Record<string, string>;
  path?: string;
};

export type Sender = {
  name: string;
  write(situation: Situation): Body;
  /** undefined: not looked at; null: the sender says none that can be understood. */
  severity?: Severity | null;
  /** Each must be in the title while it lasts. Left out: the host. */
  title?: (situation: Situation) => string[];
  /** Left out: its bodies name the end, hosts and checks. */
  says?: { end?: false; hosts?: false; checks?: false };
  /** The action of each message but the last. */
  asks?: SignalAction;
  type?: string;
};

type Options = Omit<Sender, 'name' | 'write'>;

/** A sender of JSON. */
export const json = (name: string, content: (situation: Situation) => unknown, options: Options = {}): Sender => ({
  name,
  write: (situation) => ({ body: content(situation), contentType: 'application/json' }),
  ...options,
});

/** A sender of lines of text. */
export const text = (name: string, content: (situation: Situation) => string, options: Options = {}): Sender => ({
  name,
  write: (situation) => ({ body: content(situation), contentType: 'text/plain' }),
  ...options,
});

/** A sender of forms. */
export const form = (
  name: string,
  content: (situation: Situation) => Record<string, string>,
  options: Options = {},
): Sender => ({
  name,
  write: (situation) => ({
    body: new URLSearchParams(content(situation)).toString(),
    contentType: 'application/x-www-form-urlencoded',
  }),
  ...options,
});

/** A sender of mails: subject, text, more headers. */
export const mail = (
  name: string,
  content: (situation: Situation) => { subject: string; text: string; headers?: string[] },
  options: Options = {},
): Sender => ({
  name,
  write: (situation) => {
    const { subject, text: words, headers = ['Content-Type: text/plain; charset=utf-8'] } = content(situation);
    const lines = ['From: monitor@example.org', `Subject: ${subject}`, `Message-ID: <${situation.event}@example.org>`];
    return { body: [...lines, ...headers, '', words, ''].join('\r\n'), contentType: 'message/rfc822' };
  },
  ...options,
});

export type Expected = Body & { action: SignalAction; condition: string; severity?: Severity | null; title: string[] };

const hosts = ['web-1.example.org', 'db-2.example.org'];
const checks = ['Disk space', 'CPU load'];

/** The messages of one story: a problem, its repeat, the same elsewhere, another there, and the end of the first. */
export function storyOf(sender: Sender, seed = 0): Expected[] {
  const says = { end: true, hosts: true, checks: true, ...sender.says };
  const moments = [
    { host: 0, check: 0, isOver: false },
    { host: 0, check: 0, isOver: false },
    ...(says.hosts ? [{ host: 1, check: 0, isOver: false }] : []),
    ...(says.checks ? [{ host: 0, check: 1, isOver: false }] : []),
    ...(says.end ? [{ host: 0, check: 0, isOver: true }] : []),
  ];
  return moments.map(({ host, check, isOver }, at) => {
    const seconds = 1_767_225_600 - 86_400 + at * 617 + seed;
    const situation: Situation = {
      host: hosts[host]!,
      check: checks[check]!,
      isOver,
      problem: 40_100 + host * 10 + check,
      monitor: 7_300 + host * 10 + check,
      event: 910_000 + at * 37 + seed,
      value: [93.4, 96.1, 91.7, 88.2, 12.5][at]!,
      at: new Date(seconds * 1000).toISOString(),
      seconds,
      say: (bad, good) => (isOver ? good : bad),
    };
    const title = sender.title ?? (({ host: name }) => [name]);
    return {
      ...sender.write(situation),
      action: isOver ? 'resolve' : (sender.asks ?? 'trigger'),
      condition: `${host}/${check}`,
      title: isOver ? [] : title(situation),
      ...(sender.severity !== undefined && !isOver && { severity: sender.severity }),
    };
  });
}
