/** What customers see of the shop's operations, and the runbooks behind it. */
import { createMaintenance } from '../communicate/maintenances/actions.ts';
import { createComponent, updateStatusPage } from '../communicate/status-page/actions.ts';
import { createWindow } from '../detect/maintenance/actions.ts';
import { createRunbook, reviewRunbook, updateRunbook } from '../resolve/runbooks/actions.ts';
import { shopName, type TeamKey } from './cast.ts';
import * as store from './history-store.ts';
import type { ServiceKey } from './shop-systems.ts';
import { as, day, daysAgo, hour, iso, type Story } from './story.ts';

type Component = { name: string; description: string; group: string; service: ServiceKey };

const components = {
  shop: { name: 'Shop', description: 'Browsing, product pages and accounts', group: 'Shopping', service: 'web-shop' },
  search: { name: 'Search', description: 'Finding products', group: 'Shopping', service: 'search' },
  checkout: { name: 'Checkout', description: 'From the basket to the order', group: 'Buying', service: 'checkout' },
  payments: { name: 'Payments', description: 'Cards, wallets, transfers', group: 'Buying', service: 'payments' },
  mails: { name: 'Mails', description: 'Confirmations and newsletters', group: 'After the order', service: 'mail' },
  parcels: {
    name: 'Parcels',
    description: 'Packing and tracking',
    group: 'After the order',
    service: 'warehouse-link',
  },
} as const satisfies Record<string, Component>;

const subscribers = [
  'hotel-aurora',
  'nordic-interiors',
  'cafe-lumen',
  'studio-brandt',
  'casa-verde',
  'museum-shop',
  'lamp-fans',
];

export async function openWindow(story: Story): Promise<void> {
  const { ids, now } = story;
  await updateStatusPage(as(story, 'mara'), {
    title: `${shopName} status`,
    intro: 'How our shop is doing. We write here first when something does not work.',
    timeZone: 'Europe/Berlin',
    contact: 'help@lantern-and-loom.example',
    enabled: true,
  });
  for (const [slug, { name, description, group, service }] of Object.entries(components)) {
    const made = await createComponent(as(story, 'elena'), {
      slug,
      name,
      description,
      groupName: group,
      serviceId: ids.services[service]!,
      observedFrom: iso(daysAgo(story, 91)),
    });
    ids.components[slug] = made.id;
  }
  for (const [place, name] of subscribers.entries()) {
    const only = place % 3 === 2 ? [ids.components.checkout!, ids.components.payments!] : [];
    story.plan(daysAgo(story, 80 - place * 9, '10:20'), () =>
      store.insertSubscriber(story.tx, `${name}@customers.example`, only),
    );
  }
  await writeRunbooks(story);
  announce(story, 44, '03:00', 2, 'Faster search', 'We move the search to new machines.', ['search']);
  announce(story, 17, '04:00', 1.5, 'Database upgrade', 'Ordering pauses for a few minutes.', ['checkout', 'payments']);
  announce(story, -4, '03:30', 2, 'Payment provider changes', 'Wallet payments pause while we switch.', ['payments']);
  // A window that runs now, so that one sees what it holds back.
  story.plan(now - 2 * hour, () =>
    createWindow(as(story, 'hana'), {
      title: 'Mail workers move to new machines',
      startsAt: iso(now - 2 * hour),
      endsAt: iso(now + 6 * hour),
      serviceIds: [ids.services.mail!],
      condition: null,
    }),
  );
}

/** Work that is announced to customers and mutes the alerts it sets off. */
function announce(
  story: Story,
  ago: number,
  time: string,
  hours: number,
  title: string,
  body: string,
  componentSlugs: (keyof typeof components)[],
): void {
  const startsAt = daysAgo(story, ago, time);
  story.plan(Math.min(startsAt - 3 * day, story.now - 5 * hour), async () => {
    await createMaintenance(as(story, 'elena'), {
      title,
      body,
      startsAt: iso(startsAt),
      endsAt: iso(startsAt + hours * hour),
      componentIds: componentSlugs.map((slug) => story.ids.components[slug]!),
      notifySubscribers: true,
      muteAlerts: true,
    });
  });
}

type Runbook = { title: string; team: TeamKey; services: readonly ServiceKey[]; body: string; reviewedDaysAgo: number };

const runbooks = {
  'switch-provider': {
    title: 'Switch to the second payment provider',
    team: 'payments',
    services: ['payments', 'checkout'],
    reviewedDaysAgo: 20,
    body: `Use it when one way of paying fails and the provider does not help within fifteen minutes.

## Look
- [ ] Which way of paying, which country? The dashboard “Payments by method” shows it
- [ ] Is the second provider well? Its probe is green

## Act
- [ ] Say in the room that you switch, and which way of paying
- [ ] Set the flag \`second-provider\` for this way of paying
- [ ] Watch ten payments go through

## Afterwards
- [ ] Tell finance which payments went through the second provider`,
  },
  'checkout-slow': {
    title: 'Checkout is slow',
    team: 'payments',
    services: ['checkout'],
    reviewedDaysAgo: 35,
    body: `## Look
- [ ] Do workers wait for connections? Panel “Waiting for a connection”
- [ ] Is the orders database busy, or idle?

## Act
- [ ] Raise the pool on one worker and watch for five minutes
- [ ] Raise it everywhere, one worker after the other

## Afterwards
- [ ] Put the pool back when the load is gone`,
  },
  'search-index': {
    title: 'Search finds nothing, or too little',
    team: 'storefront',
    services: ['search'],
    reviewedDaysAgo: 26,
    body: `Indexes are named by their day; yesterday’s stays for three days.

- [ ] Compare the number of documents of today and yesterday
- [ ] Point search at the index of yesterday
- [ ] Empty the cache of the first result page
- [ ] Search for “lamp”, “silk” and “E27” from outside
- [ ] Build the index of today anew and compare before you switch back`,
  },
  'roll-back': {
    title: 'Roll the shop back',
    team: 'storefront',
    services: ['web-shop', 'catalogue'],
    reviewedDaysAgo: 12,
    body: `In doubt, roll back first and look afterwards.

- [ ] Name the release you go back to in the room
- [ ] Stop the pipeline so that nobody releases meanwhile
- [ ] Roll back; it takes about six minutes
- [ ] Place a test order
- [ ] Open the pipeline again`,
  },
  'database-failover': {
    title: 'The orders database fails over',
    team: 'platform',
    services: ['orders-db', 'orders'],
    reviewedDaysAgo: 24,
    body: `## Look
- [ ] Which machine is the primary? Does it take writes?
- [ ] How far behind are the others?

## Act
- [ ] Let the failover choose; wait two minutes
- [ ] Choose by hand, the machine that is furthest ahead
- [ ] Check that the pools have reconnected

## Afterwards
- [ ] Rebuild the old primary before anything else`,
  },
  'zone-out': {
    title: 'Take a zone out',
    team: 'platform',
    services: ['edge'],
    reviewedDaysAgo: 50,
    body: `- [ ] Can the other zone carry the load? It must be below 60 %
- [ ] Take the zone out at the load balancer
- [ ] Watch errors and load for ten minutes
- [ ] Say in the room when the other zone is the only one left`,
  },
  'warehouse-feed': {
    title: 'No stock levels from the warehouse',
    team: 'platform',
    services: ['warehouse-link'],
    // Nobody has looked at it for long: the list says so.
    reviewedDaysAgo: 0,
    body: `- [ ] Is the file there? Look into the folder “in”
- [ ] Call the warehouse; the numbers hang beside the coffee machine
- [ ] Stop selling what is below ten pieces`,
  },
} as const satisfies Record<string, Runbook>;

async function writeRunbooks(story: Story): Promise<void> {
  const { ids } = story;
  for (const [slug, { title, team, services, body, reviewedDaysAgo }] of Object.entries(runbooks)) {
    const input = {
      slug,
      title,
      body,
      teamId: ids.teams[team]!,
      serviceIds: services.map((service) => ids.services[service]!),
      routeIds: [],
      conditions: null,
    };
    const made = await createRunbook(as(story, 'sofia'), {
      ...input,
      body: slug === 'zone-out' ? body.replace('- [ ] Can the other', '- [ ] Could the other') : body,
    });
    ids.runbooks[slug] = made.id;
    if (slug === 'zone-out') {
      story.plan(daysAgo(story, 60, '15:00'), () => updateRunbook(as(story, 'oskar'), made.id, input, made.version));
    }
    if (reviewedDaysAgo > 0) {
      story.plan(daysAgo(story, reviewedDaysAgo, '14:00'), () =>
        reviewRunbook(as(story, 'sofia'), made.id, 'right', ''),
      );
    }
  }
}
