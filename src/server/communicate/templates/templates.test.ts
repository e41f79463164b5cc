import { expect, test } from 'vitest';
import { startTestServer } from '../../../../test/harness/server.ts';
import { draftPublicUpdate } from '../../../contract/communicate/public-updates.ts';
import * as contract from '../../../contract/communicate/templates.ts';
import { declare, openStatusPage } from '../world-for-tests.ts';
import { fillTemplate } from './fill.ts';

const params = { key: 'investigating.public' };

test('a template can be edited, is used by the next draft, and goes back to how it was shipped', async () => {
  const { admin } = await startTestServer();
  await openStatusPage(admin);
  const { items, variables } = await admin.call(contract.listMessageTemplates, {});
  const before = items.find(({ key }) => key === params.key)!;
  expect(before).toMatchObject({ audience: 'public', isEdited: false, version: 1 });
  expect(variables.find(({ name }) => name === 'commander')).toMatchObject({ publicSafe: false });

  const words = { title: 'News: {{ title }}', body: 'We see {{ effect }}.' };
  const edited = await admin.call(contract.updateMessageTemplate, { params, body: words }, { ifMatch: 1 });
  expect(edited).toMatchObject({ ...words, isEdited: true, version: 2, updatedBy: { kind: 'bootstrap' } });
  await expect(
    admin.call(contract.updateMessageTemplate, { params, body: words }, { ifMatch: 1 }),
  ).rejects.toMatchObject({ code: 'version_mismatch' });
  const draft = await admin.call(draftPublicUpdate, {
    params: { id: await declare(admin) },
    body: { situation: 'investigating', values: { title: 'Slow', effect: 'slow pages' } },
  });
  expect(draft).toMatchObject({ title: 'News: Slow', body: 'We see slow pages.' });

  await admin.call(contract.resetMessageTemplate, { params });
  const after = await admin.call(contract.listMessageTemplates, {});
  expect(after.items.find(({ key }) => key === params.key)).toEqual(before);
});

test.each([
  ['a word for colleagues', '{{ commander }}', '“commander” is internal and cannot be used in public text.'],
  ['an unknown word', '{{ nonsense }}', 'There is no variable “nonsense” here.'],
  ['broken Liquid', '{% if title %}', expect.stringContaining('not valid Liquid')],
  ['a file', '{% include "/etc/passwd" %}', expect.anything()],
])('a public template with %s is refused', async (_what, body, message) => {
  const { admin } = await startTestServer();
  const call = admin.call(contract.updateMessageTemplate, { params, body: { title: 'x', body } });
  await expect(call).rejects.toMatchObject({
    code: 'invalid_input',
    errors: expect.arrayContaining([{ path: 'body.body', message }]),
  });
});

test('a preview is filled by the incident for colleagues, and by public values alone for the public', async () => {
  const { admin } = await startTestServer();
  await openStatusPage(admin);
  const incidentId = await declare(admin, 'Secret title', { summary: 'Orders fail since noon' });
  const preview = (key: string, body: object) =>
    admin.call(contract.previewMessageTemplate, { params: { key }, body: { incidentId, ...body } });
  const responders = await preview('investigating.responders', {});
  expect(responders.body).toContain(`INC-${incidentId} SEV2, commander nobody yet`);
  expect(responders.body).toContain('Orders fail since noon');
  const forPublic = await preview('investigating.public', { values: { effect: 'slow pages' } });
  expect(JSON.stringify(forPublic)).not.toMatch(/Secret|Orders|INC-/);
  expect(forPublic.body).toContain('slow pages');
  const sample = await admin.call(contract.previewMessageTemplate, { params, body: {} });
  expect(sample.body).toContain('slow or failing payments');
});

test('a value gives a text no form, and a template that never ends is ended', () => {
  const words = { title: '{{ title }}', body: 'See {{ title }}  .' };
  expect(fillTemplate(words, { title: '[a](http://x) *b* {{ 1 }}\n# c' })).toEqual({
    title: '[a](http://x) *b* {{ 1 }} # c',
    body: 'See \\[a\\](http://x) \\*b\\* {{ 1 }} # c.',
  });
  const optional = { title: 'x', body: 'A.{% if title %} B {{ title }}.{% endif %}' };
  expect(fillTemplate(optional, { title: '' }).body).toBe('A.');
  const endless = '{% for a in (1..100000000) %}{% for b in (1..100000) %}x{% endfor %}{% endfor %}';
  expect(() => fillTemplate({ title: 'x', body: endless }, {})).toThrow();
  expect(() => fillTemplate({ title: 'x', body: '{{ title.constructor.constructor }}' }, { title: 'a' })).not.toThrow();
});
