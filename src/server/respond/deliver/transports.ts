import { SecretProblem } from '../../platform/secret-problem.ts';
import { secretNames } from '../../platform/settings/registry.ts';
import { readOrMake } from '../../platform/settings/store.ts';
import type { Platform } from '../../stage.ts';
import { createVapidKeys, type VapidKeys } from '../channels/browser/vapid-keys.ts';
import type { Transports } from '../channels/channel.ts';
import { createMailTransport } from '../channels/email/mail-transport.ts';
import { createTabs } from '../tabs/tabs.ts';

const vapidContext = `settings.value.${secretNames.pushKeys}`;

/** What the channels send with: the guarded way out, the operator's mail server, our identity towards push services. */
export async function createTransports(platform: Platform): Promise<Transports> {
  const { config, egress, node } = platform;
  const mail =
    config.smtpUrl === undefined ? undefined : createMailTransport({ url: config.smtpUrl, from: config.mailFrom });
  return { egress, mail, vapid: await loadVapidKeys(platform), tabs: createTabs(platform.db), wallNow: node.wallNow };
}

/** Undefined when the key that sealed them is lost: browsers are then not reached, everything else still is. */
async function loadVapidKeys({ db, keyring, config, log }: Platform): Promise<VapidKeys | undefined> {
  // Push services want a contact; the reserved domain stands in while the operator has named no public address.
  const subject = config.publicUrl?.startsWith('https:') ? config.publicUrl : 'mailto:operator@evenkeel.example';
  try {
    const stored = await readOrMake(db, secretNames.pushKeys, () => {
      const { publicKey, privateKey } = createVapidKeys(subject);
      return { publicKey, sealedPrivateKey: keyring.seal(privateKey, vapidContext) };
    });
    return { subject, publicKey: stored.publicKey, privateKey: keyring.open(stored.sealedPrivateKey, vapidContext) };
  } catch (error) {
    if (!(error instanceof SecretProblem)) throw error;
    log.error({ err: error }, 'the keys of browser notifications cannot be opened: nobody is reached that way');
    return undefined;
  }
}
