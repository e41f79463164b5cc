/** What customers see of the shop's operations, and the runbooks behind it. */
import { createMaintenance } from '../../communicate/status-maintenances/actions.ts';
import { createComponent, updateStatusPage } from '../../communicate/status-page/actions.ts';
import { createWindow } from '../../detect/maintenance-windows/actions.ts';
import { createRunbook, reviewRunbook, updateRunbook } from '../../resolve/runbooks/actions.ts';
import * as store from '../history-store.ts';
import { as, day, daysAgo, hour, iso, type Story } from '../story.ts';
import { shopName, type TeamKey } from './cast.ts';
import type { ServiceKey } from './shop-systems.ts';

type Component = { name: string; description: string; group: string; service: ServiceKey };

const components = {
  shop: { name: 'Shop', description: 'Browsing, product pages and accounts', group: 'Shopping', service: 'web-shop' },
  search: { name: 'Search', description: 'Finding products', group: 'Shopping', service: 'search' },
  checkout: { name: 'Checkout', description: 'From the basket to the order', group: 'Buying', service: 'checkout' },
  payments: { name: 'Payments', description: 'Cards, wallets, transfers', group: 'Buying', service: 'payments' },
  mails: { name: 'E-mails', description: 'Confirmations and newsletters', group: 'After the order', service: 'mail' },
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
    intro: 'Live status of our shop. If something is not working, we post it here first.',
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
  announce(story, 44, '03:00', 2, 'Faster search', 'We are moving search to new servers.', ['search']);
  announce(story, 17, '04:00', 1.5, 'Database upgrade', 'Ordering will be paused for a few minutes.', [
    'checkout',
    'payments',
  ]);
  announce(story, -4, '03:30', 2, 'Payment provider change', 'Wallet payments will be paused while we switch.', [
    'payments',
  ]);
  // A window that runs now, so that one sees what it holds back.
  story.plan(now - 2 * hour, () =>
    createWindow(as(story, 'hana'), {
      title: 'Move mail workers to new servers',
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
    body: `Use this when a payment method is failing and the provider has not helped within fifteen minutes.

## Look
- [ ] Which payment method, which country? See the dashboard “Payments by method”
- [ ] Is the second provider healthy? Its probe should be green

## Act
- [ ] Announce the switch in the room, with the payment method
- [ ] Set the flag \`second-provider\` for this payment method
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
- [ ] Are workers waiting for connections? Panel “Waiting for a connection”
- [ ] Is the orders database busy or idle?

## Act
- [ ] Raise the pool on one worker and watch for five minutes
- [ ] Raise it everywhere, one worker at a time

## Afterwards
- [ ] Restore the pool size once the load is gone`,
  },
  'search-index': {
    title: 'Search finds nothing or too little',
    team: 'storefront',
    services: ['search'],
    reviewedDaysAgo: 26,
    body: `Indexes are named by date and kept for three days.

- [ ] Compare today’s document count with yesterday’s
- [ ] Point search at yesterday’s index
- [ ] Clear the cache of the first results page
- [ ] Search for “lamp”, “silk” and “E27” from outside our network
- [ ] Rebuild today’s index and compare it before you switch back`,
  },
  'roll-back': {
    title: 'Roll back the shop',
    team: 'storefront',
    services: ['web-shop', 'catalogue'],
    reviewedDaysAgo: 12,
    body: `When in doubt, roll back first and investigate afterwards.

- [ ] Announce in the room which release you are rolling back to
- [ ] Pause the pipeline so nobody releases in the meantime
- [ ] Roll back; this takes about six minutes
- [ ] Place a test order
- [ ] Resume the pipeline`,
  },
  'database-failover': {
    title: 'Orders database failover',
    team: 'platform',
    services: ['orders-db', 'orders'],
    reviewedDaysAgo: 24,
    body: `## Look
- [ ] Which machine is primary? Does it accept writes?
- [ ] How far behind are the replicas?

## Act
- [ ] Give the automatic failover two minutes
- [ ] Otherwise, manually promote the replica that is furthest ahead
- [ ] Check that the pools have reconnected

## Afterwards
- [ ] Rebuild the old primary before anything else`,
  },
  'zone-out': {
    title: 'Take a zone out of rotation',
    team: 'platform',
    services: ['edge'],
    reviewedDaysAgo: 50,
    body: `- [ ] Can the other zone handle the load? It must be below 60%
- [ ] Take the zone out at the load balancer
- [ ] Watch errors and load for ten minutes
- [ ] Announce in the room that only one zone is left`,
  },
  'warehouse-feed': {
    title: 'No stock levels from the warehouse',
    team: 'platform',
    services: ['warehouse-link'],
    // Nobody has looked at it for long: the list says so.
    reviewedDaysAgo: 0,
    body: `- [ ] Is the file there? Check the folder “in”
- [ ] Call the warehouse; the numbers are on the wall by the coffee machine
- [ ] Stop selling anything with fewer than ten in stock`,
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
