import type { Severity } from '../severity.ts';
import { cleanText, cutBytes, cutText, isPlain, oneLine } from './clean-text.ts';
import { jsonText } from './json-text.ts';
import { clampOccurrence } from './moment.ts';
import { noteOdd, type OddPart } from './odd-part.ts';
import { type Signal, type SignalAction, type SignalImage, type SignalLink, signalCaps } from './signal.ts';

/** What a parser read, before it is cleaned and cut. Texts may be of any length and hold anything. */
export type SignalDraft = {
  action: SignalAction;
  dedupKey: string;
  title: string;
  description?: string;
  severity: Severity | null;
  /** Name and value of any JSON type. The first of two equal names wins; empty values are left out. */
  labels: (readonly [string, unknown])[];
  links?: SignalLink[];
  images?: SignalImage[];
  groupKey?: string | null;
  /** Epoch ms by the sender's clock. */
  occurredAt?: number | null;
  expiresAt?: number | null;
};

/**
 * Makes a draft safe to keep: no NUL or lone surrogate, every cap of `signalCaps` held, title and key not empty.
 * Whatever had to be left out is noted in `odd` under `part`.
 */
export function finishSignal(draft: SignalDraft, receivedAt: number, part: string, odd: OddPart[]): Signal {
  const wholeTitle = cleanText(draft.title).trim();
  const line = oneLine(wholeTitle);
  const title = line === '' ? 'Untitled signal' : cutText(line, signalCaps.title);
  const wasCut = wholeTitle.length > signalCaps.title;
  const description = cleanText(draft.description ?? '').trim();
  const wholeDescription = !wasCut ? description : description === '' ? wholeTitle : `${wholeTitle}\n\n${description}`;
  const keptDescription = cutBytes(wholeDescription, signalCaps.descriptionBytes);
  if (keptDescription !== wholeDescription) noteOdd(odd, part, 'The text was cut to 16 KiB.');
  return {
    action: draft.action,
    dedupKey: cleanText(draft.dedupKey) || title,
    title,
    description: keptDescription,
    severity: draft.severity,
    labels: finishLabels(draft.labels, part, odd),
    links: finishLinks(draft.links, part, odd),
    images: finishImages(draft.images, part, odd),
    groupKey: draft.groupKey ? cleanText(draft.groupKey) : null,
    occurredAt: clampOccurrence(draft.occurredAt ?? null, receivedAt),
    expiresAt: draft.expiresAt ?? null,
  };
}

function finishLabels(pairs: SignalDraft['labels'], part: string, odd: OddPart[]): Record<string, string> {
  const labels: Record<string, string> = {};
  let count = 0;
  for (const [rawName, rawValue] of pairs) {
    const value = labelText(rawValue);
    if (value === '' || rawName === '') continue;
    const name = cutText(cleanText(rawName), signalCaps.labelName);
    if (name === '__proto__') {
      noteOdd(odd, part, 'A label named __proto__ was left out.');
      continue;
    }
    if (Object.hasOwn(labels, name)) continue;
    if (count === signalCaps.labels) {
      noteOdd(odd, part, `Only the first ${signalCaps.labels} labels were kept.`);
      break;
    }
    if (value.length > signalCaps.labelValue || rawName.length > signalCaps.labelName) {
      noteOdd(odd, part, 'A label was cut.');
    }
    labels[name] = cutText(value, signalCaps.labelValue);
    count++;
  }
  return labels;
}

function labelText(value: unknown): string {
  if (typeof value === 'string') return cleanText(value);
  if (value === null || value === undefined) return '';
  // One unit over the cap, so that cutting is noticed and noted.
  return typeof value === 'object' ? cleanText(jsonText(value, signalCaps.labelValue + 1)) : String(value);
}

function finishLinks(links: SignalLink[] | undefined, part: string, odd: OddPart[]): SignalLink[] {
  const kept: SignalLink[] = [];
  for (const link of links ?? []) {
    if (link.href === '') continue;
    const href = webAddress(link.href);
    if (href === null) noteOdd(odd, part, 'A link that is not an http or https address was left out.');
    else if (kept.length === signalCaps.links) {
      noteOdd(odd, part, `Only the first ${signalCaps.links} links were kept.`);
      break;
    } else if (!kept.some((other) => other.href === href)) {
      kept.push({ href, text: cutText(oneLine(cleanText(link.text)), signalCaps.linkText) || 'Link' });
    }
  }
  return kept;
}

function finishImages(images: SignalImage[] | undefined, part: string, odd: OddPart[]): SignalImage[] {
  const kept: SignalImage[] = [];
  for (const image of images ?? []) {
    if (image.src === '') continue;
    const src = webAddress(image.src);
    if (src === null || kept.length === signalCaps.images) noteOdd(odd, part, 'An image was left out.');
    else {
      const href = image.href === null ? null : webAddress(image.href);
      kept.push({ src, href, alt: cutText(oneLine(cleanText(image.alt)), signalCaps.linkText) });
    }
  }
  return kept;
}

/** The address when a browser may safely follow it, else null: alert text is hostile and `javascript:` is a link. */
function webAddress(text: string): string | null {
  const address = cleanText(text.trim());
  if (address.length > signalCaps.address || !/^https?:\/\/[^/]/i.test(address)) return null;
  return isPlain(address) ? address : null;
}
