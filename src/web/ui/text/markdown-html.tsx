import { useMemo } from 'react';
import { belowBase } from '../../base.ts';
import { createMarkdownIt } from './markdown-rules.ts';

const markdown = createMarkdownIt();

// Pictures of other sites are links: loading them would tell who reads.
markdown.renderer.rules.image = (tokens, index) => {
  const token = tokens[index]!;
  const href = String(token.attrGet('src') ?? '');
  const words = markdown.utils.escapeHtml(token.content || href);
  if (/^\/api\/v1\/program-pictures\/\d{1,15}$/.test(href))
    return `<img src="${belowBase(href)}" alt="${markdown.utils.escapeHtml(token.content)}" loading="lazy">`;
  return `<a href="${markdown.utils.escapeHtml(href)}" target="_blank" rel="noreferrer noopener">${words}</a>`;
};
const renderLink = markdown.renderer.rules.link_open;
markdown.renderer.rules.link_open = (tokens, index, options, environment, self) => {
  const token = tokens[index]!;
  if (/^https?:/i.test(String(token.attrGet('href')))) {
    token.attrSet('target', '_blank');
    token.attrSet('rel', 'noreferrer noopener');
  }
  return renderLink ? renderLink(tokens, index, options, environment, self) : self.renderToken(tokens, index, options);
};
// The page has the first two levels; what people write goes below them.
markdown.core.ruler.push('lower_headings', ({ tokens }) => {
  for (const token of tokens) {
    if (token.type !== 'heading_open' && token.type !== 'heading_close') continue;
    token.tag = `h${Math.min(6, Number(token.tag.slice(1)) + 1)}`;
  }
});

// A step to tick, as it reads where it cannot be ticked.
markdown.core.ruler.push('task_boxes', ({ tokens }) => {
  for (const [index, { type, children }] of tokens.entries()) {
    const words = children?.[0];
    if (type !== 'inline' || words?.type !== 'text' || tokens[index - 2]?.type !== 'list_item_open') continue;
    if (!/^\[[ x]\] /i.test(words.content)) continue;
    words.content = words.content.replace(/^\[ \] /, '☐ ').replace(/^\[x\] /i, '☑ ');
    tokens[index - 2]?.attrJoin('class', 'task');
  }
});

// A table that is too wide scrolls, also by keyboard.
markdown.renderer.rules.table_open = (tokens, index, options, _environment, self) => {
  tokens[index]!.attrSet('tabindex', '0');
  return self.renderToken(tokens, index, options);
};

/** A date or a name in a narrow column stays on one line. */
const longestOneLine = 20;
markdown.core.ruler.push('short_cells', ({ tokens }) => {
  for (const [index, token] of tokens.entries()) {
    const words = tokens[index + 1]?.content ?? '';
    if (token.type === 'td_open' && words.length <= longestOneLine) token.attrJoin('class', 'nowrap');
  }
});

/**
 * Safe HTML of a Markdown text, without the prompts for whoever writes it.
 * @param isWrapped its lines were cut to a width; those that people type into a field stay lines
 */
export function markdownToHtml(text: string, isWrapped = false): string {
  return markdown.set({ breaks: !isWrapped }).render(text);
}

/** Safe HTML of one line: code, emphasis and links, and nothing that needs a line of its own. */
export function inlineMarkdownToHtml(line: string): string {
  return markdown.renderInline(line);
}

export function MarkdownHtml({ text, isWrapped }: { text: string; isWrapped?: boolean }) {
  const html = useMemo(() => markdownToHtml(text, isWrapped), [text, isWrapped]);
  // biome-ignore lint/security/noDangerouslySetInnerHtml: the renderer escapes HTML and refuses script addresses
  return <div dangerouslySetInnerHTML={{ __html: html }} />;
}

export function InlineMarkdownHtml({ line }: { line: string }) {
  const html = useMemo(() => inlineMarkdownToHtml(line), [line]);
  // biome-ignore lint/security/noDangerouslySetInnerHtml: the renderer escapes HTML and refuses script addresses
  return <span dangerouslySetInnerHTML={{ __html: html }} />;
}
