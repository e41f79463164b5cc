/** The one style sheet of everything the public sees; inline, so a page is one request. */
import { createHash } from 'node:crypto';

export const style = `
:root{color-scheme:light dark;--bg:#fff;--card:#f6f7f9;--line:#d5d9e0;--text:#15181e;--quiet:#525a68;--link:#0b57b0;
--operational:#23743c;--maintenance:#2f5fc4;--degraded:#865f00;--partial:#a84706;--major:#b82222;--none:#dfe3ea;--on:#fff}
@media (prefers-color-scheme:dark){:root{--bg:#0f1216;--card:#181c23;--line:#333a46;--text:#eceef2;--quiet:#a3aab8;--link:#8bb8ff;
--operational:#4db56e;--maintenance:#7aa5ff;--degraded:#e0b23c;--partial:#f08a47;--major:#ff7b7b;--none:#2a303a;--on:#0f1216}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--text);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;overflow-wrap:anywhere}
main,header,footer{max-width:860px;margin:0 auto;padding:0 16px}
header{padding-top:24px}
a{color:var(--link)}
h1{font-size:24px;line-height:1.25;margin:0 0 8px}
h2{font-size:19px;margin:40px 0 12px}
h3{font-size:16px;margin:0}
p,ul,ol{margin:0 0 8px}
.quiet{color:var(--quiet);font-size:14px}
.skip{position:absolute;left:-9999px}.skip:focus{left:16px;top:8px;background:var(--bg);padding:8px}
.banner{margin:16px 0;padding:16px;border-radius:10px;font-size:19px;font-weight:600;color:var(--on)}
.banner.operational{background:var(--operational)}.banner.maintenance{background:var(--maintenance)}
.banner.degraded{background:var(--degraded)}.banner.partial{background:var(--partial)}.banner.major{background:var(--major)}
.notice{margin:16px 0;padding:12px 16px;border:2px solid var(--maintenance);border-radius:10px}.notice.stale{border-color:var(--degraded)}
.card>:last-child,.component>:last-child{margin-bottom:0}
.card{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:16px;margin:0 0 12px}
.card.active{border-left:6px solid var(--degraded)}.card.active.major{border-left-color:var(--major)}.card.active.partial{border-left-color:var(--partial)}
.updates{list-style:none;padding:0;margin:12px 0 0}.updates li.update{border-top:1px solid var(--line);padding:12px 0 0;margin:12px 0 0}
.component{padding:12px 0;border-top:1px solid var(--line)}.component:first-of-type{border-top:0}
.head{display:flex;flex-wrap:wrap;gap:4px 12px;justify-content:space-between;align-items:baseline}
.state{font-size:14px;font-weight:600;white-space:nowrap}
.state.operational{color:var(--operational)}.state.maintenance{color:var(--maintenance)}.state.degraded{color:var(--degraded)}.state.partial{color:var(--partial)}.state.major{color:var(--major)}
.bars{display:flex;gap:2px;height:34px;margin:8px 0 4px}
.bars i{flex:1;min-width:0;border-radius:2px;background:var(--operational)}
.bars i.n{background:repeating-linear-gradient(45deg,var(--none),var(--none) 2px,transparent 2px,transparent 4px)}
.bars i.m{background:var(--maintenance)}
.bars i.d{background:linear-gradient(var(--none) 40%,var(--degraded) 0)}
.bars i.p{background:linear-gradient(var(--none) 20%,var(--partial) 0)}
.bars i.x{background:var(--major)}
.scale{display:flex;justify-content:space-between;gap:8px}
.short{display:none}
details{font-size:14px}summary{cursor:pointer;color:var(--quiet);padding:4px 0}
form{display:flex;flex-direction:column;gap:12px;align-items:flex-start}
fieldset{border:1px solid var(--line);border-radius:8px;margin:0;padding:8px 12px;width:100%}
label{display:block;padding:4px 0}
input[type=email]{display:block;width:100%;max-width:420px;min-height:44px;padding:8px 12px;border:1px solid var(--quiet);border-radius:8px;background:var(--bg);color:var(--text);font:inherit}
input[type=checkbox]{width:20px;height:20px;vertical-align:-4px;margin:0 8px 0 0}
button{min-height:44px;padding:8px 20px;border:0;border-radius:8px;background:var(--link);color:var(--bg);font:inherit;font-weight:600;cursor:pointer}
button.plain{background:none;border:1px solid var(--quiet);color:var(--text)}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.trap{position:absolute;left:-9999px}
footer{margin-top:48px;padding-top:16px;padding-bottom:32px;border-top:1px solid var(--line)}
footer ul{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:4px 16px}
@media (max-width:600px){.bars i:nth-child(-n+60){display:none}.long{display:none}.short{display:inline}}
@media print{.trap,form{display:none}}
`;

const styleHash = createHash('sha256').update(style).digest('base64');

/** Nothing may run, load from elsewhere, or frame the page. */
export const contentPolicy = `default-src 'none'; style-src 'sha256-${styleHash}'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`;
