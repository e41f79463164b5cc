/** What somebody still has to do on the path of a role. */

type Step = {
  minutes: number;
  mine: { certificate: { state: string } | null; quizPassedAt: string | null } | null;
};

/** `done` is certified and still valid, `practise` a passed quiz that waits for its practical part. */
export type StepState = 'done' | 'practise' | 'learn';

export function stepState({ mine }: Pick<Step, 'mine'>): StepState {
  if (mine?.certificate && mine.certificate.state !== 'expired') return 'done';
  return mine?.quizPassedAt ? 'practise' : 'learn';
}

/** `next` is the first course to read, else the first to practise, else null; minutes of reading are those left. */
export function leftOf<Course extends Step>(path: readonly Course[]) {
  const left = path.filter((course) => stepState(course) === 'learn');
  return {
    done: path.filter((course) => stepState(course) === 'done').length,
    minutes: left.reduce((sum, { minutes }) => sum + minutes, 0),
    next: left[0] ?? path.find((course) => stepState(course) === 'practise') ?? null,
  };
}
