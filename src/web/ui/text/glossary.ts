import page from '../../../../docs/glossary.md?raw';

/** The words of the product, one meaning each, read from the page of the docs that says them. */
export const glossary: ReadonlyMap<string, string> = new Map(
  [...page.matchAll(/^\| \*\*(.+?)\*\* \| (.+) \|$/gm)].map(([, word, meaning]) => [word!, meaning!]),
);
