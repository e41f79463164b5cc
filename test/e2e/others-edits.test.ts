/** What somebody else saves while a form is open is never overwritten, and what is typed here is never lost. */
import { readdirSync, readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createService, getService, updateService } from '../../src/contract/directory/services.ts';
import { makeOneOfEach } from '../harness/one-of-each.ts';
import { signInAs } from '../harness/people.ts';
import { ensureCurrentBuild } from '../harness/programs/current-build.ts';
import { startTestServer } from '../harness/server.ts';
import { launchBrowser } from './browser.ts';
import { type EditedForm, editedForms, fieldOf, openForm } from './edited-forms.ts';
import { asPerson, violations } from './product.ts';

let browser: Browser;

beforeAll(async () => {
  await ensureCurrentBuild();
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
});

const dialog = (page: Page) => page.getByRole('dialog');
const open = async (page: Page, path: string, button: string, title: RegExp) => {
  await page.goto(path);
  await page.getByRole('button', { name: button, exact: true }).first().click();
  await page.getByRole('dialog', { name: title }).waitFor();
};
const save = async (page: Page, button: RegExp) => {
  await dialog(page).getByRole('button', { name: button }).click();
  await dialog(page).waitFor({ state: 'detached' });
};

/** The files of the web that give a form something to edit. Forms that only create have nothing of others to keep. */
function filesWithEditedForms(): string[] {
  const files = readdirSync('src/web', { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.tsx?$/.test(file) && !/\.test\.|^dev\/|^ui\/form/.test(file),
  );
  return files.filter((file) => /\bedited\(|= mergeTexts\(/.test(readFileSync(`src/web/${file}`, 'utf8')));
}

/** Types over what was `saved` before, has somebody else save something, and saves. */
async function saveOver(
  page: Page,
  form: EditedForm,
  typed: string,
  others: () => Promise<unknown>,
  saved = '',
): Promise<void> {
  const field = await openForm(page, form);
  // An untouched form still takes up what has just been read: a text that is put in at that moment would stand behind it.
  await expect.poll(() => field.inputValue(), { timeout: 6_000 }).toContain(saved);
  await field.fill(form.typed?.(typed, await field.inputValue()) ?? typed);
  await others();
  await pressSave(page, form);
}

async function pressSave(page: Page, { field, save: button }: EditedForm): Promise<void> {
  // By key: a message of the save before may lie over the button.
  if (button) return page.getByRole('button', { name: button, exact: true }).last().press('Enter');
  const last = fieldOf(page, field);
  await last.focus();
  await last.blur();
}

/** The answer has come, and whatever follows a save has begun. */
const untilSaved = (page: Page) => page.locator('button[data-loading]').first().waitFor({ state: 'detached' });

async function faultsOf(page: Page, form: EditedForm): Promise<string[]> {
  const [first, second, third] = form.texts ?? ['Typed here', 'Typed here again', 'Typed elsewhere'];
  const other = form.other ?? 'Changed elsewhere';
  const changed = page.getByText(/changed this while you were editing/).first();
  await saveOver(page, form, first, () => form.write({ other }));
  if (form.looksFirst) {
    await changed.waitFor();
    await pressSave(page, form);
  }
  await expect.poll(form.read, { timeout: 6_000 }).toEqual({ mine: first, other });
  await untilSaved(page);

  await saveOver(page, form, second, () => form.write({ mine: third }), first);
  await changed.waitFor();
  const field = fieldOf(page, form.field);
  const isKept = (await field.inputValue()).includes(second);
  const shown = await page.locator('[data-conflict]').innerText();
  await page
    .getByRole('button', { name: /^Keep mine:/ })
    .first()
    .click();
  await pressSave(page, form);
  await expect.poll(form.read, { timeout: 6_000 }).toEqual({ mine: second, other });
  await untilSaved(page);
  const said = await page.evaluate<string>('document.body.innerText');
  return [
    ...(said.includes('undefined') ? [`something has no name: ${said.slice(-300)}`] : []),
    ...(isKept ? [] : ['what was typed is not in its field any more']),
    ...(shown.includes(third) ? [] : [`what the other one saved is not shown: ${shown}`]),
  ];
}

test('each form keeps what others changed in other fields, and asks about what both changed', async () => {
  const server = await startTestServer();
  const made = await makeOneOfEach(server);
  const forms = editedForms(made);
  expect(Object.keys(forms).sort()).toEqual(filesWithEditedForms().sort());
  const faults: string[] = [];
  await asPerson(browser, server.url, made.ada.browser, async (page) => {
    page.setDefaultTimeout(6_000);
    for (const [file, form] of Object.entries(forms)) {
      const found = await faultsOf(page, form).catch(async (error: Error) => [
        `${error.message.slice(0, 400)}\n${(await page.evaluate<string>('document.body.innerText')).slice(-700)}`,
      ]);
      faults.push(...found.map((fault) => `${file}: ${fault}`));
      // What went wrong in one form does not stand in the way of the next one.
      if (found.length > 0) await page.goto('about:blank');
    }
  });
  expect(faults).toEqual([]);
}, 300_000);

test('of two words for one field a person chooses, by keyboard, with what was typed still there', async () => {
  const server = await startTestServer();
  const { admin } = server;
  const ada = await signInAs(server, 'admin', 'Ada');
  const grace = await signInAs(server, 'admin', 'Grace');
  const { id } = await admin.call(createService, { body: { slug: 'checkout', name: 'Checkout' } });
  const params = { id };
  for (const width of [1280, 320]) {
    const mine = `Typed here at ${width}`;
    await asPerson(
      browser,
      server.url,
      ada.browser,
      async (page) => {
        await open(page, `/services/${id}`, 'Edit', /Edit Checkout/);
        await dialog(page).getByLabel('Description').fill(mine);
        const { version } = await admin.call(getService, { params });
        const body = { slug: 'checkout', name: 'Checkout', description: `Typed by Grace at ${width}` };
        await grace.browser.call(updateService, { params, body }, { ifMatch: version });
        await dialog(page).getByRole('button', { name: /Save/ }).click();
        await dialog(page).getByRole('heading', { name: 'Grace changed this while you were editing' }).waitFor();
        expect(await dialog(page).getByRole('textbox', { name: 'Description' }).inputValue()).toBe(mine);
        expect(await violations(page)).toEqual([]);
        if (process.env.EVENKEEL_TEST_SHOTS)
          await page.screenshot({ path: `${process.env.EVENKEEL_TEST_SHOTS}/conflict-${width}.png` });
        await dialog(page).getByRole('button', { name: 'Keep mine: Description' }).press('Enter');
        await save(page, /Save/);
        expect((await admin.call(getService, { params })).description).toBe(mine);
      },
      { viewport: { width, height: 800 } },
    );
  }
});
