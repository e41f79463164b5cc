/** The playbook as a static site: pages without scripts, with all they need inside, that also open from a folder. Pure. */
import { strToU8, zipSync } from 'fflate';
import MarkdownIt from 'markdown-it';
import type { PlaybookSection } from '../../../domain/program/playbook.ts';
import { slugOf } from '../../../domain/slug.ts';
import { escapeHtml } from '../../../domain/text.ts';

const style = `
:root{color-scheme:light dark;--bg:#fff;--subtle:#f7f8fa;--line:#e3e6eb;--text:#14171f;--muted:#565d6d;--accent:#3b4fd8}
@media screen and (prefers-color-scheme:dark){:root{--bg:#0e1014;--subtle:#14171d;--line:#262b35;--text:#eceef2;--muted:#a3aab8;--accent:#93a2ff}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--text);font:16px/1.55 system-ui,sans-serif}
.page{display:grid;grid-template-columns:220px minmax(0,1fr);gap:40px;max-width:1120px;margin:0 auto;padding:32px 24px}
nav{position:sticky;top:32px;align-self:start}
nav ul{margin:12px 0 0;padding:0;list-style:none}
nav li{margin:0 0 4px}
nav a,main a{color:var(--accent)}
nav a{display:block;padding:4px 8px;border-radius:6px;text-decoration:none}
nav a[aria-current]{background:var(--subtle);color:var(--text);font-weight:600}
.home{padding-left:0;font-weight:600}
h1{margin:0 0 8px;font-size:28px;line-height:1.25}
h2{margin:32px 0 8px;font-size:20px}
h3{margin:28px 0 8px;font-size:17px}
h1,h2,h3,p,li,td,th{overflow-wrap:anywhere}
.quiet{color:var(--muted)}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:15px}
th,td{padding:8px 12px 8px 0;border-bottom:1px solid var(--line);text-align:left;vertical-align:top;overflow-wrap:normal}
th{color:var(--muted);font-weight:500}
pre{padding:12px 16px;border:1px solid var(--line);border-radius:8px;background:var(--subtle);white-space:pre-wrap;overflow-wrap:anywhere;font-size:14px}
main ul,main ol{padding-left:24px}
li.task{list-style:none;margin-left:-24px}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
@media (max-width:760px){.page{display:block;padding:20px 16px}nav{position:static;margin-bottom:24px}}
@media print{nav{display:none}.page{display:block;padding:0;max-width:none}h2,h3{break-after:avoid}tr,pre,li{break-inside:avoid}}
`;

type Page = { file: string; title: string; html: string; headings: { id: string; title: string }[] };

/** The files of the site in a zip; the same playbook always makes the same bytes. */
export function playbookSite({ sections, from }: { sections: readonly PlaybookSection[]; from: string }): Uint8Array {
  const files = Object.entries(siteFiles(sections, from)).map(([name, html]) => [name, strToU8(html)] as const);
  return zipSync(Object.fromEntries(files), { mtime: '1980-01-02T00:00:00Z', level: 6 });
}

/** By name: `index.html`, and a page for each section. */
export function siteFiles(sections: readonly PlaybookSection[], from: string): Record<string, string> {
  const names = new Set(['index']);
  const pages = sections.map(({ key, title, markdown }): Page => {
    const name = unused(slugOf(key) || 'section', names);
    return { file: `${name}.html`, title, ...render(markdown) };
  });
  const contents = pages.map(
    ({ file, title, headings }) => `<h2><a href="${file}">${escapeHtml(title)}</a></h2>
<ul>${headings.map(({ id, title: words }) => `<li><a href="${file}#${id}">${escapeHtml(words)}</a></li>`).join('')}</ul>`,
  );
  const whole = (file: string, title: string, body: string) => document({ file, title, body, pages, from });
  return {
    'index.html': whole('index.html', 'Incident playbook', contents.join('\n')),
    ...Object.fromEntries(pages.map(({ file, title, html }) => [file, whole(file, title, html)])),
  };
}

function document({
  file,
  title,
  body,
  pages,
  from,
}: {
  file: string;
  title: string;
  body: string;
  pages: Page[];
  from: string;
}) {
  const here = (one: string) => (one === file ? ' aria-current="page"' : '');
  const items = pages.map((page) => `<li><a href="${page.file}"${here(page.file)}>${escapeHtml(page.title)}</a></li>`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(title)}${file === 'index.html' ? '' : ' · Incident playbook'}</title>
<style>${style}</style>
</head>
<body>
<div class="page">
<nav aria-label="Sections"><a class="home" href="index.html"${here('index.html')}>Incident playbook</a>
<ul>${items.join('')}</ul></nav>
<main>
<h1>${escapeHtml(title)}</h1>
<p class="quiet">${escapeHtml(from)}</p>
${body}
</main>
</div>
</body>
</html>
`;
}

function unused(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let number = 2; taken.has(name); number++) name = `${wanted}-${number}`;
  taken.add(name);
  return name;
}

const reader = new MarkdownIt({ html: false, linkify: false }).disable(['image', 'link', 'autolink']);
reader.renderer.rules.table_open = () => '<div class="wide"><table>\n';
reader.renderer.rules.table_close = () => '</table></div>\n';

/** Headings get ids that links lead to; an item to tick off has a box. */
function render(markdown: string): Pick<Page, 'html' | 'headings'> {
  const tokens = reader.parse(markdown, {});
  const headings: Page['headings'] = [];
  const ids = new Set<string>();
  for (const [index, token] of tokens.entries()) {
    const words = tokens[index + 1];
    if (token.type === 'heading_open') {
      const title = (words?.children ?? []).map(({ content }) => content).join('');
      const id = unused(slugOf(title) || 'part', ids);
      token.attrSet('id', id);
      headings.push({ id, title });
    }
    const first = tokens[index + 2]?.children?.[0];
    if (token.type === 'list_item_open' && first?.type === 'text' && first.content.startsWith('[ ] ')) {
      token.attrSet('class', 'task');
      first.content = `☐ ${first.content.slice('[ ] '.length)}`;
    }
  }
  return { html: reader.renderer.render(tokens, reader.options, {}), headings };
}
