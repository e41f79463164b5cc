/** PagerDuty Events API v2 and the Opsgenie Alert API, for whoever keeps the old tool a while. */
import { type Ask, type Call, type CloseBackSettings, refused, type Told } from './request.ts';

export const usualUrls = { pagerduty: 'https://events.pagerduty.com', opsgenie: 'https://api.opsgenie.com' };

/** Events can acknowledge and resolve; nothing takes either back but a new trigger, which would page there. */
export async function tellPagerDuty(ask: Ask, { credential }: CloseBackSettings, call: Call): Promise<Told> {
  const { action, alert } = call;
  if (action !== 'acknowledge' && action !== 'resolve')
    return { outcome: 'skipped', words: 'stays as it is at PagerDuty: its events cannot take that back' };
  const reply = await ask({
    method: 'POST',
    path: '/v2/enqueue',
    body: { routing_key: credential ?? '', event_action: action, dedup_key: alert.dedupKey },
  });
  if ('outcome' in reply) return reply;
  if (reply.status < 200 || reply.status > 299) return refused(reply.status);
  return { outcome: 'done', words: `was ${action === 'resolve' ? 'resolved' : 'acknowledged'} at PagerDuty` };
}

const opsgenieCalls = {
  acknowledge: { path: 'acknowledge', words: 'was acknowledged at Opsgenie' },
  unacknowledge: { path: 'unacknowledge', words: 'is no longer acknowledged at Opsgenie' },
  resolve: { path: 'close', words: 'was closed at Opsgenie' },
} as const;

export async function tellOpsgenie(ask: Ask, _settings: CloseBackSettings, call: Call): Promise<Told> {
  const { action, alert, by, link } = call;
  if (action === 'reopen') return { outcome: 'skipped', words: 'stays closed at Opsgenie, which cannot reopen alerts' };
  const { path, words } = opsgenieCalls[action];
  const reply = await ask({
    method: 'POST',
    path: `/v2/alerts/${encodeURIComponent(alert.dedupKey)}/${path}?identifierType=alias`,
    body: { source: 'Evenkeel', user: by.slice(0, 100), note: link },
  });
  if ('outcome' in reply) return reply;
  if (reply.status < 200 || reply.status > 299) return refused(reply.status);
  return { outcome: 'done', words };
}
