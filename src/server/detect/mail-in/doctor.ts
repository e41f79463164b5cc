import type { MailInConfig } from '../../config.ts';
import { type Check, fault, ok, warning } from '../../platform/doctor/check.ts';
import type { MailIn } from './listener.ts';

const soonMs = 14 * 86_400_000;

/** Nothing where no mail is taken. */
export function mailChecks(config: MailInConfig | undefined, mailIn: MailIn | undefined): Check[] {
  if (!config || !mailIn) return [];
  return [
    {
      name: 'mail in',
      async run() {
        const { port, problem, certificateEndsAt } = mailIn.state();
        if (problem !== null || port === null)
          return fault(`No mail arrives: port ${config.port} could not be opened (${problem ?? 'not open'}).`);
        if (certificateEndsAt === null)
          return ok(`Port ${port} takes mail for ${config.domain}, without STARTTLS: no certificate is set.`);
        const leftMs = certificateEndsAt.getTime() - Date.now();
        const day = certificateEndsAt.toISOString().slice(0, 10);
        if (leftMs < soonMs)
          return warning(
            `The certificate of the mail port ${leftMs < 0 ? 'ended' : 'ends'} on ${day}: mount a new one and restart.`,
          );
        return ok(`Port ${port} takes mail for ${config.domain}, with STARTTLS until ${day}.`);
      },
    },
  ];
}
