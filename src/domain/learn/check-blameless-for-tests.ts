import { type BlamelessFinding, type BlamelessOptions, blamelessSteps } from './blameless.ts';

/** All steps at once. */
export function checkBlameless(markdown: string, options: BlamelessOptions): BlamelessFinding[] {
  const steps = blamelessSteps(markdown, options);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
