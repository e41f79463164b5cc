/** A webhook that somebody waits for: called once, now, and written down among its deliveries. */

import type { Database } from '../../platform/db/database.ts';
import { transaction } from '../../platform/db/database.ts';
import type { CallWebhook } from '../../program/drills/start.ts';
import { insertAttempt, insertCalled } from './delivery-store.ts';
import { calledMessage } from './message.ts';
import { post, type SendPorts } from './send.ts';
import { openSettings } from './settings.ts';
import { loadWebhook } from './store.ts';

export function createCaller(ports: SendPorts & { db: Database; publicUrl: () => string }): CallWebhook {
  return async (webhookId, call) => {
    const webhook = await loadWebhook(ports.db, webhookId);
    if (!webhook) return 'it was deleted';
    if (webhook.disabledAt !== null) return `“${webhook.name}” is disabled`;
    let settings: ReturnType<typeof openSettings>;
    try {
      settings = openSettings(ports.keyring, webhookId, webhook.settings);
    } catch {
      return 'the key of its settings is lost';
    }
    const message = calledMessage(call, ports.publicUrl());
    const attempt = await post(ports, settings, message);
    await transaction(ports.db, async (tx) => {
      const about = { kind: call.kind, subjectKind: 'drill', subjectId: call.drillId };
      const isDelivered = attempt.reason === null;
      const id = await insertCalled(tx, webhookId, about, message, { isDelivered, outcome: attempt.reason });
      if (id !== null) await insertAttempt(tx, id, attempt);
    });
    return attempt.reason;
  };
}
