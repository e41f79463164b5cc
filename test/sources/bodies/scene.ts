// What happens in the world that senders tell of, and how a sender's way of telling it is written down.

import type { SignalAction } from '../../../src/domain/detect/signal.ts';
import type { Severity } from '../../../src/domain/severity.ts';

/** One moment of one condition. Everything but host and check differs from message to message or says how it is. */
export type Scene = {
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

export type Teller = {
  name: string;
  tell(scene: Scene): Body;
  /** undefined: not looked at; null: the sender says none that can be understood. */
  severity?: Severity | null;
  /** Each must be in the title while it lasts. Left out: the host. */
  title?: (scene: Scene) => string[];
  /** Left out: it tells of its end, of hosts and of checks. */
  tells?: { end?: false; hosts?: false; checks?: false };
  /** The action of the message that is no end. */
  asks?: SignalAction;
  type?: string;
};

type Options = Omit<Teller, 'name' | 'tell'>;

/** A sender of JSON. */
export const json = (name: string, tell: (scene: Scene) => unknown, options: Options = {}): Teller => ({
  name,
  tell: (scene) => ({ body: tell(scene), contentType: 'application/json' }),
  ...options,
});

/** A sender of lines of text. */
export const text = (name: string, tell: (scene: Scene) => string, options: Options = {}): Teller => ({
  name,
  tell: (scene) => ({ body: tell(scene), contentType: 'text/plain' }),
  ...options,
});

/** A sender of forms. */
export const form = (name: string, tell: (scene: Scene) => Record<string, string>, options: Options = {}): Teller => ({
  name,
  tell: (scene) => ({
    body: new URLSearchParams(tell(scene)).toString(),
    contentType: 'application/x-www-form-urlencoded',
  }),
  ...options,
});

/** A sender of mails: subject, text, more headers. */
export const mail = (
  name: string,
  tell: (scene: Scene) => { subject: string; text: string; headers?: string[] },
  options: Options = {},
): Teller => ({
  name,
  tell: (scene) => {
    const { subject, text: content, headers = ['Content-Type: text/plain; charset=utf-8'] } = tell(scene);
    const lines = ['From: monitor@example.org', `Subject: ${subject}`, `Message-ID: <${scene.event}@example.org>`];
    return { body: [...lines, ...headers, '', content, ''].join('\r\n'), contentType: 'message/rfc822' };
  },
  ...options,
});

export type Told = Body & { action: SignalAction; condition: string; severity?: Severity | null; title: string[] };

const hosts = ['web-1.example.org', 'db-2.example.org'];
const checks = ['Disk space', 'CPU load'];

/** The messages of one story: a problem, its repeat, the same elsewhere, another there, and the end of the first. */
export function storyOf(teller: Teller, seed = 0): Told[] {
  const tells = { end: true, hosts: true, checks: true, ...teller.tells };
  const moments = [
    { host: 0, check: 0, isOver: false },
    { host: 0, check: 0, isOver: false },
    ...(tells.hosts ? [{ host: 1, check: 0, isOver: false }] : []),
    ...(tells.checks ? [{ host: 0, check: 1, isOver: false }] : []),
    ...(tells.end ? [{ host: 0, check: 0, isOver: true }] : []),
  ];
  return moments.map(({ host, check, isOver }, at) => {
    const seconds = 1_767_225_600 - 86_400 + at * 617 + seed;
    const scene: Scene = {
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
    const title = teller.title ?? (({ host: name }) => [name]);
    return {
      ...teller.tell(scene),
      action: isOver ? 'resolve' : (teller.asks ?? 'trigger'),
      condition: `${host}/${check}`,
      title: isOver ? [] : title(scene),
      ...(teller.severity !== undefined && !isOver && { severity: teller.severity }),
    };
  });
}
