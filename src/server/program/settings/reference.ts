/** Figures from outside: shipped, editable, and always marked as what they are. */
import { problem } from '../../../contract/errors.ts';
import type { ReferenceInput } from '../../../contract/program/program.ts';
import { type OwnStanding, placeOf } from '../../../domain/program/benchmark-placing.ts';
import { maturityLevels } from '../../../domain/program/maturity/model.ts';
import {
  defaultBenchmarks,
  defaultReferenceValues,
  defaultStudies,
  referenceNotice,
} from '../../../domain/program/reference-values.ts';
import type { Context } from '../../platform/context.ts';
import { type Queryable, transaction } from '../../platform/db/database.ts';
import { settings } from '../../platform/settings/registry.ts';
import { readSetting, writeSetting } from '../../platform/settings/store.ts';
import * as store from './standing-store.ts';

/** Those in force, as edited or as shipped. */
export async function readReference(db: Queryable) {
  const { value, isEdited, version } = await readSetting(db, settings.referenceValues);
  return { ...value, studies: value.studies ?? [...defaultStudies], notice: referenceNotice, isEdited, version };
}

/** With where this installation stands in each benchmark. */
export async function readBenchmarks(db: Queryable) {
  const reference = await readReference(db);
  const own = await readStanding(db);
  const placings = reference.benchmarks.map((benchmark) => ({ key: benchmark.key, ...placeOf(benchmark, own) }));
  return { ...reference, placings };
}

async function readStanding(db: Queryable): Promise<OwnStanding> {
  const assessed = await store.lastAssessed(db);
  const returned = await store.lastReturn(db);
  return {
    maturity: assessed && maturityStanding(assessed.level, assessed.completedAt),
    returned: returned && { low: returned.low, high: returned.high, review: `Q${returned.quarter} ${returned.year}` },
  };
}

export function maturityStanding(level: number, completedAt: Date): NonNullable<OwnStanding['maturity']> {
  const on = completedAt.toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
  return { level, name: maturityLevels.find((each) => each.level === level)!.name, on };
}

/** @throws Problem `invalid_input` where an entry of one's own says not where it comes from, and of when it is */
export async function updateReference(ctx: Context, input: ReferenceInput, ifMatch?: number) {
  refuseUnsourced(input);
  return transaction(ctx.db, async (tx) => {
    const { isEdited: _isEdited, notice: _notice, version: _version, ...before } = await readReference(tx);
    const after = { ...input, studies: input.studies ?? before.studies };
    await writeSetting(tx, ctx, settings.referenceValues, after, ifMatch, { before, after });
    return readBenchmarks(tx);
  });
}

function refuseUnsourced(input: ReferenceInput): void {
  const shipped = { values: defaultReferenceValues, benchmarks: defaultBenchmarks };
  const errors = (['values', 'benchmarks'] as const).flatMap((list) =>
    input[list].flatMap(({ key, source, asOf }, index) => {
      if (shipped[list].some((one) => one.key === key)) return [];
      const path = `body.${list}.${index}`;
      return [
        ...(source ? [] : [{ path: `${path}.source`, message: 'Say where it comes from.' }]),
        ...(asOf ? [] : [{ path: `${path}.asOf`, message: 'Say of when it is.' }]),
      ];
    }),
  );
  if (errors.length > 0) throw problem('invalid_input', undefined, errors.slice(0, 20));
}

export async function resetReference(ctx: Context) {
  return transaction(ctx.db, async (tx) => {
    const before = await readReference(tx);
    await writeSetting(tx, ctx, settings.referenceValues, null, undefined, { before, after: null });
    return readBenchmarks(tx);
  });
}
