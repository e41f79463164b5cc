// What is true or false in a body.
import type { SignalAction } from '../../../../../domain/detect/signal.ts';
import type { Leaf } from '../leaves.ts';
import { badNames, goodNames } from '../words/vocabulary.ts';
import { former } from './event-action.ts';

/** What is only around a condition: how these are says nothing of it. */
export const contextOwners =
  /^(?:user|owner|org|organization|account|page|customer|team|repository|project|integration|previous|actor|sender|plan|license|config|subscription|parent)$/;

/** What is over when it is no longer active. */
const deviations = /^(?:excursion|breach|violation|anomaly|outage|deviation|exceedance)$/;

/** What is true or false: `success: false`, `is_firing: true`, `healthy`. */
export function truthOf(leaves: readonly Leaf[]): SignalAction | null {
  for (const { own, owner, value } of leaves) {
    const truth =
      typeof value === 'boolean'
        ? value
        : /^[01]$/.test(String(value)) &&
            (/^(?:active|firing|alerting|triggered|resolved|is)$/.test(own[0] ?? '') ||
              /^(?:alarm|leak|fault|tripped|smoke)$/.test(own.join(' ')))
          ? String(value) === '1'
          : /^(?:true|false|t|f|yes|no)$/i.test(String(value)) ||
              (own.at(-1) === 'flag' && /^[yn]$/i.test(String(value)))
            ? /^(?:true|t|yes|y)$/i.test(String(value))
            : null;
    if (truth === null || own.some((word) => former.test(word)) || owner.some((word) => contextOwners.test(word)))
      continue;
    const name =
      own
        .filter(
          (word) => !/^(?:is|has|was|are|currently|alert|check|monitor|service|host|job|run|test|node|now)$/.test(word),
        )
        .join(' ') || own.join(' ');
    if (own.length === 2 && own[1] === 'flag' && /^(?:alert|alarm|fault)$/.test(own[0]!))
      return truth ? 'trigger' : 'resolve';
    const isNegated = /^(?:not|un|non) /.test(name);
    const about =
      /^(?:present|active)$/.test(name) && owner.length > 0 && !deviations.test(owner.at(-1)!)
        ? `${owner.at(-1)} ${name}`
        : name;
    const bare = about.replace(/^(?:not|non) /, '');
    if (goodNames.has(bare)) return truth !== isNegated ? 'resolve' : 'trigger';
    if (badNames.has(bare)) return truth !== isNegated ? 'trigger' : 'resolve';
  }
  return null;
}
