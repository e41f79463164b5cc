import * as contract from '../../contract/directory/personal-data.ts';
import { streamFile } from '../platform/http/csv-stream.ts';
import { implement } from '../platform/http/handler.ts';
import { startLoop } from '../platform/loop.ts';
import type { Platform, Stage } from '../stage.ts';
import { cancelRemoval, previewRemoval, readRemoval, requestRemoval, workAtRemovals } from './actions.ts';
import { exportPersonalData } from './export.ts';

export function startPersonalData({ db, keyring, log }: Platform): Stage {
  const loop = startLoop({
    name: 'personal data removal',
    pauseMs: 5_000,
    log,
    work: () => workAtRemovals(db, keyring),
  });
  return {
    handlers: [
      implement(contract.readPersonalDataRemoval, (ctx, { params }) => readRemoval(ctx, params.id)),
      implement(contract.previewPersonalDataRemoval, (ctx, { params }) => previewRemoval(ctx, keyring, params.id)),
      implement(contract.removePersonalData, async (ctx, { params, body }) => {
        const removal = await requestRemoval(ctx, params.id, body);
        loop.wake();
        return removal;
      }),
      implement(contract.cancelPersonalDataRemoval, (ctx, { params }) => cancelRemoval(ctx, params.id)),
      implement(contract.exportPersonalData, (ctx, { params, ...io }) =>
        streamFile(io, `person-${params.id}.json`, () => exportPersonalData(ctx, keyring, params.id)),
      ),
    ],
    loops: [loop],
  };
}
