import { describe, expect, it } from 'vitest';
import { inlineMarkdownToHtml, markdownToHtml } from './markdown-html.tsx';

describe('Markdown that somebody wrote', () => {
  it('never becomes markup of its own', () => {
    const html = markdownToHtml('<img src=x onerror=alert(1)> <script>alert(1)</script>');
    expect(html).not.toMatch(/<img|<script/);
    expect(html).toContain('&lt;script&gt;');
  });

  it('links to no script', () => {
    const html = markdownToHtml('[a](javascript:alert(1)) ![b](javascript:alert(1)) [c](data:text/html,x)');
    expect(html).not.toContain('href="javascript');
    expect(html).not.toContain('href="data:text');
  });

  it('loads no picture of another site, it links to it', () => {
    const html = markdownToHtml('![a graph"><b>](https://example.org/a.png)');
    expect(html).not.toMatch(/<img|<b>/);
    expect(html).toContain('href="https://example.org/a.png"');
  });

  it('shows the pictures of this installation, and no other path of it', () => {
    expect(markdownToHtml('![a "wall"](/api/v1/program-pictures/12)')).toContain(
      '<img src="/api/v1/program-pictures/12" alt="a &quot;wall&quot;" loading="lazy">',
    );
    for (const path of ['/api/v1/session', '/api/v1/program-pictures/12/../x', '//program-pictures/12']) {
      expect(markdownToHtml(`![a](${path})`)).not.toContain('<img');
    }
  });

  it('keeps its headings below those of the page', () => {
    expect(markdownToHtml('# One\n\n## Two')).toMatch(/<h2>One<\/h2>\s*<h3>Two<\/h3>/);
  });

  it('leaves out the prompts for whoever writes', () => {
    expect(markdownToHtml('## Detection\n\n<!-- How did we\nlearn of it? -->\n\nBy mail.')).toBe(
      '<h3>Detection</h3>\n<p>By mail.</p>\n',
    );
  });

  it('shows steps to tick as boxes', () => {
    const html = markdownToHtml('- [ ] Look\n- [x] Roll back\n\n[ ] no step');
    expect(html).toMatch(/☐ Look[\s\S]*☑ Roll back/);
    expect(html).toContain('[ ] no step');
    expect(html.match(/<li class="task">/g)).toHaveLength(2);
  });

  it('keeps the lines that somebody typed, and flows those that were only cut to a width', () => {
    expect(markdownToHtml('One\ntwo')).toBe('<p>One<br>\ntwo</p>\n');
    expect(markdownToHtml('One\ntwo', true)).toBe('<p>One\ntwo</p>\n');
  });

  it('keeps a short cell of a table on one line, and lets the table scroll by keyboard', () => {
    const html = markdownToHtml('| At | What |\n|---|---|\n| 2026-11-06 20:37 | The first signal came in late |');
    expect(html).toContain('<table tabindex="0">');
    expect(html).toContain('<td class="nowrap">2026-11-06 20:37</td>');
    expect(html).toContain('<td>The first signal came in late</td>');
  });

  it('opens other sites elsewhere', () => {
    expect(markdownToHtml('https://example.org')).toContain('rel="noreferrer noopener"');
  });

  it('is as safe in one line, which stays one line', () => {
    expect(
      inlineMarkdownToHtml('Set `pool.size` to **40** <img src=x onerror=alert(1)> [a](javascript:alert(1))'),
    ).toBe(
      'Set <code>pool.size</code> to <strong>40</strong> &lt;img src=x onerror=alert(1)&gt; [a](javascript:alert(1))',
    );
    expect(inlineMarkdownToHtml('# 1. Look')).toBe('# 1. Look');
  });
});
