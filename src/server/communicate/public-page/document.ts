import { escapeHtml, singleLine } from '../../../domain/text.ts';
import { style } from './style.ts';

export type DocumentParts = {
  title: string;
  /** Safe HTML. */
  head?: string;
  /** Safe HTML. */
  body: string;
};

/** Browsers ask for an icon unless the page names one; a folder of files on another server has none. */
const noIcon = '<link rel="icon" href="data:,">';

/** A whole page of the public part: one request, no scripts. */
export function htmlDocument({ title, head = '', body }: DocumentParts): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escapeHtml(singleLine(title, 200))}</title>${noIcon}${head}<style>${style}</style></head>
<body>
${body}
</body></html>
`;
}
