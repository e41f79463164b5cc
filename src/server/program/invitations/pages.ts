/** What somebody who is invited sees behind their link: the review to read, and two buttons. Pure; all is escaped. */
import type { Review } from '../../../contract/program/reviews.ts';
import { escapeHtml, singleLine } from '../../../domain/text.ts';
import { momentFor } from '../../../domain/time/moment-for.ts';
import { barePage } from '../../platform/http/bare-page.ts';
import type { MeetingRow } from './store.ts';

export type ReviewPage = {
  title: string;
  timeZone: string;
  meeting: Pick<MeetingRow, 'startsAt' | 'endsAt' | 'place' | 'canceledAt'>;
  name: string;
  answer: 'yes' | 'no' | null;
  composed: Review['composed'];
};

export function reviewPage({ title, timeZone, meeting, name, answer, composed }: ReviewPage, base: string): string {
  const { startsAt, place, canceledAt } = meeting;
  const findings = composed.goals.map(
    ({ name: goal, finding, state }) => `${goal}: ${finding?.sentence ?? state.replaceAll('-', ' ')}`,
  );
  const rows = composed.rows.map(({ name: measure, finding, explanation }) => {
    const said = finding ?? explanation;
    return said.startsWith(measure) ? said : `${measure}: ${said}`;
  });
  return barePage(
    escapeHtml(title),
    `<h1>${escapeHtml(title)}</h1>
<p>${canceledAt ? '<strong>Cancelled.</strong> It was to be ' : ''}${momentFor({ timeZone }, startsAt)}${place === null ? '' : `, ${escapeHtml(singleLine(place, 300))}`}</p>
<p class="quiet">For ${escapeHtml(singleLine(name, 120))}.</p>
${list('What the goals came to', findings, 'No goal is set.')}
${list('Measures', rows, 'Nothing was measured.')}
${list('To discuss', composed.topics, 'Nothing stands out.')}
${list('To decide', composed.questions, 'Nothing yet.')}
${canceledAt ? '' : buttons(base, answer)}`,
  );
}

function list(title: string, lines: readonly string[], none: string): string {
  const items = lines.slice(0, 30).map((line) => `<li>${escapeHtml(singleLine(line, 500))}</li>`);
  if (lines.length > items.length) items.push(`<li>and ${lines.length - items.length} more</li>`);
  const body = items.length === 0 ? `<p class="quiet">${none}</p>` : `<ul class="links">${items.join('')}</ul>`;
  return `<section><h2>${title}</h2>${body}</section>`;
}

function buttons(base: string, answer: ReviewPage['answer']): string {
  const said =
    answer === null
      ? ''
      : `<p role="status">You said ${answer === 'yes' ? 'that you will be there' : 'that you cannot come'}. You can still change it.</p>`;
  return `<section><h2>Will you be there?</h2>${said}<form method="post" action="${base}/answer"><button class="main" name="answer" value="yes">I will be there</button>
<button name="answer" value="no">I cannot come</button></form></section>`;
}

/** Wrong, revoked and old links look the same to somebody who guesses. */
export const deadLinkPage = (): string =>
  barePage(
    'This link does not work',
    '<h1>This link does not work</h1><p>It was not copied whole, has expired, or was revoked. Ask whoever invited you.</p>',
  );

export const tooManyPage = (): string =>
  barePage('Too many attempts', '<h1>Too many attempts</h1><p>Try again in a few minutes.</p>');
