import { Command } from 'commander';
import { vi } from 'vitest';
import { adminToken } from '../../../../test/harness/server.ts';
import { addImport } from './import.ts';

/** Runs `evenkeel import` without a process of its own. */
export async function runImport(
  url: string,
  args: readonly string[],
): Promise<{ out: string; err: string; code: unknown }> {
  const written = { out: '', err: '' };
  const catches = (stream: NodeJS.WriteStream, name: 'out' | 'err') =>
    vi.spyOn(stream, 'write').mockImplementation((text) => {
      written[name] += String(text);
      return true;
    });
  const spies = [catches(process.stdout, 'out'), catches(process.stderr, 'err')];
  try {
    const program = new Command();
    addImport(program);
    await program.parseAsync(['import', ...args, '--url', url, '--token', adminToken], { from: 'user' });
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
  const code = process.exitCode ?? 0;
  process.exitCode = 0;
  return { ...written, code };
}
