import type { Database } from '../../platform/db/database.ts';
import { readNowMs } from '../../platform/db/now.ts';
import { type Check, ok, warning } from '../../platform/doctor/check.ts';
import { describeCertificates, readSamlConnection } from './actions.ts';

const dayMs = 86_400_000;
const soonDays = 30;

/** @param metadataFault why this node could not read the metadata lately, or null */
export function samlCheck(db: Database, metadataFault: () => string | null): Check {
  return {
    name: 'SAML',
    async run() {
      const connection = await readSamlConnection(db);
      if (!connection) return ok('SAML is not set up.');
      const fault = metadataFault();
      if (fault !== null) return warning(fault);
      const ends = (await describeCertificates(connection.idp)).map(({ endsAt }) => Date.parse(endsAt));
      const last = Math.max(...ends);
      const days = Math.floor((last - (await readNowMs(db))) / dayMs);
      const day = new Date(last).toISOString().slice(0, 10);
      if (days < 0)
        return warning(`The certificate of the SAML provider ended on ${day}. It is still believed: renew it there.`);
      if (days < soonDays)
        return warning(
          `The certificate of the SAML provider ends on ${day}. Save the metadata with the next one before the provider signs with it.`,
        );
      return ok(`A certificate of the SAML provider is valid until ${day}.`);
    },
  };
}
