import { sectionsOf } from '../learn/text-sections.ts';

const forParticipants = /^(the situation|what participants know)$/i;
const forFacilitator = /^for the facilitator$/i;

/** What everybody may read before a drill begins: its sections “The situation” and “What participants know”. */
export function participantText(story: string): string {
  return textOf(story, forParticipants);
}

/** What is really wrong: the section “For the facilitator”, or all of a story that has none. */
export function facilitatorText(story: string): string {
  return textOf(story, forFacilitator) || story;
}

function textOf(story: string, wanted: RegExp): string {
  let isInside = false;
  const lines: string[] = [];
  for (const { key, level, text } of sectionsOf(story)) {
    if (level <= 2) isInside = wanted.test(key);
    if (isInside) lines.push(level <= 2 ? text.slice(text.indexOf('\n') + 1) : text);
  }
  return lines.join('').trim();
}
