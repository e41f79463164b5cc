/** What the shop runs, and what watches it. */
import type { TeamKey } from './cast.ts';

type Service = { name: string; description: string; team: TeamKey; tier: number };

export const services = {
  'web-shop': { name: 'Web shop', description: 'The pages customers see.', team: 'storefront', tier: 1 },
  search: { name: 'Search', description: 'Finds lamps by what people type.', team: 'storefront', tier: 2 },
  catalogue: { name: 'Catalogue', description: 'Products, images and prices.', team: 'storefront', tier: 2 },
  recommendations: { name: 'Recommendations', description: '“Goes well with”.', team: 'storefront', tier: 4 },
  checkout: { name: 'Checkout', description: 'From the basket to the order.', team: 'payments', tier: 1 },
  payments: { name: 'Payments', description: 'Cards, wallets and bank transfers.', team: 'payments', tier: 1 },
  orders: { name: 'Orders', description: 'Order history and returns.', team: 'payments', tier: 2 },
  invoicing: { name: 'Invoicing', description: 'Invoices and refunds.', team: 'payments', tier: 3 },
  edge: { name: 'Edge', description: 'Load balancers, certificates, cache.', team: 'platform', tier: 1 },
  'orders-db': { name: 'Orders database', description: 'PostgreSQL, three machines.', team: 'platform', tier: 1 },
  'warehouse-link': { name: 'Warehouse link', description: 'Stock and parcels.', team: 'platform', tier: 3 },
  mail: { name: 'Customer e-mail', description: 'Confirmations and newsletters.', team: 'platform', tier: 3 },
} as const satisfies Record<string, Service>;

export type ServiceKey = keyof typeof services;

type Source = {
  name: string;
  type: 'alertmanager-webhook' | 'pagerduty-events-v2' | 'grafana' | 'generic' | 'heartbeat';
  settings: Record<string, unknown>;
  service: ServiceKey | null;
  heartbeat: { intervalSeconds: number; graceSeconds: number } | null;
};

export const sources = {
  alertmanager: { name: 'Alertmanager', type: 'alertmanager-webhook', settings: {}, service: null, heartbeat: null },
  payments: { name: 'Payment probes', type: 'pagerduty-events-v2', settings: {}, service: 'payments', heartbeat: null },
  grafana: { name: 'Grafana', type: 'grafana', settings: {}, service: 'web-shop', heartbeat: null },
  warehouse: { name: 'Warehouse scripts', type: 'generic', settings: {}, service: 'warehouse-link', heartbeat: null },
  deployments: { name: 'Deployments', type: 'pagerduty-events-v2', settings: {}, service: null, heartbeat: null },
  'nightly-backup': {
    name: 'Nightly backup',
    type: 'heartbeat',
    settings: {},
    service: 'orders-db',
    heartbeat: { intervalSeconds: 86_400, graceSeconds: 7_200 },
  },
  'stock-sync': {
    name: 'Stock synchronisation',
    type: 'heartbeat',
    settings: {},
    service: 'warehouse-link',
    heartbeat: { intervalSeconds: 600, graceSeconds: 300 },
  },
} as const satisfies Record<string, Source>;

export type SourceKey = keyof typeof sources;
