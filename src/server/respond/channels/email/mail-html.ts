import { escapeHtml } from '../../../../domain/text.ts';

export type MailContent = {
  title: string;
  paragraphs: string[];
  /** Parts with a title of their own, a line each. */
  sections?: { title: string; lines: string[] }[];
  labels?: { name: string; value: string }[];
  /** Where to look: runbooks, dashboards. */
  references?: { label: string; link: string }[];
  /** The one thing to do, as a button. */
  button: { label: string; link: string } | undefined;
  link: { label: string; link: string } | undefined;
};

const fonts = 'font-family:system-ui,-apple-system,Segoe UI,Roboto,sans-serif';

/** Mail programs that leave style sheets out show it light, or darken it themselves. */
const darkStyle =
  '<style>@media (prefers-color-scheme:dark){body{background:#16181d!important;color:#eceef2!important}' +
  'a{color:#8fb8ff!important}a[style*="background"]{color:#fff!important}td{color:#eceef2!important}}</style>';

/** A mail that reads well without images, styles sheets or scripts. Everything variable is escaped here. */
export function mailHtml(content: MailContent): string {
  const { button, link, sections = [], labels = [], references = [] } = content;
  return [
    '<!doctype html><html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
    '<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">',
    `<title>${escapeHtml(content.title)}</title>${darkStyle}</head>`,
    `<body style="margin:0;padding:24px;${fonts};font-size:16px;line-height:1.5;color:#111;background:#fff">`,
    `<h1 style="font-size:20px;line-height:1.3;margin:0 0 16px;overflow-wrap:anywhere">${escapeHtml(content.title)}</h1>`,
    button &&
      `<p style="margin:0 0 24px"><a href="${escapeHtml(button.link)}" style="display:block;max-width:420px;padding:20px;` +
        'background:#0b5cad;color:#fff;font-size:20px;font-weight:600;text-align:center;text-decoration:none;' +
        `border-radius:8px">${escapeHtml(button.label)}</a></p>`,
    ...content.paragraphs.map(
      (paragraph) =>
        `<p style="margin:0 0 16px;overflow-wrap:anywhere">${escapeHtml(paragraph).replaceAll('\n', '<br>')}</p>`,
    ),
    ...sections.map(sectionHtml),
    labels.length > 0 && labelTable(labels),
    ...references.map(
      (each) =>
        `<p style="margin:0 0 8px;overflow-wrap:anywhere"><a href="${escapeHtml(each.link)}" style="color:#0b5cad">` +
        `${escapeHtml(each.label)}</a></p>`,
    ),
    link &&
      `<p style="margin:16px 0 0"><a href="${escapeHtml(link.link)}" style="color:#0b5cad">${escapeHtml(link.label)}</a></p>`,
    '</body></html>',
  ]
    .filter(Boolean)
    .join('\n');
}

function sectionHtml({ title, lines }: { title: string; lines: string[] }): string {
  const head = title && `<h2 style="font-size:16px;line-height:1.3;margin:16px 0 8px">${escapeHtml(title)}</h2>`;
  const text = lines.map((line) => escapeHtml(line)).join('<br>');
  return `${head}<p style="margin:0 0 16px;overflow-wrap:anywhere">${text}</p>`;
}

function labelTable(labels: { name: string; value: string }[]): string {
  const cell = 'padding:4px 12px 4px 0;vertical-align:top;font-size:14px;overflow-wrap:anywhere';
  const rows = labels.map(
    ({ name, value }) =>
      `<tr><td style="${cell};color:#555">${escapeHtml(name)}</td><td style="${cell}">${escapeHtml(value)}</td></tr>`,
  );
  return `<table role="presentation" style="border-collapse:collapse;margin:0 0 16px">${rows.join('')}</table>`;
}
