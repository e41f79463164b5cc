import { pino } from 'pino';
import { expect, test } from 'vitest';
import { startTestServer } from '../../test/harness/server.ts';

test('a start writes no warning and no error into the log', async () => {
  const lines: string[] = [];
  const log = pino({ level: 'warn' }, { write: (line: string) => lines.push(line) });
  const server = await startTestServer({ log });
  await server.server.rehearse();
  const faults = lines.map((line) => JSON.parse(line)).filter(({ msg }) => !/running as root/.test(msg));
  expect(faults).toEqual([]);
});
