/** The same incidents and maintenance for feed readers. Pure. */
import { singleLine } from '../../../domain/text.ts';
import type { PageView } from './view.ts';
import { maintenanceNames, momentText, statusNames, wordsHtml, wordsText, xmlText } from './words.ts';

type Entry = {
  id: string;
  link: string;
  title: string;
  html: string;
  text: string;
  publishedAt: number;
  changedAt: number;
};

const mostEntries = 25;

export function feedEntries(view: PageView): Entry[] {
  const zone = view.page.timeZone;
  const incidents = [...view.activeIncidents, ...view.pastIncidents].map((incident): Entry => {
    const updates = incident.updates.toReversed();
    return {
      id: `${view.address}/incidents/${incident.id}`,
      link: `${view.address}/incidents/${incident.id}`,
      title: singleLine(`${statusNames[incident.status]}: ${incident.title}`, 300),
      html: updates
        .map(
          (one) =>
            `<p><strong>${statusNames[one.status]}</strong>, ${momentText(one.at, zone)}</p>${wordsHtml(one.body)}`,
        )
        .join(''),
      text: updates
        .map((one) => `${statusNames[one.status]}, ${momentText(one.at, zone)}\n${wordsText(one.body)}`)
        .join('\n\n'),
      publishedAt: incident.startedAt,
      changedAt: incident.changedAt,
    };
  });
  const maintenances = view.maintenances.map((one): Entry => {
    const when = `${momentText(one.startsAt, zone)} to ${momentText(one.endsAt, zone)}`;
    return {
      id: `${view.address}#maintenance-${one.id}`,
      link: `${view.address}#maintenance-${one.id}`,
      title: singleLine(`Maintenance, ${maintenanceNames[one.state].toLowerCase()}: ${one.title}`, 300),
      html: `<p>${when}</p>${wordsHtml(one.body)}`,
      text: `${when}\n${wordsText(one.body)}`,
      publishedAt: one.createdAt,
      changedAt: one.changedAt,
    };
  });
  return [...incidents, ...maintenances].sort((a, b) => b.changedAt - a.changedAt).slice(0, mostEntries);
}

const iso = (at: number) => new Date(at).toISOString();

/** RFC 4287. */
export function atomFeed(view: PageView): string {
  const entries = feedEntries(view);
  const items = entries.map(
    (entry) => `<entry><id>${xmlText(entry.id)}</id><title>${xmlText(entry.title)}</title>
<link rel="alternate" type="text/html" href="${xmlText(entry.link)}"/><published>${iso(entry.publishedAt)}</published><updated>${iso(entry.changedAt)}</updated>
<content type="html">${xmlText(entry.html)}</content></entry>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><id>${xmlText(view.address)}</id><title>${xmlText(view.page.title)}</title>
<author><name>${xmlText(view.page.title)}</name></author><updated>${iso(entries[0]?.changedAt ?? 0)}</updated>
<link rel="self" type="application/atom+xml" href="${xmlText(view.address)}/feed.atom"/><link rel="alternate" type="text/html" href="${xmlText(view.address)}"/>
${items.join('\n')}
</feed>
`;
}

/** RSS 2.0. */
export function rssFeed(view: PageView): string {
  const items = feedEntries(view).map(
    (
      entry,
    ) => `<item><guid isPermaLink="false">${xmlText(entry.id)}</guid><title>${xmlText(entry.title)}</title><link>${xmlText(entry.link)}</link>
<pubDate>${new Date(entry.changedAt).toUTCString()}</pubDate><description>${xmlText(entry.html)}</description></item>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>${xmlText(view.page.title)}</title><link>${xmlText(view.address)}</link>
<description>${xmlText(wordsText(view.page.intro) || view.page.title)}</description><atom:link rel="self" type="application/rss+xml" href="${xmlText(view.address)}/feed.rss"/>
${items.join('\n')}
</channel></rss>
`;
}

/** JSON Feed 1.1. */
export function jsonFeed(view: PageView): string {
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: view.page.title,
    home_page_url: view.address,
    feed_url: `${view.address}/feed.json`,
    items: feedEntries(view).map((entry) => ({
      id: entry.id,
      url: entry.link,
      title: entry.title,
      content_html: entry.html,
      content_text: entry.text,
      date_published: iso(entry.publishedAt),
      date_modified: iso(entry.changedAt),
    })),
  });
}
