import { channels, providerKinds } from '../../src/server/respond/channels/registry.ts';

/** What stands above it in docs/channels.md is written by hand. */
const mark = '<!-- `npm run generate` writes what follows. -->\n';

/** The page with its tables written anew: what every channel needs and can do, and every kind of provider. */
export function describeChannels(page: string): string {
  const head = page.slice(0, page.indexOf(mark));
  const changes = { edit: 'yes', end: 'it ends', 'follow-up': 'by another message', not: '' };
  const wakes = { yes: 'yes', 'if-allowed': 'if allowed on the device', no: 'no' };
  const yes = (is: boolean) => (is ? 'yes' : '');
  const carriers = (channel: string) =>
    providerKinds.filter(({ carries }) => carries.some((each) => each.channel.channel === channel));
  const channelRows = channels.map(({ channel, title, deliver, abilities, isVerified }) => [
    `${title} (\`${channel}\`)`,
    deliver
      ? 'no'
      : carriers(channel)
          .map((kind) => kind.title)
          .join(', '),
    yes(abilities.acknowledgeAction),
    yes(abilities.reply),
    yes(abilities.acknowledgeLink),
    yes(abilities.receipt),
    changes[abilities.updateAs ?? 'not'],
    wakes[abilities.wakes],
    yes(isVerified),
  ]);
  const providerRows = providerKinds.map(({ kind, title, description, carries, hasCountries, receive, isVerified }) => [
    `${title} (\`${kind}\`)`,
    description,
    carries.map(({ channel }) => channel.title).join(', '),
    yes(receive !== null),
    yes(hasCountries),
    yes(isVerified),
  ]);
  return `${head}${mark}
## Channels

${table(
  [
    'channel',
    'needs a provider',
    'acknowledge in place',
    'by reply',
    'by link',
    'receipt',
    'message changes',
    'rings through do-not-disturb',
    'verified live',
  ],
  channelRows,
)}

## Providers

${table(['kind', 'what it is', 'carries', 'calls us back', 'by country', 'verified live'], providerRows)}
`;
}

function table(titles: string[], rows: string[][]): string {
  return [titles, titles.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
