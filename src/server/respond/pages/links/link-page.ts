/** The page at three in the morning: one sentence, one button. Everything from outside is escaped. */
import { pageFeedbacks } from '../../../../contract/respond/pages/page.ts';
import { parseSteps } from '../../../../domain/resolve/runbooks.ts';
import { feedbackWords } from '../../../../domain/respond/page-feedback.ts';
import { severityLabel } from '../../../../domain/severity.ts';
import { escapeHtml, joined, singleLine } from '../../../../domain/text.ts';
import { momentFor } from '../../../../domain/time/moment-for.ts';
import { barePage, buttonForm } from '../../../platform/http/bare-page.ts';
import { alsoNotifiedWords } from '../../channels/wording.ts';
import { chosenLabels, shownLabels, shownLink } from '../../deliver/shown-labels.ts';
import type { LinkedPage } from './link-store.ts';

/** How long a thumb that slipped may take its acknowledgement back. */
export const undoSeconds = 30;

/** What the holder of a link sees now. `base` is the path of the link. */
export function linkPage(page: LinkedPage, base: string): string {
  const [lead, actions] = partsOf(page, base);
  const count = page.alertCount > 1 ? `, ${page.alertCount} alerts` : '';
  const service = page.serviceName ? `${singleLine(page.serviceName, 80)}: ` : '';
  return barePage(
    escapeHtml(`${severityLabel(page.severity)} ${singleLine(page.title, 80)}`),
    `<p class="severity${page.urgency === 'low' ? ' low' : ''}">${severityLabel(page.severity)}</p>
<h1>${escapeHtml(service + singleLine(page.title, 200))}</h1>
<p class="quiet">Since ${momentFor(page, page.alert === null ? page.openedAt : new Date(page.alert.triggeredAt))}${count}. For ${escapeHtml(singleLine(page.personName, 80))}.</p>
<p role="status">${lead}</p>
${page.message ? `<p class="message">${escapeHtml(page.message.slice(0, 1000))}</p>` : ''}
${alertText(page.alert)}
${aboutService(page)}
${runbookLinks(page)}
${otherPages(page)}
${feedbackForm(page, base)}
<div class="actions">${actions}<a class="button" href="/pages/${page.pageId}">Open details${page.state === 'resolved' ? '' : ': resolve, declare'}</a></div>`,
  );
}

/** Whoever took the page may say whether it needed them. Small, below everything: nobody has to. */
function feedbackForm({ state, isAcknowledgedByMe, feedback }: LinkedPage, base: string): string {
  if (state === 'open' || !isAcknowledgedByMe) return '';
  const buttons = pageFeedbacks.map((answer) =>
    buttonForm(
      `${base}/feedback/${answer}`,
      `<button aria-pressed="${answer === feedback}">${feedbackWords[answer]}</button>`,
    ),
  );
  return `<section aria-label="Feedback"><p class="quiet">${feedback === null ? 'Did it need you?' : 'Thank you. You can change it:'}</p><div class="choices">${buttons.join('')}</div></section>`;
}

const mostOthers = 10;

function otherPages({ others }: LinkedPage): string {
  if (others.length === 0) return '';
  const items = others.slice(0, mostOthers).map(({ pageId, title, severity, serviceName }) => {
    const service = serviceName ? `${singleLine(serviceName, 60)}: ` : '';
    const words = `${severityLabel(severity)} ${service}${singleLine(title, 120)}`;
    return `<li><a href="/pages/${pageId}">${escapeHtml(words)}</a></li>`;
  });
  const rest = others.length - items.length;
  if (rest > 0) items.push(`<li>and ${rest} more</li>`);
  return `<section><p>${others.length} more ${others.length === 1 ? 'page' : 'pages'} in the same message:</p><ul class="links">${items.join('')}</ul></section>`;
}

/** They open in the app, which may ask to sign in first; the steps of the first stand here. */
function runbookLinks({ runbooks, runbookText }: LinkedPage): string {
  if (runbooks.length === 0) return '';
  const items = runbooks.map(({ id, title }, place) => {
    const link = `<a href="/runbooks/${id}">Runbook: ${escapeHtml(singleLine(title, 80))}</a>`;
    return `<li>${link}${place === 0 ? stepList(runbookText ?? '') : ''}</li>`;
  });
  return `<ul class="links">${items.join('')}</ul>`;
}

const mostSteps = 12;

function stepList(markdown: string): string {
  const steps = parseSteps(markdown);
  const items = steps.slice(0, mostSteps).map(({ text }) => `<li>${escapeHtml(singleLine(text, 200))}</li>`);
  if (steps.length > mostSteps) items.push(`<li>and ${steps.length - mostSteps} more</li>`);
  return items.length === 0 ? '' : `<ol>${items.join('')}</ol>`;
}

function aboutService({ serviceName, serviceDescription }: LinkedPage): string {
  const description = singleLine(serviceDescription ?? '', 300);
  if (serviceName === null || description === '') return '';
  return `<p class="quiet">About ${escapeHtml(singleLine(serviceName, 80))}: ${escapeHtml(description)}</p>`;
}

const mostLabels = 12;
const mostLinks = 6;

/** What the alert says: description, runbook and dashboard, labels. Only links of the web are followed. */
function alertText(alert: LinkedPage['alert']): string {
  if (alert === null) return '';
  const links = alert.links
    .flatMap(({ href, text }) => ({ href: shownLink(href) ?? '', text }))
    .filter(({ href }) => href !== '')
    .slice(0, mostLinks);
  const labels = shownLabels([chosenLabels(alert.labels, alert.messageLabels)]).slice(0, mostLabels);
  const parts = [
    alert.description && `<p class="message">${escapeHtml(alert.description.slice(0, 1000))}</p>`,
    links.length > 0 &&
      `<ul class="links">${links
        .map(
          ({ href, text }) =>
            `<li><a href="${escapeHtml(href)}" rel="noreferrer">${escapeHtml(singleLine(text || href, 80))}</a></li>`,
        )
        .join('')}</ul>`,
    labels.length > 0 &&
      `<p class="quiet">${labels
        .map(({ name, value }) => escapeHtml(`${singleLine(name, 40)}=${singleLine(value, 80)}`))
        .join('<br>')}</p>`,
  ].filter(Boolean);
  return parts.length === 0 ? '' : `<section>${parts.join('\n')}</section>`;
}

/** For links that were not made here, or are too old. */
export function deadLinkPage(reason: string): string {
  return barePage(
    'Evenkeel',
    `<h1>This link does not work</h1><p>${escapeHtml(reason)}</p>
<div class="actions"><a class="button" href="/">Open Evenkeel</a></div>`,
  );
}

function partsOf(page: LinkedPage, base: string): [lead: string, actions: string] {
  const name = escapeHtml(singleLine(page.acknowledgedByName ?? 'Somebody', 80));
  const stillOpen = page.others.filter(({ isOpen }) => isOpen).length;
  if (page.state !== 'open' && stillOpen > 0) {
    const lead = `This one is taken care of. ${stillOpen} more ${stillOpen === 1 ? 'page' : 'pages'} of this message ${stillOpen === 1 ? 'is' : 'are'} still open.`;
    return [
      lead,
      buttonForm(`${base}/acknowledgement`, `<button class="main">Acknowledge the ${stillOpen} open</button>`) +
        buttonForm(`${base}/escalation`, '<button>I can’t: escalate now</button>'),
    ];
  }
  if (page.state === 'resolved') return ['This is resolved. Nothing more to do.', ''];
  if (page.state === 'open' && page.waitsForNames !== null && stillOpen === 0) {
    const names = escapeHtml(singleLine(joined(page.waitsForNames), 200));
    return [
      `<strong>You acknowledged it.</strong> It stays open until ${names} ${page.waitsForNames.length === 1 ? 'has' : 'have'} too.`,
      '',
    ];
  }
  if (page.state === 'open') {
    const lead = page.exhausted
      ? 'Everybody was notified and nobody has acknowledged.'
      : `Nobody has acknowledged yet. ${othersText(page)}${nextText(page)}`;
    return [
      lead,
      buttonForm(
        `${base}/acknowledgement`,
        `<button class="main">Acknowledge${page.others.length > 0 ? ` all ${page.others.length + 1}` : ''}</button>`,
      ) + buttonForm(`${base}/escalation`, '<button>I can’t: escalate now</button>'),
    ];
  }
  if (page.mineForSeconds === null) return [`${name} acknowledged it. You don’t need to do anything.`, ''];
  const undo =
    page.mineForSeconds <= undoSeconds ? buttonForm(`${base}/acknowledgement/undo`, '<button>Undo</button>') : '';
  return ['<strong>You acknowledged it.</strong> Nobody else will be notified.', undo];
}

const othersText = ({ alsoNotified }: LinkedPage) =>
  alsoNotified.length > 0 ? `${escapeHtml(alsoNotifiedWords(alsoNotified))} ` : '';

/** Who is asked when nobody answers, so that whoever reads it can tell whether it rests with them. */
function nextText({ nextWho, nextAt, timeZone }: LinkedPage): string {
  if (nextWho === null || nextAt === null) return 'The escalation policy notifies nobody after this step.';
  return `Next: ${escapeHtml(singleLine(nextWho, 200))}, ${momentFor({ timeZone }, nextAt)}.`;
}
