import { downWeights } from '../../../domain/communicate/uptime.ts';
import { componentsHtml } from './component-html.ts';
import { htmlDocument } from './document.ts';
import { activeIncidentHtml, incidentHtml, maintenanceHtml, pastIncidentHtml } from './incident-html.ts';
import type { IncidentView, PageView } from './view.ts';
import { lineHtml, momentText, timeTag, wordsHtml } from './words.ts';

const historyShownDays = 14;
const dayMs = 86_400_000;

/** The public page, whole: readable without scripts, style or a working server behind it. */
export function pageHtml(view: PageView): string {
  const { page, takenAt } = view;
  const zone = page.timeZone;
  const ahead = view.maintenances.filter(({ state }) => state === 'scheduled' || state === 'in-progress');
  const since = takenAt - historyShownDays * dayMs;
  const past = view.pastIncidents.filter(({ changedAt }) => changedAt > since);
  const done = view.maintenances.filter(({ state, endsAt }) => state === 'completed' && endsAt > since).toReversed();
  return htmlDocument({
    title: page.title,
    head: feedLinks,
    body: `<a class="skip" href="#components">Skip to components</a>
<header><h1>${lineHtml(page.title)}</h1>${wordsHtml(page.intro)}</header>
<main>${demoHtml(view)}${staleHtml(view)}
<p class="banner ${view.banner.state}" role="status">${lineHtml(view.banner.sentence)}</p>
${section(
  'Current incidents',
  view.activeIncidents.map((incident) => activeIncidentHtml(incident, zone)),
)}
<h2 id="components">Components</h2>
${view.components.length === 0 ? '<p class="quiet">No components yet.</p>' : componentsHtml(view.components, takenAt, zone)}
<p class="quiet">Uptime is the share of time a component was available. ${formulaText}</p>
${section(
  'Scheduled maintenance',
  ahead.map((one) => maintenanceHtml(one, zone)),
)}
<h2>Last ${historyShownDays} days</h2>
${past.length + done.length === 0 ? '<p class="quiet">No incidents.</p>' : ''}${past.map((incident) => pastIncidentHtml(incident, zone)).join('\n')}
${done.map((one) => maintenanceHtml(one, zone)).join('\n')}
${subscribeHtml(view)}</main>
${footerHtml(view)}`,
  });
}

/** One incident at an address of its own, for links in mails and feeds. */
export function incidentPageHtml(incident: IncidentView, view: PageView): string {
  const { page } = view;
  return htmlDocument({
    title: `${incident.title} · ${page.title}`,
    body: `<header><p><a href="/status">${lineHtml(page.title)}</a></p><h1>${lineHtml(incident.title)}</h1></header>
<main>${demoHtml(view)}${staleHtml(view)}${incidentHtml(incident, page.timeZone, incident.status !== 'resolved')}</main>`,
  });
}

const formulaText = `A major outage counts in full and a partial outage counts ${downWeights.partial * 100}%. Degraded performance does not count, and scheduled maintenance is left out.`;

const feedLinks =
  '<link rel="alternate" type="application/atom+xml" title="Atom" href="/status/feed.atom"><link rel="alternate" type="application/rss+xml" title="RSS" href="/status/feed.rss"><link rel="alternate" type="application/feed+json" title="JSON Feed" href="/status/feed.json">';

function section(title: string, parts: string[]): string {
  return parts.length === 0 ? '' : `<h2>${title}</h2>\n${parts.join('\n')}`;
}

function demoHtml({ isDemo }: PageView): string {
  if (!isDemo) return '';
  return '<p class="notice"><strong>Demo.</strong> The shop and everything on this page are made up. No e-mail is sent from here.</p>\n';
}

function staleHtml({ staleSince, page }: PageView): string {
  if (staleSince === null) return '';
  return `<p class="notice stale" role="status">This page could not be updated since ${timeTag(staleSince, page.timeZone)}. The information on it may be out of date.</p>\n`;
}

function subscribeHtml({ components }: PageView): string {
  const boxes = components.map(
    ({ slug, name }) =>
      `<label><input type="checkbox" name="component" value="${lineHtml(slug)}">${lineHtml(name)}</label>`,
  );
  const choice =
    boxes.length < 2
      ? ''
      : `<details><summary>Choose components</summary><fieldset><legend class="quiet">If you select none, you get updates about all of them</legend>${boxes.join('')}</fieldset></details>`;
  return `<h2 id="subscribe">Get updates by e-mail</h2>
<form method="post" action="/status/subscriptions"><label>E-mail address<input type="email" name="email" required maxlength="254" autocomplete="email"></label>
<label class="trap" aria-hidden="true">Leave this empty<input type="text" name="website" tabindex="-1" autocomplete="off"></label>
${choice}<button>Subscribe</button></form>
<p class="quiet">We’ll send you a link to confirm. You can unsubscribe in every e-mail.</p>`;
}

function footerHtml({ page, takenAt }: PageView): string {
  const contact = page.contact === '' ? '' : `<p>Questions: ${lineHtml(page.contact)}</p>`;
  return `<footer class="quiet">${contact}<ul><li><a href="/status/feed.atom">Atom</a></li><li><a href="/status/feed.rss">RSS</a></li><li><a href="/status/feed.json">JSON Feed</a></li><li><a href="/status/api/v2/summary.json">API</a></li></ul>
<p>As of <time datetime="${new Date(takenAt).toISOString()}">${lineHtml(momentText(takenAt, page.timeZone))}</time>. Times are in ${lineHtml(page.timeZone)}.</p></footer>`;
}
