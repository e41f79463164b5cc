type Placed = {
  key: string;
  /** Keys of courses to pass first. */
  after: readonly string[];
};

/** A certificate, and a passed quiz that waits for its practical part, is good for this many days. */
export const certificateValidDays = 365;

/** Courses to be passed before this one that the person has not passed, or not lately enough. */
export function missingBefore(course: Placed, passedKeys: readonly string[]): string[] {
  return course.after.filter((key) => !passedKeys.includes(key));
}

/**
 * The courses to pass before this one: those that are among `courses` and do not themselves build on it. What is not in
 * use, or goes in a circle, nobody could ever pass.
 */
export function passableBefore(course: Placed, courses: readonly Placed[]): string[] {
  const afterOf = new Map(courses.map(({ key, after }) => [key, after]));
  const seen = new Set<string>();
  const leadsBack = (key: string): boolean => {
    if (key === course.key) return true;
    if (seen.has(key)) return false;
    seen.add(key);
    return (afterOf.get(key) ?? []).some(leadsBack);
  };
  return course.after.filter((key) => {
    seen.clear();
    return afterOf.has(key) && !leadsBack(key);
  });
}

/** Instants in epoch milliseconds. */
export function certificateExpiresAt(issuedAt: number): number {
  return issuedAt + certificateValidDays * 86_400_000;
}

export type CertificateState = 'valid' | 'expires-soon' | 'expired';

/** `expires-soon` from thirty days before the end. */
export function certificateState(issuedAt: number, now: number): CertificateState {
  return stateUntil(certificateExpiresAt(issuedAt), now);
}

/** The same of a certificate that ends at `expiresAt`. */
export function stateUntil(expiresAt: number, now: number): CertificateState {
  const left = expiresAt - now;
  if (left <= 0) return 'expired';
  return left <= 30 * 86_400_000 ? 'expires-soon' : 'valid';
}

/**
 * Courses in the order in which they can be taken: each behind those it builds on, and otherwise as they came. What
 * builds on itself, in a circle, and what builds on a course that is not among them are taken as if it did not.
 */
export function inOrder<Course extends Placed>(courses: readonly Course[]): Course[] {
  const byKey = new Map(courses.map((course) => [course.key, course]));
  const ordered = new Set<Course>();
  const entered = new Set<Course>();
  const take = (course: Course) => {
    if (entered.has(course)) return;
    entered.add(course);
    for (const key of course.after) if (byKey.has(key)) take(byKey.get(key)!);
    ordered.add(course);
  };
  for (const course of courses) take(course);
  return [...ordered];
}

/** The courses of a role with those that they build on, in order: what is for this role alone as early as it can be. */
export function pathOf<Course extends Placed & { roles: readonly string[] }>(
  role: string,
  courses: readonly Course[],
): Course[] {
  const own = courses.filter(({ roles }) => roles.includes(role));
  const others = courses.filter(({ roles }) => !roles.includes(role));
  const rank = ({ roles, after }: Course) => roles.length * 100 + after.length;
  const ordered = inOrder([...own.sort((one, other) => rank(one) - rank(other)), ...others]);
  const needed = new Set(own.map(({ key }) => key));
  // From the last to the first: whoever builds on a course stands behind it.
  for (const { key, after } of ordered.toReversed())
    if (needed.has(key)) for (const before of after) needed.add(before);
  return ordered.filter(({ key }) => needed.has(key));
}
