import { expect, test } from 'vitest';
import { standbyFinding } from './standbys.ts';

const result = (count: number, names: string, commit = 'on') => standbyFinding({ count, names, commit }).result;

test('standbys that no commit waits for are a warning that says what a failover may lose', () => {
  expect(standbyFinding({ count: 2, names: '', commit: 'on' })).toEqual({
    result: 'warning',
    sentence: expect.stringMatching(/2 standbys .* may lose .* accepted, acknowledgements.*synchronous_standby_names/),
  });
  expect(standbyFinding({ count: 1, names: 'db2', commit: 'local' }).sentence).toContain('synchronous_commit is local');
  expect(result(1, 'db2', 'off')).toBe('warning');
});

test('a standby that every commit waits for is well, and so is a database without one', () => {
  for (const commit of ['on', 'remote_write', 'remote_apply']) expect(result(1, 'ANY 1 (*)', commit)).toBe('ok');
  expect(result(0, '')).toBe('ok');
});

test('a commit that waits for a standby which is not there is a warning', () => {
  expect(standbyFinding({ count: 0, names: '*', commit: 'on' })).toMatchObject({
    result: 'warning',
    sentence: expect.stringContaining('none follows'),
  });
});
