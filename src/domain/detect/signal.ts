import type { Severity } from '../severity.ts';

export type SignalAction = 'trigger' | 'acknowledge' | 'unacknowledge' | 'resolve' | 'update' | 'change';

export type SignalLink = { href: string; text: string };
export type SignalImage = { src: string; href: string | null; alt: string };

/** How a sender names somebody or something: by its own id, by name, or a person by e-mail address. Empty: not said. */
export type GivenName = { id: string; name: string };

/** What a sender asks of whoever responds to its alert. */
export type SenderRequest =
  /** `until`: an instant, ISO 8601. */
  | { kind: 'snooze'; until: string }
  | { kind: 'escalate'; policy: GivenName }
  | { kind: 'assign'; person: GivenName }
  | { kind: 'add'; what: 'person' | 'team'; named: GivenName };

/** What a sender changes of an open alert without reporting its condition again; what is left out stays. */
export type AlertUpdate = {
  title?: string;
  description?: string;
  severity?: Severity;
  labels?: Record<string, string>;
  removedLabels?: string[];
  /** Of the label `tags`, whose value is a list with commas. */
  addedTags?: string[];
  removedTags?: string[];
  /** Joins what happened to the alert. `user` is who the sender says wrote it. */
  note?: { text: string; user: string | null };
  /** Nothing of the alert itself: it is carried out when the alert is known to have been open. */
  request?: SenderRequest;
};

/** One thing a source said, normalised. The raw body is kept beside it and never changed. */
export type Signal = {
  /** `change` is a deployment or the like: it is kept and shown, and never makes or touches an alert. */
  action: SignalAction;
  /** Names the condition within its source. Kept whole: whoever indexes it hashes it. Never empty. */
  dedupKey: string;
  /** One line, never empty. */
  title: string;
  description: string;
  /** null when the sender says nothing we understand and the source has no default. */
  severity: Severity | null;
  labels: Record<string, string>;
  links: SignalLink[];
  images: SignalImage[];
  /** The sender's own grouping, where it has one. */
  groupKey: string | null;
  /** When it happened by the sender's clock, epoch ms, within [received − 1 year, received + 1 day]. */
  occurredAt: number | null;
  /** Epoch ms after which a firing alert counts as resolved unless the sender repeats it; null = never. */
  expiresAt: number | null;
  /** Of an `update` only. */
  update?: AlertUpdate;
};

/** An acknowledgement or a resolve of which nothing is known but that it was said: folding reads no more of it. */
export function answerOnly(action: 'acknowledge' | 'resolve', dedupKey: string): Signal {
  return {
    action,
    dedupKey,
    title: '',
    description: '',
    severity: null,
    labels: {},
    links: [],
    images: [],
    groupKey: null,
    occurredAt: null,
    expiresAt: null,
  };
}

/** What a signal never exceeds, whatever was sent. Lengths are UTF-16 units unless the name says bytes. */
export const signalCaps = {
  title: 300,
  descriptionBytes: 16 * 1024,
  labels: 100,
  labelName: 200,
  labelValue: 2_048,
  links: 20,
  images: 10,
  address: 4_096,
  linkText: 200,
} as const;
