/** Issues certificates: at once where the practical part is there, or by itself as soon as it is. */

import { randomBytes } from 'node:crypto';
import { certificateExpiresAt, certificateValidDays } from '../../../domain/program/training.ts';
import { type Actor, system } from '../../platform/auth/actor.ts';
import { type Database, type Transaction, transaction } from '../../platform/db/database.ts';
import { readNow } from '../../platform/db/now.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { type CourseInUse, loadCourses } from './courses.ts';
import { type Completed, claimCompleted } from './practice-store.ts';
import * as store from './store.ts';

/** Issues a certificate for a passed quiz, dated now. */
export async function certify(
  tx: Transaction,
  actor: Actor,
  { attemptId, personId }: Omit<Completed, 'courseKey'>,
  { key: courseKey, title: courseTitle, practice }: CourseInUse,
): Promise<void> {
  const issuedAt = await readNow(tx);
  const expiresAt = new Date(certificateExpiresAt(issuedAt.getTime()));
  await store.endWaiting(tx, personId, courseKey);
  await store.insertCertificate(tx, {
    ...{ personId, courseKey, courseTitle, practice, attemptId, issuedAt, expiresAt },
    code: newCode(),
  });
  await recordEvent(tx, actor, 'certificate.issued', personId, { courseKey, expiresAt: expiresAt.toISOString() });
}

const letters = '0123456789abcdefghjkmnpqrstvwxyz';

/** 160 random bits in 32 letters that read well aloud. */
function newCode(): string {
  return Array.from(randomBytes(32), (byte) => letters[byte % letters.length]).join('');
}

const batch = 50;

/** Certifies whoever has passed a quiz and, by now, done its practical part. True when there may be more of them. */
export async function certifyCompleted(db: Database | Transaction): Promise<boolean> {
  if (!(await store.isAnybodyWaiting(db))) return false;
  return transaction(db, async (tx) => {
    const courses = await loadCourses(tx);
    const completed = await claimCompleted(tx, courses, certificateValidDays, batch);
    for (const one of completed) {
      await certify(tx, system, one, courses.find(({ key }) => key === one.courseKey)!);
    }
    return completed.length === batch;
  });
}
