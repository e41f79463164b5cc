import { expect, test } from 'vitest';
import { readPagingAudit } from '../../src/contract/paging-audit.ts';
import { startDemo } from '../harness/demo.ts';

test('the auditor finds nothing wrong with the demo, and nothing is left to send', { timeout: 120_000 }, async () => {
  const { admin, db } = await startDemo();
  const { findings } = await admin.call(readPagingAudit, {});
  expect(findings.filter(({ weight }) => weight === 'fault')).toEqual([]);
  const waiting = await db.query(
    `select (select count(*)::int from notifications where state in ('pending', 'sending')) as pages,
       (select count(*)::int from subscriber_mails where state in ('pending', 'sending')) as mails`,
  );
  expect(waiting.rows).toEqual([{ pages: 0, mails: 0 }]);
});
