import { isFaultOfRows } from '../../platform/db/row-faults.ts';

/**
 * A row that cannot be handled must not stop the rows beside it in the batch. After such a failure work goes on one by
 * one and in any order for a while: everything else gets through, and the watchdog tells of what stays behind.
 */
const oneByOneForMs = 60_000;

export type OneByOne = {
  /** Runs `work`, told whether it should take one row at a time; fails as it fails. */
  run<T>(work: (isOneByOne: boolean) => Promise<T>): Promise<T>;
};

export function createOneByOne(): OneByOne {
  let oneByOneUntil = Number.NEGATIVE_INFINITY;
  return {
    async run(work) {
      try {
        return await work(performance.now() < oneByOneUntil);
      } catch (error) {
        if (isFaultOfRows(error)) oneByOneUntil = performance.now() + oneByOneForMs;
        throw error;
      }
    },
  };
}
