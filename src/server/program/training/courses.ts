/** The courses that are in use, and where a person stands with them. */

import { problem } from '../../../contract/errors.ts';
import type { CourseHead } from '../../../contract/program/documents.ts';
import { passShare } from '../../../domain/program/quiz.ts';
import { certificateState, inOrder, missingBefore, passableBefore } from '../../../domain/program/training.ts';
import { personIdOf } from '../../platform/auth/actor.ts';
import type { Context } from '../../platform/context.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { readNow } from '../../platform/db/now.ts';
import { loadDocuments, loadUsable, type Usable } from '../documents/actions.ts';
import { countPractice } from './practice-store.ts';
import * as store from './store.ts';

/** Tries of one quiz in 24 hours: enough to learn from mistakes, too few to guess. */
export const attemptsPerDay = 3;

export type CourseInUse = CourseHead & { key: string; version: number; text: string };

/** Each behind those it builds on. */
export async function loadCourses(db: Queryable): Promise<CourseInUse[]> {
  const courses = (await loadDocuments(db, 'course')).map(inUse);
  return inOrder(courses.map((course) => ({ ...course, after: passableBefore(course, courses) })));
}

const inUse = ({ key, version, head, body }: Usable<'course'>): CourseInUse => ({ ...head, key, version, text: body });

export async function requireCourse(db: Queryable, key: string): Promise<CourseInUse> {
  const found = await loadUsable(db, 'course', key);
  if (!found) throw problem('not_found', `There is no course called ${key}.`);
  const course = inUse(found);
  return { ...course, after: passableBefore(course, await loadBefore(db, course)) };
}

/** What the course builds on, also from afar, as far as it is in use. */
async function loadBefore(db: Queryable, course: CourseInUse): Promise<CourseInUse[]> {
  const loaded = new Map([[course.key, course]]);
  const left = [...course.after];
  for (let key = left.pop(); key !== undefined; key = left.pop()) {
    const found = loaded.has(key) ? null : await loadUsable(db, 'course', key);
    if (!found) continue;
    loaded.set(key, inUse(found));
    left.push(...found.head.after);
  }
  return [...loaded.values()];
}

export async function listCourses(ctx: Context) {
  const courses = await loadCourses(ctx.db);
  const standings = await standingsOfCaller(ctx, courses);
  return { items: courses.map((course) => shownCourse(course, standings)) };
}

export async function getCourse(ctx: Context, key: string) {
  const course = await requireCourse(ctx.db, key);
  const standings = await standingsOfCaller(ctx, [course]);
  return { ...shownCourse(course, standings), text: course.text, sources: course.sources };
}

async function standingsOfCaller(ctx: Context, courses: readonly CourseInUse[]) {
  const personId = personIdOf(ctx.actor);
  return personId === null ? null : readStandings(ctx.db, personId, courses);
}

function shownCourse(course: CourseInUse, standings: ((course: CourseInUse) => Standing) | null) {
  const { key, title, summary, roles, after, minutes, quiz, sources, practice } = course;
  const mine = standings?.(course) ?? null;
  return {
    ...{ key, title, summary, roles, after, minutes, passShare, practice, mine },
    questionCount: quiz.ask,
    sourceCount: sources.length,
  };
}

/** A certificate as it is shown; `now` decides whether it is still good. */
export function shownCertificate(certificate: store.CertificateRow, title: string, now: Date) {
  const { courseKey, courseTitle, personName, issuedAt, expiresAt, practice } = certificate;
  const state = certificateState(issuedAt.getTime(), now.getTime());
  return { courseKey, courseTitle: courseTitle ?? title, personName, issuedAt, expiresAt, state, practice };
}

export type Standing = Awaited<ReturnType<typeof readStanding>>;

/** Where the person stands with each of these courses. */
export async function readStandings(db: Queryable, personId: number, courses: readonly CourseInUse[]) {
  const now = await readNow(db);
  const certificates = await store.listCertificatesOf(db, personId);
  const attempts = await store.countAttempts(db, personId);
  const practised = await countPractice(db, personId, courses);
  const passed = [
    ...certificates.filter(({ expiresAt }) => expiresAt > now).map(({ courseKey }) => courseKey),
    ...attempts.filter(({ quizPassedAt }) => quizPassedAt !== null).map(({ courseKey }) => courseKey),
  ];
  return (course: CourseInUse) => readStanding(course, { now, certificates, attempts, practised, passed });
}

function readStanding(
  course: CourseInUse,
  known: {
    now: Date;
    certificates: store.CertificateRow[];
    attempts: store.AttemptCount[];
    practised: Awaited<ReturnType<typeof countPractice>>;
    passed: string[];
  },
) {
  const certificate = known.certificates.find(({ courseKey }) => courseKey === course.key);
  const attempts = known.attempts.find(({ courseKey }) => courseKey === course.key);
  return {
    certificate: certificate
      ? { ...shownCertificate(certificate, course.title, known.now), code: certificate.code }
      : null,
    quizPassedAt: attempts?.quizPassedAt ?? null,
    practice: known.practised(course.key),
    attemptCount: attempts?.total ?? 0,
    attemptsLeft: Math.max(0, attemptsPerDay - (attempts?.ofLastDay ?? 0)),
    missing: missingBefore(course, known.passed),
  };
}
