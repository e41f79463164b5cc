/** Every public output of one view: path below the page's address to its bytes. Pure but for hashing and packing. */
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { htmlBelowPrefix, prefixOf } from '../../platform/http/prefix.ts';
import { apiFiles } from './api.ts';
import { badgeSvg } from './badge.ts';
import { atomFeed, jsonFeed, rssFeed } from './feeds.ts';
import { incidentPageHtml, pageHtml } from './page-html.ts';
import type { PageView } from './view.ts';

export type RenderedFile = { type: string; text: string; body: Buffer; packed: Buffer; etag: string };
export type RenderedFiles = ReadonlyMap<string, RenderedFile>;

const html = 'text/html; charset=utf-8';
const json = 'application/json; charset=utf-8';
const mostIncidentPages = 100;

/** @param before what was rendered last: files with the same text are taken over, not packed again */
export function renderAll(view: PageView, before: RenderedFiles = new Map()): RenderedFiles {
  const files = new Map<string, RenderedFile>();
  const add = (path: string, type: string, text: string) => {
    const known = before.get(path);
    files.set(path, known?.text === text ? known : packed(type, text));
  };
  const prefix = prefixOf(view.address.replace(/\/status$/, ''));
  const addHtml = (path: string, text: string) => add(path, html, htmlBelowPrefix(text, prefix));
  addHtml('index.html', pageHtml(view));
  for (const incident of [...view.activeIncidents, ...view.pastIncidents].slice(0, mostIncidentPages)) {
    addHtml(`incidents/${incident.id}.html`, incidentPageHtml(incident, view));
  }
  add('feed.atom', 'application/atom+xml; charset=utf-8', atomFeed(view));
  add('feed.rss', 'application/rss+xml; charset=utf-8', rssFeed(view));
  add('feed.json', 'application/feed+json; charset=utf-8', jsonFeed(view));
  for (const [name, text] of Object.entries(apiFiles(view))) add(`api/v2/${name}`, json, text);
  add('badge.svg', 'image/svg+xml; charset=utf-8', badgeSvg(view.banner.state));
  return files;
}

function packed(type: string, text: string): RenderedFile {
  const body = Buffer.from(text);
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  return { type, text, body, packed: gzipSync(body), etag };
}
