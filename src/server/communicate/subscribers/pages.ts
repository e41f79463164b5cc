/** The few pages subscribers see behind the links of their mails. Pure. */
import { escapeHtml, singleLine } from '../../../domain/text.ts';
import { htmlDocument } from '../public-page/document.ts';
import { contentPolicy } from '../public-page/style.ts';

/** Goes with every page that belongs to one subscriber: it is kept nowhere and tells nobody its address. */
export const subscriberHeaders: Record<string, string> = {
  'content-security-policy': contentPolicy,
  'referrer-policy': 'same-origin',
  'x-robots-tag': 'noindex, nofollow',
  'cache-control': 'no-store',
};

export type Choice = { slug: string; name: string; chosen: boolean };

function page(title: string, body: string): string {
  return htmlDocument({
    title,
    body: `<main><h1>${escapeHtml(title)}</h1>\n${body}\n<p><a href="/status">To the status page</a></p></main>`,
  });
}

/** The same for every address. */
export const askedPage = (): string =>
  page('Look into your mailbox', '<p>If this address is not confirmed yet, a mail with a button is on its way.</p>');

export const addressRefusedPage = (): string =>
  page('This is no e-mail address', '<p>Go back and check what you entered.</p>');

export const tooManyPage = (): string =>
  page('Too many attempts', '<p>Too many were made from your network. Try again in some minutes.</p>');

export const deadLinkPage = (): string =>
  page('This link does not work', '<p>It was replaced, is too old, or was not copied whole.</p>');

export const confirmPage = (token: string): string =>
  page(
    'One press to go',
    `<p>From then on you get a mail for each update.</p><form method="post" action="/status/confirmations/${token}"><button>Confirm</button></form>`,
  );

export const confirmedPage = (manageToken: string): string =>
  page(
    'You are subscribed',
    `<p>You get a mail for each update. <a href="/status/subscriptions/${manageToken}">Change what you are told about</a></p>`,
  );

export function managePage(token: string, email: string, choices: Choice[], isSaved: boolean): string {
  const boxes = choices.map(
    ({ slug, name, chosen }) =>
      `<label><input type="checkbox" name="component" value="${escapeHtml(slug)}"${chosen ? ' checked' : ''}>${escapeHtml(singleLine(name))}</label>`,
  );
  return page(
    'What you are told about',
    `<p>Mails go to ${escapeHtml(singleLine(email))}.</p>${isSaved ? '<p role="status"><strong>Saved.</strong></p>' : ''}
<form method="post" action="/status/subscriptions/${token}"><fieldset><legend class="quiet">None chosen means all</legend>${boxes.join('')}</fieldset><button>Save</button></form>
<h2>Stop</h2>${endForm(token)}`,
  );
}

export const endPage = (token: string): string => page('Stop these mails?', endForm(token));

export const endedPage = (): string => page('You get no more mails', '<p>Your address was deleted here.</p>');

function endForm(token: string): string {
  return `<form method="post" action="/status/subscriptions/${token}/end"><button class="plain">Unsubscribe</button></form>`;
}
