/** An organisation moves in by the command as a process: planned, applied, proven. */
import { spawn } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { listPeople } from '../../src/contract/directory/people.ts';
import type { MovableTool } from '../../src/contract/move-in/conversion.ts';
import { getSeverities, updateSeverities } from '../../src/contract/respond/severities.ts';
import type { Proof } from '../../src/domain/move-in/proof.ts';
import { ensureCurrentBuild } from './programs/current-build.ts';
import { makeQuickFolder } from './quick-folder.ts';
import { adminToken, startTestServer } from './server.ts';

/** As large as the organisations that move in stories. */
export const wholeSize = { people: 40, teams: 12, schedules: 25 };

type Export = {
  /** The beginning of the command's first line. */
  counted: string;
  /** Writes the export anew. @returns where it is */
  write(folder: string): string;
};

/** An export that is one JSON document. */
export const oneDocument = (dump: object) => (folder: string) => {
  const file = path.join(folder, 'export.json');
  writeFileSync(file, JSON.stringify(dump));
  return file;
};

/** The plan comes first and changes nothing; it is applied and proven; the same export again changes nothing. */
export async function moveWhole(tool: MovableTool, { counted, write }: Export) {
  await ensureCurrentBuild();
  const { url, admin } = await startTestServer();
  const folder = await makeQuickFolder(`evenkeel ${tool} `);
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const evenkeel = async (...args: string[]) => {
    const child = spawn(process.execPath, ['bin/evenkeel', 'import', tool, ...args], {
      env: { PATH: process.env.PATH, HOME: process.env.HOME, EVENKEEL_URL: url, EVENKEEL_TOKEN: adminToken },
    });
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
    return { code, out, err };
  };
  await everySeverityPages(admin);
  const file = write(folder);

  const planned = await evenkeel(file);
  expect(planned).toMatchObject({ code: 0, err: '' });
  expect(planned.out).toContain(counted);
  expect(planned.out).toContain('Equal: the same people are on call');
  expect(planned.out).toContain('Nothing was changed');
  expect((await admin.call(listPeople, { query: { limit: 200 } })).items).toEqual([]);

  const applied = await evenkeel(file, '--apply', '--yes');
  expect(applied).toMatchObject({ code: 0, err: '' });
  expect(applied.out.split('What is here now:')[1]).toContain('Equal: the same people are on call');

  // Both systems run: the same export again changes nothing.
  expect((await evenkeel(file)).out).toMatch(/No changes; \d+ unchanged\./);
  return {
    ...{ url, admin, folder, evenkeel },
    /** Something has changed there: how many differences the proof finds in a schedule, by its id there. */
    async differencesOf(schedule: unknown) {
      const { out, code } = await evenkeel(write(folder), '--verify', '--json');
      expect(code).toBe(1);
      const { proof } = JSON.parse(out) as { proof: Proof };
      return proof.schedules.find(({ id }) => id === String(schedule))!.differences.length;
    },
  };
}

/** SEV5 pages nobody until somebody says otherwise; the other tools notify of everything. */
export async function everySeverityPages(admin: Client): Promise<void> {
  const { rules } = await admin.call(getSeverities, {});
  const everything = rules.map((rule) => (rule.severity === 5 ? { ...rule, urgency: 'low' as const } : rule));
  await admin.call(updateSeverities, { body: { rules: everything } });
}
