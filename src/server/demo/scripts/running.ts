import type { Script } from './script.ts';

/** What goes on while a visitor looks: declared forty minutes ago, the cause is known, the way out is not sure. */
export const runningScript: Script = {
  key: 'running',
  ago: 0,
  time: '00:00',
  minutesAgo: 41,
  severity: 2,
  title: 'Card payments fail for some customers',
  impact: 'About one in five card payments ends with an error; wallets and bank transfers work.',
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
    [6, 'jonas', 'Only new cards fail; cards that customers have stored go through.'],
    [11, 'hana', 'No deployment of ours since yesterday evening. The edge is quiet.'],
    [17, 'luca', 'The form for new cards gets no answer from the provider in one of their two regions.'],
    [24, 'idris', 'Decision: send new cards to the other region. Plan B: the second provider.'],
    [31, 'luca', 'Setting changed for one of ten customers; their payments go through.'],
    [37, 'jonas', 'Half of the customers now. Errors fall from 21 to 11 %.'],
    [40, 'hana', 'Support counts 34 tickets, none of them about double charges.'],
  ],
  tasks: [
    ['Compare new and stored cards', 'jonas'],
    ['Send new cards to the other region, step by step', 'luca'],
    ['Keep the second provider ready as plan B', 'jonas'],
    ['Words for the hotline', 'elena'],
  ],
  public: {
    title: 'Some card payments fail',
    effect: 'errors when paying with a new card',
    affected: 'customers who pay with a card that is not stored yet',
    workaround: 'pay with a stored card, a wallet or by bank transfer',
    component: 'payments',
    state: 'partial',
  },
  severityChanges: [[7, 2, 'New customers cannot buy']],
  runbook: 'switch-provider',
};
