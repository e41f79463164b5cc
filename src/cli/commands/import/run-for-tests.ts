import { Command } from 'commander';
import { vi } from 'vitest';
import { adminToken } from '../../../../test/harness/server.ts';
import type { Client } from '../../../client/client.ts';
import { getSeverities, updateSeverities } from '../../../contract/respond/severities.ts';
import { addImport } from './import.ts';

/** Runs `evenkeel import` without a process of its own. */
export async function runImport(url: string, args: readonly string[]): Promise<{ out: string; code: unknown }> {
  const written: string[] = [];
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  try {
    const program = new Command();
    addImport(program);
    await program.parseAsync(['import', ...args, '--url', url, '--token', adminToken], { from: 'user' });
  } finally {
    spy.mockRestore();
  }
  const code = process.exitCode ?? 0;
  process.exitCode = 0;
  return { out: written.join(''), code };
}

/** SEV5 pages nobody until somebody says otherwise; the other tool notifies of everything. */
export async function everySeverityPages(admin: Client): Promise<void> {
  const { rules } = await admin.call(getSeverities, {});
  const everything = rules.map((rule) => (rule.severity === 5 ? { ...rule, urgency: 'low' as const } : rule));
  await admin.call(updateSeverities, { body: { rules: everything } });
}
