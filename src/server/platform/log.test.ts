import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { openLog } from './log.ts';

function logged() {
  const lines: string[] = [];
  const log = openLog('info', { write: (line) => lines.push(line) });
  return { log, last: () => JSON.parse(lines.at(-1)!) as { err: Record<string, unknown> } };
}

test('an error is logged with what it says, where, its code and its causes', () => {
  const { log, last } = logged();
  const cause = Object.assign(new TypeError('refused'), { code: 'ECONNREFUSED' });
  log.error({ err: new Error('not sent', { cause }) }, 'failed');
  expect(last().err).toMatchObject({
    type: 'Error',
    message: 'not sent',
    stack: expect.stringContaining('log.test.ts'),
    cause: { type: 'TypeError', message: 'refused', code: 'ECONNREFUSED' },
  });
  log.error({ err: new AggregateError([cause], 'all failed') }, 'failed');
  expect(last().err).toMatchObject({ message: 'all failed', errors: [{ message: 'refused' }] });
  log.error({ err: 'a word' }, 'failed');
  expect(last().err).toBe('a word');
});

test('nothing else that hangs on an error is logged, also by the web server: no connection, request, row or header', async () => {
  const { log, last } = logged();
  const given = {
    client: { password: 'hush' },
    detail: 'Key (email)=(ada@example.com)',
    headers: { authorization: 'hush' },
  };
  const error = Object.assign(new Error('failed'), given, { cause: Object.assign(new Error('why'), given) });
  log.error({ err: error }, 'failed');
  expect(JSON.stringify(last())).not.toMatch(/hush|ada@/);
  expect(last().err.cause).toMatchObject({ message: 'why' });
  log.child({ loop: 'deliver' }).error({ err: error }, 'failed');
  expect(JSON.stringify(last())).not.toMatch(/hush|ada@/);
  Fastify({ loggerInstance: log.child({}, { level: 'warn' }) }).log.error({ err: error }, 'failed');
  expect(JSON.stringify(last())).not.toMatch(/hush|ada@/);
});

test('an error that is its own cause ends', () => {
  const { log, last } = logged();
  const error = new Error('round');
  error.cause = error;
  log.error({ err: error }, 'failed');
  expect(last().err).toMatchObject({ cause: { cause: { cause: { message: 'round' } } } });
});
