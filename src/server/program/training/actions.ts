/** Quizzes and certificates. The right answers never leave this side before they are handed in. */

import { problem } from '../../../contract/errors.ts';
import { isPractised } from '../../../domain/program/practice.ts';
import { type Answers, asAsked, drawQuiz, scoreQuiz } from '../../../domain/program/quiz.ts';
import { type Context, requirePerson } from '../../platform/context.ts';
import { type Queryable, transaction } from '../../platform/db/database.ts';
import { readNow } from '../../platform/db/now.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { certify } from './certify.ts';
import { courseTitles } from './course-titles.ts';
import { attemptsPerDay, readStandings, requireCourse, shownCertificate } from './courses.ts';
import * as store from './store.ts';

/** The questions of the caller's next attempt. */
export async function readQuiz(ctx: Context, courseKey: string) {
  const personId = requirePerson(ctx);
  const { quiz, version } = await requireCourse(ctx.db, courseKey);
  const attempt = await store.countAttemptsOf(ctx.db, personId, courseKey);
  return { version, attempt, questions: drawQuiz(quiz, { personId, courseKey, version, attempt }).map(asAsked) };
}

/**
 * Marks answers. A pass gives a certificate, at once or as soon as the practical part is there.
 * @throws Problem `state_conflict` without the courses to pass first, and for questions that would no longer be asked;
 * `too_many_requests` after three tries in a day
 */
export async function takeQuiz(
  ctx: Context,
  courseKey: string,
  { version, attempt, answers }: { version: number; attempt: number; answers: Answers },
) {
  const personId = requirePerson(ctx);
  return transaction(ctx.db, async (tx) => {
    await store.lockPerson(tx, personId);
    const course = await requireCourse(tx, courseKey);
    const before = (await readStandings(tx, personId, [course]))(course);
    if (before.attemptCount !== attempt) {
      throw problem(
        'state_conflict',
        'This quiz was already handed in, maybe in another tab. Nothing was counted twice.',
      );
    }
    if (before.missing.length > 0) {
      const titles = await courseTitles(tx);
      throw problem(
        'state_conflict',
        `Pass these courses first: ${before.missing.map((key) => titles.get(key) ?? key).join(', ')}.`,
      );
    }
    if (before.attemptsLeft === 0) {
      throw problem(
        'too_many_requests',
        `You have used all ${attemptsPerDay} attempts of the last 24 hours. Read the course again and try later.`,
      );
    }
    if (course.version !== version) {
      throw problem(
        'state_conflict',
        'This course was changed while you answered, so its questions were drawn anew. This attempt was not counted.',
      );
    }
    const drawn = drawQuiz(course.quiz, { personId, courseKey, version, attempt });
    const result = scoreQuiz(drawn, answers);
    const { right, asked, passed, share } = result;
    const isComplete = passed && isPractised(before.practice);
    const given = new Map(Object.entries(answers));
    if (passed) await store.endWaiting(tx, personId, courseKey);
    const attemptId = await store.insertAttempt(tx, {
      ...{ personId, courseKey, right, asked, passed },
      awaitsPractice: passed && !isComplete,
      answers: {
        version,
        asked: drawn.map((one) => ({
          ...asAsked(one),
          answer: given.get(one.question.id) ?? null,
          isRight: result.rightIds.has(one.question.id),
        })),
      },
    });
    await recordEvent(tx, ctx.actor, passed ? 'course.passed' : 'course.attempted', personId, {
      courseKey,
      right,
      asked,
    });
    if (isComplete) await certify(tx, ctx.actor, { attemptId, personId }, course);
    const after = (await readStandings(tx, personId, [course]))(course);
    return {
      ...{ passed, right, asked, share },
      answers: drawn.map(({ question: { id, because } }) => {
        const isRight = result.rightIds.has(id);
        return { questionId: id, isRight, because: isRight || passed ? because : null };
      }),
      attemptsLeft: after.attemptsLeft,
      certificate: isComplete ? after.certificate : null,
      practice: after.practice,
    };
  });
}

/** A certificate by its code. @throws Problem `not_found` */
export async function requireCertificate(db: Queryable, code: string) {
  const certificate = await store.loadCertificateByCode(db, code);
  if (!certificate) throw problem('not_found', 'No certificate has this code.');
  const [shown] = await shownCertificates(db, [certificate]);
  return { ...shown!, code };
}

async function shownCertificates(db: Queryable, certificates: readonly store.CertificateRow[]) {
  const now = await readNow(db);
  const titles = certificates.every(({ courseTitle }) => courseTitle !== null) ? null : await courseTitles(db);
  return certificates.map((certificate) =>
    shownCertificate(certificate, titles?.get(certificate.courseKey) ?? certificate.courseKey, now),
  );
}

export async function listCertified(
  ctx: Context,
  query: Parameters<typeof store.listCertified>[1] & { limit: number; cursor?: string | undefined },
) {
  const { items, nextCursor } = await store.listCertified(ctx.db, query, query.limit, query.cursor);
  const shown = await shownCertificates(ctx.db, items);
  return { items: shown.map((one, place) => ({ ...one, personId: items[place]!.personId })), nextCursor };
}
