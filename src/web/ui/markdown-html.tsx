import MarkdownIt from 'markdown-it';
import { useMemo } from 'react';

/** HTML in the text is shown as text, and pictures of other sites are links: loading them would tell who reads. */
const markdown = new MarkdownIt({ html: false, linkify: true, breaks: true });

markdown.renderer.rules.image = (tokens, index) => {
  const token = tokens[index]!;
  const href = String(token.attrGet('src') ?? '');
  const words = markdown.utils.escapeHtml(token.content || href);
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

/** Safe HTML of a Markdown text. */
export function markdownToHtml(text: string): string {
  return markdown.render(text);
}

export function MarkdownHtml({ text }: { text: string }) {
  const html = useMemo(() => markdownToHtml(text), [text]);
  // biome-ignore lint/security/noDangerouslySetInnerHtml: the renderer escapes HTML and refuses script addresses
  return <div dangerouslySetInnerHTML={{ __html: html }} />;
}
