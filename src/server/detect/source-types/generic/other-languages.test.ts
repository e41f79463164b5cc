// What senders of other languages say, and that a title in signs without blanks is never taken for a mere state.
import { describe, expect, it, test } from 'vitest';
import { requestOf } from '../../../../../test/sources/fixture-files.ts';
import { findSourceType } from '../registry.ts';
import { readState } from './action/states.ts';

const read = (body: object) => {
  const result = findSourceType('generic')!.parse(requestOf(JSON.stringify(body)), {});
  return result.kind === 'signals' ? result.signals[0]! : expect.fail('nothing was read');
};

describe('how things are', () => {
  it.each([
    ['fehlgeschlagen', 'trigger'],
    ['nicht verfügbar', 'trigger'],
    ['wiederhergestellt', 'resolve'],
    ['résolue', 'resolve'],
    ['dépassée', 'trigger'],
    ['resueltos', 'resolve'],
    ['restabelecido', 'resolve'],
    ['異常発生', 'trigger'],
    ['異常解除', 'resolve'],
    ['異常なし', 'resolve'],
    ['未恢复', 'trigger'],
    ['告警恢复通知', 'resolve'],
    ['恢复失败', 'trigger'],
    ['장애 해제', 'resolve'],
    ['terminated', null],
    ['磁盘空间不足告警', null],
  ])('%s is %s', (word, action) => expect(readState(word)).toBe(action));
});

test('two problems of one host that only their titles in Chinese tell apart are two alerts, and each ends by its own', () => {
  const [disk, link, over] = ['磁盘空间告警', '数据库连接失败', '数据库连接恢复'].map((title) =>
    read({ title, host: 'web-1' }),
  );
  expect(disk!.action).toBe('trigger');
  expect(link!.action).toBe('trigger');
  expect(disk!.dedupKey).not.toBe(link!.dedupKey);
  expect(over).toMatchObject({ action: 'resolve', dedupKey: link!.dedupKey });
  expect(link!.title).toContain('数据库连接');
});

test('what has not recovered is no end', () => {
  expect(read({ title: '磁盘空间未恢复', host: 'web-1' }).action).toBe('trigger');
});

test('what could not be completed has not ended', () => {
  expect(read({ title: 'The nightly payment run could not be completed' }).action).toBe('trigger');
});

test('a summary that says more than how a value compares tells one alert from another', () => {
  const body = { host: 'web-1', metric: 'Quota', status: 'critical' };
  const keys = ['a', 'b'].map(
    (tenant) => read({ ...body, summary: `Quota is above 90 for the shop of tenant ${tenant}` }).dedupKey,
  );
  expect(keys[0]).not.toBe(keys[1]);
});

test('answers of a form whose questions are names of fields are never joined', () => {
  const keys = ['The printer is out of paper', 'Nobody can pay'].map(
    (answer) => read({ source: 'form', namedValues: { 'What is wrong?': [answer] } }).dedupKey,
  );
  expect(keys[0]).not.toBe(keys[1]);
});
