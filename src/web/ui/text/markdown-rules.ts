import MarkdownIt, { type MarkdownIt as Reader, type StateBlock } from 'markdown-it';

/**
 * How Markdown is read here, by whoever shows it and by whoever lets it be edited: HTML is text, addresses are links,
 * and a comment on lines of its own is a prompt for whoever writes.
 */
export function createMarkdownIt(): Reader {
  const markdown = new MarkdownIt({ html: false, linkify: true });
  markdown.block.ruler.before('fence', 'prompt', prompt, { alt: ['paragraph', 'blockquote', 'list', 'table'] });
  markdown.renderer.rules.prompt = () => '';
  return markdown;
}

function prompt(state: StateBlock, startLine: number, endLine: number, isSilent = false): boolean {
  const lineAt = (line: number) => state.src.slice(state.bMarks[line], state.eMarks[line]);
  if (!lineAt(startLine).startsWith('<!--')) return false;
  let last = startLine;
  while (last < endLine && !/-->[ \t]*$/.test(lineAt(last))) last++;
  if (last >= endLine) return false;
  if (isSilent) return true;
  const token = state.push('prompt', '', 0);
  token.map = [startLine, last + 1];
  token.content = state
    .getLines(startLine, last + 1, 0, false)
    .trim()
    .slice(4, -3)
    .trim();
  state.line = last + 1;
  return true;
}
