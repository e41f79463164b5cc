import type { TestSpecification } from 'vitest/node';
import { BaseSequencer } from 'vitest/node';

/** Files that take minutes though they are short: begun last, they would run alone at the end. */
const longest = /\/test\/(faults\/kills[a-z-]*|e2e\/pages)\.test\.ts$/;

/** Within each project the longest file begins first; of those that never ran here, the largest. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isFirst = ({ moduleId }: TestSpecification) => longest.test(moduleId);
    const orderOf = ({ project }: TestSpecification) => project.config.sequence.groupOrder;
    return sorted.toSorted((a, b) => orderOf(a) - orderOf(b) || Number(isFirst(b)) - Number(isFirst(a)));
  }
}
