import type { Urgency } from '../../../contract/severity.ts';
import type { Reference } from './channel.ts';

/** What a notification says, before any channel gave it a form. All texts may be hostile; channels clean them. */

/** A page as its recipient needs it: enough to decide whether to get up. */
export type PageSummary = {
  id: string;
  urgency: Urgency;
  /** Somebody tries whether pages arrive: nothing is wrong. */
  isTest: boolean;
  /** 1 (SEV1, most severe) to 5. */
  severity: number;
  title: string;
  /** What is known, one line each: the description of the alert, or what somebody wrote who pages by hand. */
  summary: string[];
  /** What all alerts are labelled with; nothing that looks like a secret. */
  labels: { name: string; value: string }[];
  /** Runbooks, dashboards and the like, as the alert names them; http and https only. */
  references: { text: string; href: string }[];
  serviceName: string | null;
  /** What the service is; may be empty. */
  serviceDescription: string;
  alertCount: number;
  /** The first five. */
  alerts: { title: string; severity: number }[];
  /** How often an alert of it has opened since it was last quiet (ISO 8601 in UTC); left out where none flaps. */
  flapping?: { openings: number; since: string } | undefined;
  /** ISO 8601 in UTC. */
  openedAt: string;
  /** Which step of which policy this is, e.g. "Step 2 of 3, Payments". */
  stepText: string;
  /** Who else has been notified so far, by name: at most six. */
  alsoNotified: string[];
  /** Who is asked when nobody answers, e.g. "Grace" or "on call for Payments"; null when nobody is. */
  next: { who: string; inSeconds: number; at: string } | null;
  /** Other pages that this message stands for as well; acknowledging it takes them too. */
  others: {
    count: number;
    shown: OtherPage[];
    /** How many of all pages are open, where the message has changed since one of them was taken. */
    openCount?: number;
  };
  /** An earlier attempt may have reached the person already. */
  mayRepeat: boolean;
};

/** `ended` says what became of it, e.g. `acknowledged by Grace`; left out while it is open. */
export type OtherPage = { title: string; severity: number; serviceName: string | null; ended?: string | undefined };

type Common = {
  /** Stable over retries (the page key): receivers use it to drop repeats. */
  idempotencyKey: string;
  /** When the thing that is told happened, ISO 8601 in UTC. Stable over retries. */
  at: string;
  recipientName: string;
  /** Where the channel has threads: it goes into that of what was sent before; `isShown`: and into the room itself. */
  thread?: { reference: Reference; isShown: boolean } | undefined;
};

/** By whose clock the times of a message are said. */
type Reader = {
  /** IANA name. */
  timeZone: string;
};

export type PageMessage = Common &
  Reader & {
    kind: 'page';
    page: PageSummary;
    /** `acknowledge` opens a page with a button; following the link changes nothing. */
    links: { acknowledge: string; details: string };
    /** What a button carries to say which notification it belongs to; a secret between us and the receiver. */
    token: string;
    /** What a reply begins with, small and unique among what the contact method has open; null where none can come. */
    replyCode: number | null;
  };

/** What a message is changed to: its page is over, or of several that it tells of some are and some are still open. */
export type ChangedMessage = PageMessage | PageEndMessage;

/** Somebody took the page, it is over, or it asks its reader no more: they may go back to sleep. */
export type PageEndMessage = Common &
  Reader & {
    page: PageSummary;
    /** Who did it; null when the sources resolved it. */
    byName: string | null;
    links: { details: string };
  } & ({ kind: 'acknowledged' | 'resolved' } | { kind: 'withdrawn'; because: WithdrawnBecause });

/**
 * Why a message asks its reader no more while its page is open: it was given to somebody else, they declined it, or they
 * acknowledged it and others must do so too.
 */
export type WithdrawnBecause = 'reassigned' | 'declined' | 'acknowledged';

export type VerifyMessage = Common & {
  kind: 'verify';
  code: string;
  /** Opens the form with the code filled in. */
  link?: string;
};

/** An alarm of this installation about itself. */
export type PlatformMessage = Common & {
  kind: 'platform';
  title: string;
  text: string;
};

/** Words of another stage. */
export type PlainMessage = Common & {
  kind: 'plain';
  subject: string;
  text: string;
  /** Already escaped by the caller. */
  html?: string;
  /** Where one click (RFC 8058) and people unsubscribe. */
  unsubscribeLink?: string;
  /** An entry for the calendar of its reader, as iCalendar. Only mail carries it. */
  calendar?: { method: 'REQUEST' | 'CANCEL'; content: string };
};

export type Message = PageMessage | PageEndMessage | VerifyMessage | PlatformMessage | PlainMessage;
