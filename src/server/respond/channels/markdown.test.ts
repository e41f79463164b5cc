import { expect, test } from 'vitest';
import { markdownLink, markdownText } from './markdown.ts';

test.each([
  ['*bold* _it_ ~~no~~ `code`', '\\*bold\\* \\_it\\_ \\~\\~no\\~\\~ \\`code\\`'],
  ['[Runbook](https://evil.example)', '\\[Runbook\\](https://evil.example)'],
  ['![x](https://evil.example/track.png)', '\\!\\[x\\](https://evil.example/track.png)'],
  ['<!channel> <@U1> <https://a|b>', '\\<\\!channel\\> \\<@\u200bU1\\> \\<https://a\\|b\\>'],
  ['@everyone @here @all', '@\u200beveryone @\u200bhere @\u200ball'],
  ['# big\n- list\n1. one\n===', '\\# big\n\\- list\n1\\. one\n\\==='],
  ['already \\* escaped', 'already \\\\\\* escaped'],
  ['a plain-text title (3 alerts)', 'a plain-text title (3 alerts)'],
])('%s stays text', (text, markdown) => {
  expect(markdownText(text)).toBe(markdown);
});

test('a link cannot be ended early, by its label or its address', () => {
  expect(markdownLink('x](https://evil.example)', 'https://a.example/(b)?c=[d]')).toBe(
    '[x\\](https://evil.example)](https://a.example/%28b%29?c=%5Bd%5D)',
  );
});
