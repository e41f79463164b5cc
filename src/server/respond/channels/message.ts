/** What a notification says, before any channel gave it a form. All texts may be hostile; channels clean them. */

/** A page as its recipient needs it: enough to decide whether to get up. */
export interface PageSummary {
  id: string;
  urgency: 'high' | 'low';
  /** 1 (SEV1, most severe) to 5. */
  severity: number;
  title: string;
  /** What is known, one statement a line. */
  summary: string[];
  serviceName: string | null;
  alertCount: number;
  /** The first five. */
  alerts: { title: string; severity: number }[];
  /** ISO 8601 in UTC. */
  openedAt: string;
  /** Which step of which policy this is, e.g. "Step 2 of 3, Payments". */
  stepText: string;
  /** An earlier attempt may have reached the person before a crash. */
  mayRepeat: boolean;
}

interface Common {
  /** Stable over retries (the page key): receivers use it to drop repeats. */
  idempotencyKey: string;
  /** When the thing that is told happened, ISO 8601 in UTC. Stable over retries. */
  at: string;
  recipientName: string;
}

export interface PageMessage extends Common {
  kind: 'page';
  page: PageSummary;
  /** `acknowledge` opens a page with a button; following the link changes nothing. */
  links: { acknowledge: string; details: string };
}

/** Somebody took the page, or it is over: the others may go back to sleep. */
export interface PageEndMessage extends Common {
  kind: 'acknowledged' | 'resolved';
  page: PageSummary;
  /** Who did it; null when the sources resolved it. */
  byName: string | null;
  links: { details: string };
}

export interface VerifyMessage extends Common {
  kind: 'verify';
  code: string;
  /** Opens the form with the code filled in. */
  link?: string;
}

/** An alarm of this installation about itself. */
export interface PlatformMessage extends Common {
  kind: 'platform';
  title: string;
  text: string;
}

/** Words of another stage. */
export interface PlainMessage extends Common {
  kind: 'plain';
  subject: string;
  text: string;
  /** Already escaped by the caller. */
  html?: string;
  /** Where one click (RFC 8058) and people unsubscribe. */
  unsubscribeLink?: string;
}

export type Message = PageMessage | PageEndMessage | VerifyMessage | PlatformMessage | PlainMessage;
