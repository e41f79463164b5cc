import { readFileSync } from 'node:fs';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDocument } from '../../src/contract/program/documents.ts';
import { type AskedQuestion, listMyAttempts, readQuiz } from '../../src/contract/program/training.ts';
import { eventually } from '../harness/eventually.ts';
import { signInAs } from '../harness/people.ts';
import { ensureCurrentBuild } from '../harness/programs/current-build.ts';
import { handIn } from '../harness/quiz.ts';
import { startTestServer } from '../harness/server.ts';
import { launchBrowser } from './browser.ts';
import { asPerson } from './product.ts';

let browser: Browser;

beforeAll(async () => {
  await ensureCurrentBuild();
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
});

const steps = ['Acknowledge', 'Look at the impact', 'Declare', 'Hand over'];
const source = `---
title: Phones at night
summary: What to do when the phone rings at night.
roles: [responder]
minutes: 5
quiz:
  ask: 6
  questions:
${['first', 'second']
  .map(
    (
      id,
    ) => `    - { id: ${id}-one, kind: one, ask: Which ${id}?, options: [Loud, Quiet, Off], right: Loud, because: It wakes. }
    - { id: ${id}-several, kind: several, ask: Which of the ${id}?, options: [Charger, Laptop, Slippers], right: [Charger, Laptop], because: They work. }`,
  )
  .join('\n')}
    - { id: order, kind: order, ask: In which order?, options: [${steps.join(', ')}], because: First things first. }
    - { id: number, kind: number, ask: How long until the second call?, right: 5, unit: minutes, because: The policy says so. }
---
Keep the phone charged.
`;

/** Presses Tab until the focus is there. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let presses = 0; presses < 150; presses += 1) {
    if ((await target.and(page.locator(':focus')).count()) > 0) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`The Tab key never comes to ${target}.`);
}

async function answerByKeys(page: Page, { kind, ask, options }: AskedQuestion): Promise<void> {
  const group = page.getByRole(kind === 'one' ? 'radiogroup' : 'group', { name: ask });
  if (kind === 'one') {
    await tabTo(page, group.getByRole('radio').first());
    await page.keyboard.press('Space');
    for (let place = 0; place < options.indexOf('Loud'); place += 1) await page.keyboard.press('ArrowDown');
    expect(await group.getByRole('radio', { name: 'Loud' }).isChecked()).toBe(true);
  }
  if (kind === 'several') {
    for (const option of options.filter((one) => one !== 'Slippers')) {
      await tabTo(page, group.getByRole('checkbox', { name: option }));
      await page.keyboard.press('Space');
    }
  }
  if (kind === 'number') {
    await tabTo(page, page.getByRole('textbox', { name: ask }));
    await page.keyboard.type('5');
  }
  if (kind === 'order') {
    const shown = [...options];
    for (const [place, step] of steps.entries()) {
      const from = shown.indexOf(step);
      if (from === place) continue;
      await tabTo(page, group.getByRole('button', { name: `Move up: ${step}` }));
      // The focus stays on the button, however often its row moves.
      for (let at = from; at > place; at -= 1) {
        await page.keyboard.press('Enter');
        await group
          .getByRole('listitem')
          .nth(at - 1)
          .getByText(step, { exact: true })
          .waitFor();
      }
      shown.splice(from, 1);
      shown.splice(place, 0, step);
    }
    expect(await group.getByRole('listitem').allInnerTexts()).toEqual(steps);
  }
}

test('a quiz with every kind of question is answered by keys alone, survives a reload, and gives a certificate to verify', async () => {
  const server = await startTestServer();
  const params = { key: 'phones-at-night' };
  await server.admin.call(createDocument, { params: { kind: 'course' }, body: { ...params, source } });
  const { browser: ada } = await signInAs(server, 'responder', 'Ada Quizzed');
  const { questions } = await ada.call(readQuiz, { params });
  expect(new Set(questions.map(({ kind }) => kind)).size).toBe(4);
  await asPerson(browser, server.url, ada, async (page) => {
    const open = async (name: string) => {
      await tabTo(page, page.getByRole('button', { name }).first());
      await page.keyboard.press('Enter');
    };
    await page.goto('/program/training');
    await tabTo(page, page.getByRole('list', { name: 'Courses' }).getByRole('link', { name: 'Phones at night' }));
    await page.keyboard.press('Enter');
    await open('Take the quiz');
    for (const question of questions.slice(0, 3)) await answerByKeys(page, question);
    await page.reload();
    await open('Take the quiz');
    await page.getByText(/^Draft from .* restored/).waitFor();
    for (const question of questions.slice(3)) await answerByKeys(page, question);
    await open('Submit answers');
    await page.getByText('Passed: 6 of 6').waitFor();
    await tabTo(page, page.getByRole('link', { name: 'View certificate' }));
    await page.keyboard.press('Enter');
    await page.getByRole('article').getByText('Ada Quizzed').waitFor();
    await tabTo(page, page.getByRole('link', { name: /\/certificates\// }));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Ada Quizzed is certified: Phones at night' }).waitFor();
  });
  expect((await ada.call(listMyAttempts, {})).items).toMatchObject([{ passed: true, right: 6 }]);
});

test('a course whose practical part is missing says what is done of it, on the quiz, the course and the path', async () => {
  const server = await startTestServer();
  const { browser: ada } = await signInAs(server, 'responder', 'Ada');
  await handIn(ada, 'incident-management-basics');
  await handIn(ada, 'scribe');
  await asPerson(browser, server.url, ada, async (page) => {
    await page.goto('/program/training');
    const path = page.getByRole('region', { name: 'Scribe' });
    await path.getByText(/^1 of \d certified/).waitFor();
    await path.getByRole('listitem').filter({ hasText: 'Quiz passed' }).getByRole('link').click();
    await page.getByText('0 of 2 drills as scribe').waitFor();
  });
});

test('a quiz that was changed meanwhile keeps the answers that still fit, and counts nothing', async () => {
  const server = await startTestServer();
  const params = { key: 'phones-at-night' };
  await server.admin.call(createDocument, { params: { kind: 'course' }, body: { ...params, source } });
  const { browser: ada } = await signInAs(server, 'responder', 'Ada');
  await asPerson(browser, server.url, ada, async (page) => {
    await page.goto('/program/training/phones-at-night');
    await page.getByRole('button', { name: 'Take the quiz' }).first().click();
    const { questions } = await ada.call(readQuiz, { params });
    for (const question of questions) await answerByKeys(page, question);
    await server.db.query(`update evenkeel.program_documents set version = version + 1 where key = $1`, [params.key]);
    await page.getByRole('button', { name: 'Submit answers' }).click();
    await page.getByText(/^This course was changed while you answered/).waitFor();
    // Every question is asked again, in another order; each has its answer.
    const submit = page.getByRole('button', { name: 'Submit answers' });
    await eventually(async () => await submit.isEnabled());
    await submit.click();
    await page.getByText('Passed: 6 of 6').waitFor();
  });
  expect((await ada.call(listMyAttempts, {})).items).toHaveLength(1);
});

test('the questions of the week are answered one after the other, and done for the week then', async () => {
  const server = await startTestServer();
  const { browser: ada } = await signInAs(server, 'responder', 'Ada');
  await handIn(ada, 'incident-management-basics');
  await asPerson(browser, server.url, ada, async (page) => {
    await page.goto('/program/training');
    const section = page.getByRole('region', { name: 'This week’s questions' });
    for (const button of ['Next question', 'Next question', 'Done']) {
      await section.getByRole('button', { name: 'Check answer' }).waitFor();
      const [choice] = await section.getByRole('radio').or(section.getByRole('checkbox')).all();
      if (choice) await choice.check();
      for (const field of await section.getByRole('textbox').all()) await field.fill('123456789');
      await section.getByRole('button', { name: 'Check answer' }).click();
      await section.getByText(/^(Correct|Incorrect)/).waitFor();
      await section.getByRole('button', { name: button }).click();
    }
    await section.getByText(/^Done for this week: \d of 3 correct/).waitFor();
  });
});

/** One pixel. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

test('a picture goes into a course where the cursor is, leaves with its file, and is there again when the file is read back', async () => {
  const server = await startTestServer();
  await server.admin.call(createDocument, { params: { kind: 'course' }, body: { key: 'phones-at-night', source } });
  const { browser: admin } = await signInAs(server, 'admin', 'Ada Draws');
  await asPerson(browser, server.url, admin, async (page) => {
    const isDrawn = (picture: Locator) =>
      eventually(
        async () => (await picture.evaluate((one: { naturalWidth: number }) => one.naturalWidth)) === 1 || null,
      );
    const pictureIn = (part: Locator) => part.getByRole('img', { name: 'The wall' });
    await page.goto('/program/training');
    await page.getByRole('link', { name: 'Courses as files' }).click();
    // The screen before stays until this one is loaded, and it has links of that name, too.
    await page.getByRole('heading', { level: 1, name: 'Courses as files' }).waitFor();
    await page.getByRole('link', { name: 'Phones at night' }).click();
    await page.getByRole('link', { name: 'Open course' }).click();
    await page.getByRole('link', { name: 'Edit' }).click();
    await page.getByRole('button', { name: 'Add a picture' }).waitFor();
    const choose = async (name: string, file: { name: string; mimeType: string; buffer: Buffer }) => {
      const chooser = page.waitForEvent('filechooser');
      await page.getByRole('button', { name }).click();
      await (await chooser).setFiles(file);
    };
    await choose('Add a picture', { name: 'The wall.png', mimeType: 'image/png', buffer: png });
    await isDrawn(pictureIn(page.getByRole('region', { name: 'Preview' })));
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.').first().waitFor();
    const waiting = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download file' }).click();
    const file = readFileSync(await (await waiting).path(), 'utf8');
    expect(file).toContain(`![The wall](data:image/png;base64,${png.toString('base64')})`);

    await page.goto('/program/files/course/new');
    await choose('Read from a file', { name: 'Again!.md', mimeType: 'text/markdown', buffer: Buffer.from(file) });
    await isDrawn(pictureIn(page.getByRole('region', { name: 'Preview' })));
    await page.getByRole('button', { name: 'Save' }).click();
    await page.waitForURL('**/program/files/course/again');
    await page.goto('/program/training/again');
    await isDrawn(page.getByRole('img', { name: 'The wall' }));
  });
});

test('every fault of a file is said at once, each with its line', async () => {
  const server = await startTestServer();
  const { browser: admin } = await signInAs(server, 'admin', 'Ada Mends');
  await asPerson(browser, server.url, admin, async (page) => {
    await page.goto('/program/files/course/new');
    await page.getByRole('textbox', { name: 'Key' }).fill('ours');
    const head = page.getByRole('textbox', { name: 'Head' });
    await head.fill((await head.inputValue()).replace('minutes: 20', 'minutes: soon').replace('ask: 6', 'ask: 4'));
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Line 6: minutes: must be a number.').waitFor();
    await page.getByText('Line 10: ask: must be at least 6.').waitFor();
  });
});
