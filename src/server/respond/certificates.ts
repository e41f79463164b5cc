/**
 * Certificates, as respond asks for them: what is known about training stands to the right and is handed in at the start.
 * Asked is only where a person changes who commands or who is on call. Pages, escalation and rotations never ask.
 */
import type { Logger } from 'pino';
import { problem } from '../../contract/errors.ts';
import { type Missing, refusalOf, type Waiver, waiverText } from '../../domain/respond/waivers.ts';
import { startDeadline } from '../platform/deadline.ts';

/** Each answers null where nothing is missing: no rule, another severity or schedule, or everybody holds it. */
export type Certificates = {
  missingForCommand(ask: { personId: number; severity: number }): Promise<Missing | null>;
  missingForOnCall(ask: {
    /** Null for a schedule that is being made. */
    scheduleId: number | null;
    teamId: number | null;
    personIds: number[];
    /** Who else has turns on it. */
    participantIds: number[];
  }): Promise<Missing | null>;
};

/** An answer that takes longer is none: nobody waits at three in the morning. */
const answerWithinMs = 2_000;

/**
 * Null when nothing is missing; a waiver when somebody may go on all the same: with a reason, because nobody else who
 * holds the certificate can be reached, or because it could not be checked.
 * @throws Problem `certificate_required`
 */
export async function requireCertificate(
  { certificates, log }: CertificateCheck,
  what: string,
  ask: (certificates: Certificates) => Promise<Missing | null>,
  waiverReason: string | undefined,
): Promise<Waiver | null> {
  const reason = waiverReason ?? '';
  let missing: Missing | null;
  try {
    missing = await withinTime(ask(certificates));
  } catch (error) {
    log.error({ err: error, component: 'certificates' }, 'A certificate could not be checked; nothing was refused');
    return { ground: 'not-checked', reason, missing: null };
  }
  if (!missing) return null;
  if (reason !== '') return { ground: 'reason', reason, missing };
  if (missing.able.length === 0) return { ground: 'nobody-available', reason, missing };
  const { courseKey, courseTitle, note } = missing;
  throw problem('certificate_required', refusalOf(what, missing), [], { courseKey, courseTitle, note });
}

export type CertificateCheck = { certificates: Certificates; log: Logger };

function withinTime<T>(answer: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const end = startDeadline(answerWithinMs, () => reject(new Error(`No answer within ${answerWithinMs} ms.`)));
    answer.then(resolve, reject).finally(end);
  });
}

/** What of a waiver is recorded. */
export function recordedWaiver(waiver: Waiver, done: string) {
  const { ground, reason, missing } = waiver;
  return {
    ground,
    reason,
    courseKey: missing?.courseKey ?? null,
    personIds: missing?.people.map(({ id }) => id) ?? [],
    text: waiverText(done, waiver),
  };
}
