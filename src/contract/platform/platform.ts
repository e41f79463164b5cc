import { z } from 'zod';
import { endpoint } from '../endpoint.ts';

export const checkHealth = endpoint({
  name: 'checkHealth',
  method: 'GET',
  path: '/healthz',
  permission: 'public',
  summary: 'The process runs',
  tag: 'platform',
  output: z.object({ status: z.literal('ok') }),
});

export const checkReady = endpoint({
  name: 'checkReady',
  method: 'GET',
  path: '/readyz',
  permission: 'public',
  summary: 'The node can accept signals and page people; 503 when it cannot',
  tag: 'platform',
  output: z.object({ status: z.literal('ready') }),
});

export const readMetrics = endpoint({
  name: 'readMetrics',
  method: 'GET',
  path: '/metrics',
  permission: 'public',
  summary:
    'Metrics of this node in the Prometheus text format; those of pages and notifications need a token with `alerts.read`, the measures one with `measures.read`',
  tag: 'platform',
  output: z.string(),
  contentType: 'text/plain; version=0.0.4; charset=utf-8',
});
