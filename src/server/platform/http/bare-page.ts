/**
 * A page for whoever holds a link: one sentence, one or two buttons. Always dark, no scripts, small enough for any
 * network, readable at 320 px. What stands in it is escaped by whoever puts it together.
 */
import { createHash } from 'node:crypto';

const style = `
:root{color-scheme:dark}
*{box-sizing:border-box}
body{margin:0;background:#0e1014;color:#eceef2;font:18px/1.45 system-ui,sans-serif}
main{display:flex;flex-direction:column;min-height:100vh;min-height:100svh;max-width:560px;margin:0 auto;padding:24px 16px;gap:16px}
h1{font-size:24px;line-height:1.25;margin:0;overflow-wrap:anywhere}
h2{font-size:20px;line-height:1.25;margin:0}
p{margin:0;overflow-wrap:anywhere}
pre{margin:0;padding:12px;border-radius:6px;background:#1a1e26;font-size:14px;white-space:pre-wrap;overflow-wrap:anywhere}
.quiet{color:#a3aab8}
.severity{align-self:flex-start;padding:4px 12px;border-radius:6px;font-weight:700;background:#3d1219;color:#ff8a93}
.low{background:#10253f;color:#86b6ff}
.message{white-space:pre-wrap}
.links{margin:0;padding-left:20px}
a{color:#93a2ff}
section{display:flex;flex-direction:column;gap:12px}
.actions{position:sticky;bottom:0;margin-top:auto;padding:12px 0;background:#0e1014;display:flex;flex-direction:column;gap:12px}
form{margin:0}
section form{display:flex;flex-direction:column;gap:12px}
label.choice{display:flex;gap:12px;align-items:flex-start;min-height:44px;padding:10px 12px;border:1px solid #6a7282;border-radius:12px;overflow-wrap:anywhere}
label.choice input{flex:none;width:20px;height:20px;margin:3px 0}
textarea{display:block;width:100%;margin-top:8px;padding:8px 12px;border:1px solid #6a7282;border-radius:12px;background:#1a1e26;color:#eceef2;font:inherit}
button,a.button{display:flex;align-items:center;justify-content:center;width:100%;min-height:56px;padding:8px 16px;border:1px solid #6a7282;border-radius:12px;background:#1a1e26;color:#eceef2;font:inherit;font-weight:600;text-decoration:none;cursor:pointer}
.choices{display:grid;grid-template-columns:repeat(auto-fit,minmax(140px,1fr));gap:8px}
.choices button{min-height:48px;font-weight:400}
button[aria-pressed=true]{border-color:#93a2ff;color:#93a2ff;font-weight:600}
button.main{min-height:72px;border-color:#93a2ff;background:#93a2ff;color:#0e1014;font-size:22px}
:focus-visible{outline:3px solid #eceef2;outline-offset:3px}
@media print{
:root{color-scheme:light}
body{background:#fff;color:#000;font-size:12pt}
main{min-height:0;padding:0}
pre{background:none;border:1px solid #999;font-size:9pt}
.quiet{color:#333}
.severity{background:none;border:1px solid #000;color:#000}
a{color:#000}
form,.actions{display:none}
}
`;

const styleHash = createHash('sha256').update(style).digest('base64');

/** Goes with every answer: nothing may run, frame or learn the address of the page. */
export const barePageHeaders: Record<string, string> = {
  'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex, nofollow',
  'cache-control': 'no-store',
};

/** @param title as HTML @param body as HTML */
export function barePage(title: string, body: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${title}</title><style>${style}</style></head>
<body><main>
${body}
</main></body></html>
`;
}

/** @param button its HTML */
export function buttonForm(action: string, button: string): string {
  return `<form method="post" action="${action}">${button}</form>`;
}
