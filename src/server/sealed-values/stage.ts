/** Sealed values stand in tables of many stages, so what is done with all of them stands right of all stages. */
import * as contract from '../../contract/platform/sealed-values.ts';
import { type Check, fault, ok, warning } from '../platform/doctor/check.ts';
import { implement } from '../platform/http/handler.ts';
import type { Keyring } from '../platform/secrets.ts';
import type { Platform, Stage } from '../stage.ts';
import { describeSealedValues, sentenceOfLost } from './actions.ts';
import { countSealedValues } from './store.ts';

export function startSealedValues({ db, keyring }: Platform): Stage {
  return {
    handlers: [implement(contract.readSealedValues, (ctx) => describeSealedValues(ctx.db, keyring))],
    checks: [sealedValuesCheck(db, keyring)],
  };
}

function sealedValuesCheck(db: Platform['db'], keyring: Keyring): Check {
  return {
    name: 'sealed values',
    async run() {
      const counts = await countSealedValues(db);
      const lost = counts.filter(({ keyId }) => !keyring.has(keyId));
      const keyIds = [...new Set(lost.map(({ keyId }) => keyId))].join(', ');
      const what = sentenceOfLost(lost);
      if (what !== null)
        return fault(
          `Cannot be opened: ${what}. Their key ${keyIds} is not loaded. Put it back and restart, or run \`evenkeel secrets discard-lost\` if it is lost for good.`,
        );
      const outdated = counts.filter(({ keyId }) => keyId !== keyring.currentKeyId);
      const old = sentenceOfLost(outdated);
      if (old !== null)
        return warning(
          `Still sealed under an older key: ${old}. Run \`evenkeel secrets reseal\` before you remove that key.`,
        );
      return ok('All sealed values can be opened with the newest key.');
    },
  };
}
