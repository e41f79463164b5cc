import path from 'node:path';
import { startProgram } from './program.ts';

const ensureBuild = "import('./bin/bootstrap.mjs').then(({ ensureBuild }) => ensureBuild())";
let building: Promise<void> | null = null;

/** Server and web in `dist` are made of the sources as they are: an older build would prove nothing about them. */
export function ensureCurrentBuild(): Promise<void> {
  building ??= build();
  return building;
}

async function build(): Promise<void> {
  const program = await startProgram(process.execPath, ['-e', ensureBuild], { cwd: path.resolve('.') });
  if ((await program.ended) !== 0) throw new Error(`The app could not be built:\n${program.output()}`);
}
