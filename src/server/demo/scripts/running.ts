import type { Script } from './script.ts';

/** What goes on while a visitor looks: declared forty minutes ago, the cause is known, the way out is not sure. */
export const runningScript: Script = {
  key: 'running',
  ago: 0,
  time: '00:00',
  minutesAgo: 41,
  severity: 2,
  title: 'Card payments failing for some customers',
  impact: 'About one in five card payments fails. Wallets and bank transfers are fine.',
  affected: 740,
  services: ['payments', 'checkout'],
  alerts: [
    ['PaymentProbeFailed', 'card', 8],
    ['CheckoutErrorRate', 'se', 4],
  ],
  foundBy: 'machine',
  commander: 'idris',
  crew: ['jonas', 'luca', 'elena', 'hana'],
  stableAfter: 55,
  resolvedAfter: 80,
  notes: [
    [6, 'jonas', 'Only new cards fail. Saved cards go through.'],
    [11, 'hana', 'We haven’t deployed since yesterday evening. Edge looks quiet.'],
    [17, 'luca', 'The new-card form gets no response from one of the provider’s two regions.'],
    [24, 'idris', 'Decision: route new cards to the other region. Plan B is the second provider.'],
    [31, 'luca', 'Changed it for 10% of customers. Their payments are going through.'],
    [37, 'jonas', 'Half of customers now. Errors down from 21% to 11%.'],
    [40, 'hana', 'Support has 34 tickets, none about double charges.'],
  ],
  tasks: [
    ['Compare new and saved cards', 'jonas'],
    ['Route new cards to the other region, step by step', 'luca'],
    ['Keep the second provider ready as plan B', 'jonas'],
    ['Draft a script for the hotline', 'elena'],
  ],
  public: {
    title: 'Some card payments are failing',
    effect: 'errors when paying with a new card',
    affected: 'customers who pay with a card they have not saved',
    workaround: 'pay with a saved card, by wallet or by bank transfer',
    component: 'payments',
    state: 'partial',
  },
  severityChanges: [[7, 2, 'New customers cannot buy']],
  runbook: 'switch-provider',
};
