import { problem } from '../../contract/errors.ts';
import type { MovableTool } from '../../contract/move-in/conversion.ts';
import type { ExportFile } from '../../domain/move-in/read-sections.ts';
import { knownSlugs, settled } from '../../domain/move-in/settle.ts';
import { readExport } from '../../domain/move-in/tools.ts';
import type { Context } from '../platform/context.ts';
import { readNowMs } from '../platform/db/now.ts';
import { exportConfiguration } from './actions.ts';
import type { Kind } from './kind.ts';

const mostErrors = 50;

/** @throws Problem `invalid_input` that names each fault of the export with its file or field */
export async function convertExport(
  ctx: Context,
  kinds: readonly Kind[],
  tool: MovableTool,
  { files, addOnly }: { files: ExportFile[]; addOnly: boolean },
) {
  const { content, errors, convert } = readExport(tool, files);
  if (errors.length > 0) throw problem('invalid_input', 'The export cannot be read.', errors.slice(0, mostErrors));
  const { document: here } = await exportConfiguration(ctx, kinds, false);
  const { document, findings, schedulesOf, serviceOf } = convert(knownSlugs(here), await readNowMs(ctx.db));
  return {
    content: content as Record<string, Record<string, unknown>[]>,
    document: settled(document, here, addOnly),
    moved: document as unknown as Record<string, Record<string, unknown>[]>,
    findings,
    schedulesOf: Object.fromEntries(schedulesOf),
    serviceOf: Object.fromEntries(serviceOf),
  };
}
