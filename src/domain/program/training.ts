export type QuizQuestion = {
  id: string;
  ask: string;
  options: readonly string[];
  /** Index of the right option. */
  right: number;
  /** Shown after answering. */
  because: string;
};

export type Course = {
  key: string;
  title: string;
  /** Keys of courses to pass first. */
  after: readonly string[];
  readMinutes: number;
  /** Markdown. */
  text: string;
  quiz: readonly QuizQuestion[];
};

/** Share of right answers needed to pass. */
export const passShare = 0.8;

/** A certificate is good for this many days. */
export const certificateValidDays = 365;

export type QuizResult = {
  right: number;
  asked: number;
  /** 0–1. */
  share: number;
  passed: boolean;
  wrongQuestionIds: string[];
};

/**
 * Scores a quiz. `answers` maps question id to the chosen option; a question left out or answered with something that is not an
 * option counts as wrong.
 */
export function scoreQuiz(course: Course, answers: Readonly<Record<string, number>>): QuizResult {
  const wrong = course.quiz.filter((question) => answers[question.id] !== question.right);
  const asked = course.quiz.length;
  const right = asked - wrong.length;
  const share = asked === 0 ? 0 : right / asked;
  return {
    right,
    asked,
    share,
    passed: asked > 0 && right >= Math.ceil(passShare * asked - 1e-9),
    wrongQuestionIds: wrong.map((question) => question.id),
  };
}

/** Courses to be passed before this one that the person has no valid certificate for. */
export function missingBefore(course: Course, validCourseKeys: readonly string[]): string[] {
  return course.after.filter((key) => !validCourseKeys.includes(key));
}

/** Instants in epoch milliseconds. */
export function certificateExpiresAt(passedAt: number): number {
  return passedAt + certificateValidDays * 86_400_000;
}

export type CertificateState = 'valid' | 'expires-soon' | 'expired';

/** `expires-soon` from thirty days before the end. */
export function certificateState(passedAt: number, now: number): CertificateState {
  const left = certificateExpiresAt(passedAt) - now;
  if (left <= 0) return 'expired';
  return left <= 30 * 86_400_000 ? 'expires-soon' : 'valid';
}

/** A question without its answer, as it is sent to the person who takes the quiz. */
export function questionsToAsk(course: Course): { id: string; ask: string; options: readonly string[] }[] {
  return course.quiz.map(({ id, ask, options }) => ({ id, ask, options }));
}
