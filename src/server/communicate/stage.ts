/** Communicate: what the public is told, where it reads it, and who is sent it. */
import path from 'node:path';
import type { Transports } from '../respond/channels/channel.ts';
import type { Platform, Stage } from '../stage.ts';
import { startPublicPage } from './public-page/refresh.ts';
import { createPublicHandler } from './public-page/serve.ts';
import { publicUpdateHandlers } from './public-updates/handlers.ts';
import { statusMaintenanceHandlers } from './status-maintenances/handlers.ts';
import { statusPageHandlers } from './status-page/handlers.ts';
import { subscriberHandlers } from './subscribers/handlers.ts';
import { startSendingToSubscribers } from './subscribers/send.ts';
import { loadSubscriberTokens } from './subscribers/tokens.ts';
import { messageTemplateHandlers } from './templates/handlers.ts';
import type { IncidentPlaces } from './templates/incident-values.ts';

export type CommunicateOptions = {
  /** A mail connection apart from the one that pages: a thousand subscribers never stand before one page. */
  transports: Transports;
  incidentCostText: IncidentPlaces['incidentCostText'];
};

export async function startCommunicate(
  platform: Platform,
  { transports, incidentCostText }: CommunicateOptions,
): Promise<Stage> {
  const { db, log, config, keyring, publicUrl } = platform;
  const address = () => `${publicUrl()}/status`;
  const tokens = await loadSubscriberTokens(db, keyring);
  const page = await startPublicPage({ db, log, publicUrl, folder: path.join(config.dataDir, 'status') });
  const mails = startSendingToSubscribers({ db, log, transports, tokens, address });
  const wakeMails = () => mails.wake();
  return {
    raw: createPublicHandler(page.files),
    handlers: [
      ...statusPageHandlers({ db, page, address }),
      ...statusMaintenanceHandlers({ page, address, wakeMails }),
      ...publicUpdateHandlers({
        db,
        page,
        wakeMails,
        places: () => ({ publicUrl: publicUrl(), statusAddress: address(), incidentCostText }),
      }),
      ...subscriberHandlers({ db, tokens, wakeMails }),
      ...messageTemplateHandlers(() => ({ publicUrl: publicUrl(), incidentCostText })),
    ],
    loops: [page.loop, mails],
  };
}
