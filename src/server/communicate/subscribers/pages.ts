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
    body: `<main><h1>${escapeHtml(title)}</h1>\n${body}\n<p><a href="/status">Back to status page</a></p></main>`,
  });
}

/** The same for every address. */
export const askedPage = (): string =>
  page(
    'Check your inbox',
    '<p>If this address is not confirmed yet, an e-mail with a confirmation link is on its way.</p>',
  );

export const addressRefusedPage = (): string =>
  page('This is not an e-mail address', '<p>Go back and check the address you entered.</p>');

export const tooManyPage = (): string =>
  page('Too many attempts', '<p>There were too many from your network. Try again in a few minutes.</p>');

export const deadLinkPage = (): string =>
  page('This link does not work', '<p>It may have expired, been replaced, or been copied incompletely.</p>');

export const confirmPage = (token: string): string =>
  page(
    'Confirm your subscription',
    `<p>You’ll then get an e-mail for each update.</p><form method="post" action="/status/confirmations/${token}"><button>Confirm</button></form>`,
  );

export const confirmedPage = (manageToken: string): string =>
  page(
    'You are subscribed',
    `<p>You’ll get an e-mail for each update. <a href="/status/subscriptions/${manageToken}">Manage your subscription</a></p>`,
  );

export function managePage(token: string, email: string, choices: Choice[], isSaved: boolean): string {
  const boxes = choices.map(
    ({ slug, name, chosen }) =>
      `<label><input type="checkbox" name="component" value="${escapeHtml(slug)}"${chosen ? ' checked' : ''}>${escapeHtml(singleLine(name))}</label>`,
  );
  return page(
    'Your subscription',
    `<p>Updates go to ${escapeHtml(singleLine(email))}.</p>${isSaved ? '<p role="status"><strong>Saved.</strong></p>' : ''}
<form method="post" action="/status/subscriptions/${token}"><fieldset><legend class="quiet">If you select none, you get updates about all components</legend>${boxes.join('')}</fieldset><button>Save</button></form>
<h2>Unsubscribe</h2>${endForm(token)}`,
  );
}

export const endPage = (token: string): string => page('Unsubscribe from these e-mails?', endForm(token));

export const endedPage = (): string =>
  page('You are unsubscribed', '<p>You’ll get no more e-mails, and your address has been deleted.</p>');

function endForm(token: string): string {
  return `<form method="post" action="/status/subscriptions/${token}/end"><button class="plain">Unsubscribe</button></form>`;
}
