import { expect, test } from 'vitest';
import { startTestServer } from '../../../../test/harness/server.ts';
import { askPerson, worldThrough } from '../../../../test/harness/world.ts';
import { createService } from '../../../contract/directory/services.ts';
import { readPlaybook } from '../../../contract/program/playbook.ts';
import * as program from '../../../contract/program/program.ts';
import { createRunbook } from '../../../contract/resolve/runbooks.ts';
import { createEscalationPolicy } from '../../../contract/respond/escalation-policies.ts';

const hostile = '<img src=x onerror=alert(1)> [here](javascript:alert(1)) | `x` # {{ 7 }}';

test('The playbook is the configuration as it is now, and nothing a person typed becomes markup', async () => {
  const server = await startTestServer();
  const { admin } = server;
  const person = await worldThrough(server).personByMail('Olga');
  const steps = [
    { delaySeconds: 300, targets: [askPerson(person)], ifEmpty: 'skip' as const },
    { delaySeconds: 0, targets: [askPerson(person)], ifEmpty: 'skip' as const },
  ];
  const definition = { steps, repeat: 0, catchAll: null };
  const policy = await admin.call(createEscalationPolicy, { body: { slug: 'p', name: hostile, definition } });
  const service = await admin.call(createService, {
    body: { slug: 'checkout', name: `Checkout ${hostile}`, escalationPolicyId: policy.id },
  });
  await admin.call(createService, { body: { slug: 'lonely', name: 'Lonely' } });
  await admin.call(createRunbook, {
    body: { slug: 'r', title: 'Roll back', body: `- [ ] Stop ${hostile}\n`, serviceIds: [service.id] },
  });
  const { markdown } = await admin.call(readPlaybook, {});
  for (const heading of [
    'Severities',
    'Roles',
    'War-room protocols',
    'Who is paged',
    'Message templates',
    'Runbooks',
  ]) {
    expect(markdown).toContain(`\n## ${heading}\n`);
  }
  expect(markdown).toContain('1. immediately: Olga \\(person\\)');
  expect(markdown).toContain('2. after 5 min: Olga');
  expect(markdown).toContain('| Lonely | 3 | – | **none: nobody would be paged** |');
  expect(markdown).not.toContain('<img');
  expect(markdown).not.toContain('[here](');
  expect(markdown).not.toContain('{{ 7 }}');
  const rows = markdown.split('\n').filter((line) => line.startsWith('| Checkout'));
  // Four cells: the bar in the name makes no fifth one.
  expect(rows.map((row) => row.replaceAll('\\|', '').split('|').length)).toEqual([6]);
});

test('Reference values are marked, edited and reset; lost edits are refused', async () => {
  const { admin } = await startTestServer();
  const shipped = await admin.call(program.readReferenceValues, {});
  expect(shipped).toMatchObject({ isEdited: false, version: 0 });
  expect(shipped.notice).toContain('Reference value');
  const { values, benchmarks } = shipped;
  const body = { values: [{ ...values[0]!, value: '4 weeks' }], benchmarks };
  const edited = await admin.call(program.updateReferenceValues, { body });
  expect(edited).toMatchObject({ isEdited: true, values: [{ value: '4 weeks' }] });
  await expect(
    admin.call(program.updateReferenceValues, { body: { values: [values[0]!, values[0]!], benchmarks } }),
  ).rejects.toMatchObject({ code: 'invalid_input' });
  const own = { key: 'ours', industry: 'Retail', measure: 'Maturity', low: '1', median: '2', elite: '3' };
  const withOwn = (more: object) =>
    admin.call(program.updateReferenceValues, { body: { values, benchmarks: [...benchmarks, { ...own, ...more }] } });
  await expect(withOwn({})).rejects.toMatchObject({
    errors: [{ path: 'body.benchmarks.4.source' }, { path: 'body.benchmarks.4.asOf' }],
  });
  await expect(withOwn({ source: 'A survey', asOf: 'lately' })).rejects.toMatchObject({ code: 'invalid_input' });
  const sourced = await withOwn({ source: 'A survey of ours', asOf: '2026-10' });
  expect(sourced.placings.at(-1)).toEqual({
    ...{ key: 'ours', rank: null },
    because: 'No assessment is completed yet.',
  });
  expect(sourced.studies).toEqual(shipped.studies);
  const stale = admin.call(program.updateReferenceValues, { body }, { ifMatch: edited.version - 1 });
  await expect(stale).rejects.toMatchObject({ code: 'version_mismatch' });
  const reset = await admin.call(program.resetReferenceValues, {});
  expect(reset).toEqual({ ...shipped, version: 3 });
});

test('Costs are unknown until somebody writes them down, in order and in minor units', async () => {
  const { admin } = await startTestServer();
  const empty = await admin.call(program.readCosts, {});
  expect(empty).toMatchObject({ isEdited: false, version: 0 });
  const { isEdited: _isEdited, version: _version, ...body } = empty;
  const responderHour = { low: 9_000, expected: 8_000, high: 10_000 };
  await expect(admin.call(program.updateCosts, { body: { ...body, responderHour } })).rejects.toMatchObject({
    code: 'invalid_input',
  });
  await expect(
    admin.call(program.updateCosts, { body: { ...body, responderHour: { low: 0.5, expected: 1, high: 2 } } }),
  ).rejects.toMatchObject({ code: 'invalid_input' });
  const written = await admin.call(program.updateCosts, { body: { ...body, currency: 'JPY' } });
  expect(written).toMatchObject({ isEdited: true, currency: 'JPY', version: 1 });
});
