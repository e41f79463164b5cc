import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { exportAssessmentSlides } from '../../../contract/program/assessments.ts';
import { exportReviewSlides } from '../../../contract/program/reviews.ts';
import { type ConnectionOptions, connect, withServer } from '../../connection.ts';
import { CommandProblem, exitCodes } from '../../exit-codes.ts';
import { printJson, printLine } from '../../print.ts';

type SlidesOptions = ConnectionOptions & { output?: string };

const kinds = { review: exportReviewSlides, assessment: exportAssessmentSlides };

export function addSlides(program: Command): void {
  const slides = program.command('slides').description('a quarterly review or an assessment as a PowerPoint file');
  for (const kind of ['review', 'assessment'] as const)
    withServer(slides.command(kind).argument('<id>', 'the number in its address'))
      .option('-o, --output <file>', `where to write it; ${kind}-<id>.pptx if omitted`)
      .action((id: string, options: SlidesOptions) => download(kind, id, options));
}

async function download(kind: keyof typeof kinds, given: string, options: SlidesOptions): Promise<void> {
  const id = Number(given);
  if (!Number.isInteger(id) || id < 1) throw new CommandProblem(`${given} is not the number of one.`, exitCodes.usage);
  const content = await connect(options).call(kinds[kind], { params: { id } });
  const file = options.output ?? `${kind}-${id}.pptx`;
  try {
    writeFileSync(file, content);
  } catch (error) {
    throw new CommandProblem(`${file} cannot be written: ${(error as Error).message}.`);
  }
  if (options.json) printJson({ file });
  else printLine(`Written to ${file}.`);
}
