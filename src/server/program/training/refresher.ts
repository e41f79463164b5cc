/** Three questions a week of the courses that somebody has passed. */
import { problem } from '../../../contract/errors.ts';
import { type Answer, asAsked, drawQuiz, isRight as isRightAnswer } from '../../../domain/program/quiz.ts';
import { boxAfter, drawRefresher, type Known, weekOf } from '../../../domain/program/refresher.ts';
import { type Context, requirePerson } from '../../platform/context.ts';
import { type Queryable, transaction } from '../../platform/db/database.ts';
import { readNow } from '../../platform/db/now.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { type CourseInUse, loadCourses, readStandings } from './courses.ts';
import { listPassedCourses, listRefreshed, listRefreshedOf, putRefreshed } from './refresher-store.ts';
import { lockPerson } from './store.ts';

export async function readRefresher(ctx: Context) {
  const personId = requirePerson(ctx);
  const { drawn, refreshed, titles, now, hasPassed } = await draw(ctx.db, personId);
  const week = weekOf(now);
  const answered = refreshed.filter(({ answeredAt }) => weekOf(answeredAt) === week);
  return {
    hasPassed,
    questions: drawn.map(({ courseKey, version, question }) => {
      // As a quiz would ask it: how its options stand in the file has no say in how they are shown.
      const [asked] = drawQuiz({ ask: 1, questions: [question] }, { personId, courseKey, version, attempt: week });
      return { courseKey, courseTitle: titles.get(courseKey)!, version, ...asAsked(asked!) };
    }),
    answered: answered.length,
    // Whatever was wrong is in the first box.
    right: answered.filter(({ box }) => box > 1).length,
  };
}

async function draw(db: Queryable, personId: number) {
  const now = await readNow(db);
  const courses = await loadCourses(db);
  const standings = await readStandings(db, personId, courses);
  const passed = courses.filter((course) => {
    const { certificate, quizPassedAt } = standings(course);
    return quizPassedAt !== null || (certificate !== null && certificate.expiresAt > now);
  });
  const known = questionsOf(passed);
  const refreshed = await listRefreshed(db, personId);
  return {
    drawn: drawRefresher(known, refreshed, { personId, now }),
    hasPassed: passed.length > 0,
    titles: new Map(passed.map(({ key, title }) => [key, title])),
    refreshed,
    now,
  };
}

const questionsOf = (courses: CourseInUse[]): Known[] =>
  courses.flatMap(({ key: courseKey, version, quiz }) =>
    quiz.questions.map((question) => ({ courseKey, version, question })),
  );

/** How many people are looked at in one go: few enough that what they were asked before fits the limit of its query. */
const peopleAtOnce = 100;

/** How many questions wait for each of these people this week; those for whom none does are left out. */
export async function countWaitingQuestions(db: Queryable, personIds: readonly number[], now: Date) {
  const waiting = new Map<number, number>();
  const courses = personIds.length === 0 ? [] : await loadCourses(db);
  for (let at = 0; at < personIds.length; at += peopleAtOnce) {
    const some = personIds.slice(at, at + peopleAtOnce);
    const passed = await listPassedCourses(db, some);
    const refreshed = await listRefreshedOf(db, some);
    for (const personId of some) {
      const keys = passed.filter((one) => one.personId === personId).map(({ courseKey }) => courseKey);
      const known = questionsOf(courses.filter(({ key }) => keys.includes(key)));
      const before = refreshed.filter((one) => one.personId === personId);
      const count = drawRefresher(known, before, { personId, now }).length;
      if (count > 0) waiting.set(personId, count);
    }
  }
  return waiting;
}

/** @throws Problem `state_conflict` for a question that is not asked this week, was answered, or was changed meanwhile */
export async function answerRefresher(
  ctx: Context,
  {
    courseKey,
    questionId,
    version,
    answer,
  }: { courseKey: string; questionId: string; version: number; answer: Answer },
) {
  const personId = requirePerson(ctx);
  return transaction(ctx.db, async (tx) => {
    await lockPerson(tx, personId);
    const { drawn, refreshed } = await draw(tx, personId);
    const asked = drawn.find(
      (one) => one.courseKey === courseKey && one.question.id === questionId && one.version === version,
    );
    if (!asked) throw problem('state_conflict', 'This question is not asked any more. Nothing was counted.');
    const before = refreshed.find((one) => one.courseKey === courseKey && one.questionId === questionId);
    const isRight = isRightAnswer(asked.question, answer);
    await putRefreshed(tx, { personId, courseKey, questionId, box: boxAfter(before?.box ?? null, isRight) });
    await recordEvent(tx, ctx.actor, 'refresher.answered', personId, { courseKey, questionId, isRight });
    return { isRight, because: asked.question.because };
  });
}
