/** Courses, quizzes and certificates. The right answers never leave this side. */

import { randomBytes } from 'node:crypto';
import { problem } from '../../../contract/errors.ts';
import { courses } from '../../../domain/program/courses/all-courses.ts';
import {
  type Course,
  certificateExpiresAt,
  certificateState,
  missingBefore,
  passShare,
  questionsToAsk,
  scoreQuiz,
} from '../../../domain/program/training.ts';
import { personIdOf } from '../../platform/auth/actor.ts';
import { type Context, requirePerson } from '../../platform/context.ts';
import { type Queryable, transaction } from '../../platform/db/database.ts';
import { readNow } from '../../platform/db/now.ts';
import { recordEvent } from '../../platform/events/record.ts';
import * as store from './store.ts';

/** Tries of one quiz in 24 hours: enough to learn from mistakes, too few to guess. */
export const attemptsPerDay = 3;

function courseOf(key: string): Course {
  const course = courses.find((candidate) => candidate.key === key);
  if (!course) throw problem('not_found', `There is no course called ${key}.`);
  return course;
}

const titleOf = (key: string) => courses.find((course) => course.key === key)?.title ?? key;

/** A certificate as it is shown; `now` decides whether it is still good. */
function shown(certificate: store.CertificateRow, now: Date) {
  const { courseKey, personName, issuedAt, expiresAt } = certificate;
  const state = certificateState(issuedAt.getTime(), now.getTime());
  return { courseKey, courseTitle: titleOf(courseKey), personName, issuedAt, expiresAt, state };
}

export async function listCourses(ctx: Context) {
  const personId = personIdOf(ctx.actor);
  const standings = personId === null ? null : await readStandings(ctx.db, personId);
  return {
    items: courses.map((course) => ({
      key: course.key,
      title: course.title,
      after: [...course.after],
      readMinutes: course.readMinutes,
      text: course.text,
      questionCount: course.quiz.length,
      passShare,
      mine: standings?.(course) ?? null,
    })),
  };
}

/** Where the person stands with each course. */
async function readStandings(db: Queryable, personId: number) {
  const now = await readNow(db);
  const certificates = await store.listCertificatesOf(db, personId);
  const counts = await store.countAttempts(db, personId);
  const valid = certificates.filter((certificate) => certificate.expiresAt > now);
  const validKeys = valid.map((certificate) => certificate.courseKey);
  return (course: Course) => {
    const certificate = certificates.find((candidate) => candidate.courseKey === course.key);
    const count = counts.find((candidate) => candidate.courseKey === course.key);
    return {
      certificate: certificate ? { ...shown(certificate, now), code: certificate.code } : null,
      attemptCount: count?.total ?? 0,
      attemptsLeft: Math.max(0, attemptsPerDay - (count?.ofLastDay ?? 0)),
      missing: missingBefore(course, validKeys),
    };
  };
}

export function readQuiz(key: string) {
  const questions = questionsToAsk(courseOf(key));
  return { questions: questions.map((question) => ({ ...question, options: [...question.options] })) };
}

/**
 * Scores answers; a pass gives a certificate.
 * @throws Problem `state_conflict` without the courses to pass first, `too_many_requests` after three tries in a day
 */
export async function takeQuiz(ctx: Context, key: string, answers: Record<string, number>) {
  const course = courseOf(key);
  const personId = requirePerson(ctx);
  return transaction(ctx.db, async (tx) => {
    await store.lockPerson(tx, personId);
    const before = (await readStandings(tx, personId))(course);
    if (before.missing.length > 0) {
      throw problem('state_conflict', `Pass these courses first: ${before.missing.map(titleOf).join(', ')}.`);
    }
    if (before.attemptsLeft === 0) {
      throw problem(
        'too_many_requests',
        `You have used all ${attemptsPerDay} attempts of the last 24 hours. Read the course again and try later.`,
      );
    }
    const known = Object.fromEntries(course.quiz.map(({ id }) => [id, Object.hasOwn(answers, id) ? answers[id]! : -1]));
    const result = scoreQuiz(course, known);
    const { right, asked, passed } = result;
    const attemptId = await store.insertAttempt(tx, { personId, courseKey: key, answers: known, right, asked, passed });
    if (passed) await certify(tx, { personId, courseKey: key, attemptId });
    await recordEvent(tx, ctx.actor, passed ? 'course.passed' : 'course.attempted', personId, {
      courseKey: key,
      right,
      asked,
    });
    const after = (await readStandings(tx, personId))(course);
    return {
      passed,
      right,
      asked,
      share: result.share,
      answers: course.quiz.map(({ id, because }) => {
        const isRight = !result.wrongQuestionIds.includes(id);
        return { questionId: id, isRight, because: isRight || passed ? because : null };
      }),
      attemptsLeft: after.attemptsLeft,
      certificate: passed ? after.certificate : null,
    };
  });
}

async function certify(tx: Queryable, passed: { personId: number; courseKey: string; attemptId: number }) {
  const issuedAt = await readNow(tx);
  const expiresAt = new Date(certificateExpiresAt(issuedAt.getTime()));
  await store.insertCertificate(tx, { ...passed, code: newCode(), issuedAt, expiresAt });
}

const letters = '0123456789abcdefghjkmnpqrstvwxyz';

/** 160 random bits in 32 letters that read well aloud. */
function newCode(): string {
  return Array.from(randomBytes(32), (byte) => letters[byte % letters.length]).join('');
}

export async function verifyCertificate(ctx: Context, code: string) {
  const certificate = await store.loadCertificateByCode(ctx.db, code);
  if (!certificate) throw problem('not_found', 'No certificate has this code.');
  return shown(certificate, await readNow(ctx.db));
}

export async function listCertified(
  ctx: Context,
  query: Parameters<typeof store.listCertified>[1] & { limit: number; cursor?: string | undefined },
) {
  const { items, nextCursor } = await store.listCertified(ctx.db, query, query.limit, query.cursor);
  const now = await readNow(ctx.db);
  return { items: items.map((item) => ({ ...shown(item, now), personId: item.personId })), nextCursor };
}
