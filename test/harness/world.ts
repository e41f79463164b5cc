/** Makes what a story needs through the real API: people who can be reached, policies, services and sources. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { Client } from '../../src/client/client.ts';
import { createSource } from '../../src/contract/detect/sources.ts';
import * as contactMethods from '../../src/contract/directory/contact-methods.ts';
import { createPerson } from '../../src/contract/directory/people.ts';
import { createService } from '../../src/contract/directory/services.ts';
import { createTeam } from '../../src/contract/directory/teams.ts';
import type { EscalationDefinition, EscalationTarget } from '../../src/contract/respond/escalation-definition.ts';
import { createEscalationPolicy } from '../../src/contract/respond/escalation-policies.ts';
import { createSchedule } from '../../src/contract/respond/schedules/schedule.ts';
import type { ScheduleDefinition } from '../../src/contract/respond/schedules/schedule-definition.ts';
import { eventually } from './eventually.ts';
import { signInAs } from './people.ts';
import type { Receiver } from './receiver.ts';

export type SourceAddress = { id: number; key: string; url: string };

/** `server`: where it is, and a client with all permissions. */
export function worldThrough(server: { url: string; admin: Client }) {
  const { admin } = server;

  return {
    /** A person with a verified e-mail address. */
    async personByMail(name: string, timeZone = 'UTC') {
      const email = `${randomUUID()}@example.org`;
      const { id } = await admin.call(createPerson, { body: { email, name, role: 'responder', timeZone } });
      await admin.call(contactMethods.addContactMethodOf, {
        params: { id },
        body: { channel: 'email', label: 'Mail', settings: { address: email }, verified: true },
      });
      return { id, email };
    },

    /** A person who signs in, adds a webhook of `receiver` and proves with the code that it is theirs. */
    async personByWebhook(name: string, receiver: Receiver) {
      const { id, browser } = await signInAs(server, 'responder', name);
      const path = `/${randomUUID()}`;
      const method = await browser.call(contactMethods.addMyContactMethod, {
        body: { channel: 'webhook', label: 'Hook', settings: { url: receiver.url + path, secret: receiver.secret } },
      });
      const params = { id: method.id };
      await browser.call(contactMethods.sendMyVerification, { params });
      const message = await eventually(() => receiver.messages.find((each) => each.path === path && each.code));
      await browser.call(contactMethods.verifyMyContactMethod, { params, body: { code: message.code! } });
      return { id, contactMethodId: method.id, path, browser };
    },

    async team(memberIds: number[]) {
      return admin.call(createTeam, { body: { ...named('Team'), memberIds } });
    },

    async schedule(timeZone: string, layers: ScheduleDefinition['layers']) {
      return admin.call(createSchedule, { body: { ...named('Schedule'), timeZone, definition: { layers } } });
    },

    /** Asks each target in a step of its own. */
    async policy(targets: EscalationTarget[], delaySeconds = 300, more: Partial<EscalationDefinition> = {}) {
      const steps = targets.map((target) => ({ delaySeconds, targets: [target], ifEmpty: 'skip' as const }));
      const definition = { steps, repeat: 0, catchAll: null, ...more };
      return admin.call(createEscalationPolicy, { body: { ...named('Policy'), definition } });
    },

    async service(escalationPolicyId: number | null, name = 'Checkout') {
      return admin.call(createService, { body: { ...named(name), escalationPolicyId } });
    },

    async source(
      type: string,
      serviceId: number | null,
      settings: Record<string, unknown> = {},
    ): Promise<SourceAddress> {
      const key = randomBytes(16).toString('hex');
      const { id } = await admin.call(createSource, { body: { ...named('Source'), type, serviceId, settings, key } });
      return { id, key, url: `${server.url}/in/${key}` };
    },

    /** A source of PagerDuty events whose alerts ask these people, one step each. */
    async paging(targets: EscalationTarget[], delaySeconds = 300) {
      const policy = await this.policy(targets, delaySeconds);
      const service = await this.service(policy.id);
      return this.source('pagerduty-events-v2', service.id);
    },
  };
}

export const askPerson = (person: { id: number }): EscalationTarget => ({ kind: 'person', id: person.id });

/** Sends one PagerDuty event and returns the status. */
export async function sendEvent(
  source: SourceAddress,
  event: { key: string; title?: string; action?: 'trigger' | 'resolve'; severity?: string },
): Promise<number> {
  const { key, title = key, action = 'trigger', severity = 'critical' } = event;
  const response = await fetch(new URL('/v2/enqueue', source.url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      routing_key: source.key,
      event_action: action,
      dedup_key: key,
      payload: { summary: title, source: 'test', severity },
    }),
    signal: AbortSignal.timeout(20_000),
  });
  await response.text();
  return response.status;
}

function named(name: string) {
  return { slug: `${name.toLowerCase()}-${randomUUID().slice(0, 8)}`, name };
}
