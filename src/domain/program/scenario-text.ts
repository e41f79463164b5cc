import { sectionsOf } from '../learn/text-sections.ts';

const situation = /^the situation$/i;
const forParticipants = /^(the situation|what participants know)$/i;
const forFacilitator = /^for the facilitator$/i;

/**
 * What everybody may read before a drill begins: its sections “The situation” and “What participants know”. Plain text,
 * as the summary of an incident is: a heading is a line of its own, and emphasis goes.
 */
export function participantText(story: string): string {
  const parts = partsOf(story, forParticipants).map(({ words, body }) => {
    const text = body.replaceAll('**', '').trim();
    return words === null || situation.test(words) ? text : `${words}:\n${text}`;
  });
  return parts
    .join('\n\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** What is really wrong, as Markdown: the section “For the facilitator”, or all of a story that has none. */
export function facilitatorText(story: string): string {
  const parts = partsOf(story, forFacilitator).map(({ words, body }) =>
    words === null || forFacilitator.test(words) ? body : `### ${words}\n${body}`,
  );
  return parts.join('').trim() || withSmallHeadings(story);
}

/** Headings that fit below the second level of another text. */
function withSmallHeadings(story: string): string {
  return sectionsOf(story)
    .map(({ level, text }) => (level === 0 ? text : text.replace(/^ {0,3}#{1,6}(?=[ \t\n]|$)/, '###')))
    .join('')
    .trim();
}

/** The sections of this name with everything below them; `words`: of the heading, null before the first one. */
function partsOf(story: string, wanted: RegExp) {
  let isInside = false;
  return sectionsOf(story).flatMap(({ key, level, text }) => {
    if (level <= 2) isInside = wanted.test(key);
    if (!isInside) return [];
    const end = text.indexOf('\n');
    return [{ words: level === 0 ? null : key, body: level === 0 ? text : end < 0 ? '' : text.slice(end + 1) }];
  });
}
