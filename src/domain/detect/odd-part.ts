import { cutText, oneLine } from './clean-text.ts';

/** A part of an accepted request that was not as its protocol says. Shown on the source's page, never a refusal. */
export type OddPart = {
  /** Where in the request, as a person would point at it: `alerts[3].labels`; '' is the whole request. */
  part: string;
  /** One sentence for the person who set the source up. */
  reason: string;
};

/** One request reports at most this many odd parts; the last one then says that there were more. */
export const maxOddParts = 50;

/** Adds an odd part to the list of its request; both texts may quote the sender. */
export function noteOdd(odd: OddPart[], part: string, reason: string): void {
  if (odd.length < maxOddParts - 1)
    odd.push({ part: cutText(oneLine(part), 200), reason: cutText(oneLine(reason), 1_000) });
  else if (odd.length === maxOddParts - 1) {
    odd.push({ part: '', reason: 'More parts of this request were odd: read the stored body.' });
  }
}
