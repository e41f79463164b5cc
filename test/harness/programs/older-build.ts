/** The server as an earlier commit made it, built of the history of this clone and run with the packages of today. */
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { run } from './run.ts';

/** `EVENKEEL_TEST_OLDER_COMMIT` names another one. */
const migrationsBack = 10;

const commit = await olderCommit();

export const canBuildOlder = commit !== null;
if (!canBuildOlder)
  console.warn('SKIPPING the build of an earlier commit: this folder has no history that reaches ten migrations back.');

export type OlderBuild = { executable: string; commit: string; migrations: string; stop(): Promise<void> };

export async function makeOlderBuild(): Promise<OlderBuild> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'evenkeel-older-'));
  const parts = ['package.json', 'tsconfig.json', 'bin', 'src', 'migrations', 'content'];
  const archive = path.join(folder, 'sources.tar');
  await run('git', ['archive', `--output=${archive}`, commit!, ...parts]);
  await run('tar', ['-xf', archive, '-C', folder]);
  await symlink(path.resolve('node_modules'), path.join(folder, 'node_modules'));
  await build({
    absWorkingDir: folder,
    entryPoints: { cli: 'src/cli/main.ts' },
    outdir: 'dist',
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    logLevel: 'warning',
  });
  return {
    executable: path.join(folder, 'bin', 'evenkeel'),
    commit: commit!,
    migrations: path.join(folder, 'migrations'),
    stop: () => rm(folder, { recursive: true, force: true }),
  };
}

/** The one before the last ten migrations came. */
async function olderCommit(): Promise<string | null> {
  if (process.env.EVENKEEL_TEST_OLDER_COMMIT) return process.env.EVENKEEL_TEST_OLDER_COMMIT;
  if (!existsSync('.git')) return null;
  const last = (await readdir('migrations')).sort().at(-migrationsBack)!;
  try {
    const { stdout } = await run('git', ['log', '--diff-filter=A', '--format=%H', '--', `migrations/${last}`]);
    const added = stdout.trim().split('\n').at(-1)!;
    return (await run('git', ['rev-parse', '--verify', `${added}^`])).stdout.trim();
  } catch {
    return null;
  }
}
