import type { Decoration } from '../decoration.ts';
import { enterDemo, forgetOldDemo, makeDemo } from './demo.ts';
import { startLife } from './life.ts';
import { silentMail } from './silent-mail.ts';

/** The demo, put around the product. */
export const demo: Decoration = {
  beforeSchema: forgetOldDemo,
  mail: silentMail,
  async fill({ platform: { keyring, node }, channels, open, progress }) {
    const db = open('demo', 1, { planOnce: true, idleInTransactionMs: 60_000 });
    await makeDemo({ progress, db, keyring, channels, nodeId: node.id });
  },
  // Whoever enters the demo has no password to prove anything by, and nothing in it is secret.
  asksConfirmation: false,
  enliven: ({ db, keyring, log, node }, port) => startLife({ db, keyring, log, port, now: node.databaseNow }),
  entrance: enterDemo,
};
