/** What the sponsor sees behind the links of their mails: no sign-in, no scripts. Pure; everything variable is escaped. */
import { escapeHtml, singleLine } from '../../../domain/text.ts';
import { barePage, buttonForm } from '../../platform/http/bare-page.ts';
import type { LetterRow } from './store.ts';

type Shown = Pick<
  LetterRow,
  'subject' | 'sections' | 'note' | 'question' | 'options' | 'recipientName' | 'decision' | 'decisionWords'
>;

/** @param refusal why what was pressed was not recorded */
export function letterPage(letter: Shown, base: string, refusal = ''): string {
  const { subject, sections, note, recipientName } = letter;
  const parts = sections.map(
    ({ title, lines }) =>
      `<section><h2>${escapeHtml(title)}</h2>${lines.map((line) => `<p>${escapeHtml(line)}</p>`).join('\n')}</section>`,
  );
  return barePage(
    escapeHtml(singleLine(subject, 200)),
    `<h1>${escapeHtml(singleLine(subject, 200))}</h1>
<p class="quiet">For ${escapeHtml(singleLine(recipientName, 120))}.</p>
${parts.join('\n')}
${note === '' ? '' : `<section><h2>In addition</h2><p class="message">${escapeHtml(note)}</p></section>`}
${asked(letter, base, refusal)}`,
  );
}

function asked({ question, options, decision, decisionWords }: Shown, base: string, refusal: string): string {
  if (question === null) return '<p role="status">Nothing is asked of you this time.</p>';
  const head = `<section><h2>Your decision</h2><p><strong>${escapeHtml(question)}</strong></p>`;
  if (decision !== null)
    return `${head}<p role="status">You decided: <strong>${escapeHtml(decision)}</strong></p>
${decisionWords === '' ? '' : `<p class="message">${escapeHtml(decisionWords)}</p>`}
<p class="quiet">It is recorded on the plan. To change it, tell whoever asked you.</p></section>`;
  const choices = options.map(
    (option, place) =>
      `<label class="choice"><input type="radio" name="option" value="${place}" required> <span>${escapeHtml(option)}</span></label>`,
  );
  return `${head}${refusal && `<p role="alert">${escapeHtml(refusal)}</p>`}
<form method="post" action="${base}/decision">${choices.join('\n')}
<label>In your words, if you like<textarea name="words" rows="4" maxlength="2000"></textarea></label>
<button class="main">Decide</button></form></section>`;
}

/** Wrong, replaced, withdrawn and old links look the same to somebody who guesses. */
export const deadLinkPage = (): string =>
  barePage(
    'This link does not work',
    '<h1>This link does not work</h1><p>It was not copied whole, has expired, or was withdrawn. Ask whoever sent you the letter.</p>',
  );

export const tooManyPage = (): string =>
  barePage('Too many attempts', '<h1>Too many attempts</h1><p>Try again in a few minutes.</p>');

export function addressPage(teamName: string, base: string, isConfirmed: boolean): string {
  const team = escapeHtml(singleLine(teamName, 80));
  if (isConfirmed)
    return barePage('Confirmed', `<h1>Confirmed</h1><p>The monthly letter of ${team} comes to this address.</p>`);
  return barePage(
    'Confirm your address',
    `<h1>Get a monthly letter about incident management at ${team}?</h1>
<p>It says where the plan stands, what has changed and what is at risk, and may ask you for a decision. Each has a link to stop them.</p>
<div class="actions">${buttonForm(base, '<button class="main">Confirm this address</button>')}</div>`,
  );
}

export function stopPage(base: string, isStopped: boolean): string {
  if (isStopped)
    return barePage('Stopped', '<h1>You get no more letters</h1><p>The plan says so to those who run it.</p>');
  return barePage(
    'Stop the letters',
    `<h1>Stop the letters to this address?</h1><div class="actions">${buttonForm(base, '<button>Stop the letters</button>')}</div>`,
  );
}
