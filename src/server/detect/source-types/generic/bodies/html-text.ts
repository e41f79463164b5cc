const entities: Record<string, string> = { nbsp: ' ', amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The words of HTML, at most 200,000 characters of it: without tags, styles and scripts, one line for each block. */
export function htmlText(html: string): string {
  return html
    .slice(0, 200_000)
    .replace(/<(style|script|head|title)\b[^<>]{0,2000}>[^<]{0,50000}<\/\1>/gi, ' ')
    .replace(/<(?:br|\/p|\/div|\/tr|\/li|\/h[1-6])\b[^<>]{0,200}>/gi, '\n')
    .replace(/<[^<>]{0,2000}>/g, ' ')
    .replace(/&(?:#(\d{1,7})|([a-z]{2,8}));/gi, (whole, code: string | undefined, name: string | undefined) =>
      code === undefined ? (entities[name!.toLowerCase()] ?? whole) : characterOf(Number(code)),
    )
    .replace(/[ \t\u00a0]{1,200}/g, ' ')
    .replace(/ ?\r?\n[ \r\n]{0,200}/g, '\n')
    .trim();
}

const characterOf = (code: number) => (code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ' ');
