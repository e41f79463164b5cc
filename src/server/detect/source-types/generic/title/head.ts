// What stands in front of a title and says how it is.

import { bareWords } from '../action/states.ts';
import { actionOfWord } from '../words/vocabulary.ts';
import { withoutMarks } from './marks.ts';
import { fillers, kinds, nouns, onlyWithNoun, shouted } from './words.ts';

/** The state that a head such as `PROBLEM Service Alert` says, null when it is about anything else. */
export function stateOfHead(head: string): { word: string; nouns: string[] } | null {
  const words = bareWords(withoutMarks(head).replace(/\bre-(?=triggered)/i, 're'));
  if (words.length === 0 || words.length > 8) return null;
  const whole = words.join(' ');
  const hasNoun = words.some((word) => nouns.test(word));
  if (actionOfWord.has(whole))
    return onlyWithNoun.test(whole) && !shouted.test(head) ? null : { word: whole, nouns: [] };
  const backTo = /^(?:\S+ ){0,3}?((?:build|job|pipeline|run) is back to normal)$/.exec(whole);
  if (backTo !== null) return { word: 'back to normal', nouns: [backTo[1]!.split(' ', 1)[0]!] };
  const said = words.filter((word) => !fillers.test(word) || /^(?:problem|alarm|alert|incident)$/.test(word));
  const states = said.filter((word) => actionOfWord.has(word));
  const others = said.filter((word) => !actionOfWord.has(word) && !(words.length > 2 && builders.test(word)));
  if (states.length === 0 || others.length > 2 || !others.every((word) => kinds.test(word))) return null;
  const strong = states.find((word) => !/^(?:alert|alarm|problem|incident)$/.test(word)) ?? states[0]!;
  if (negationsBefore(words, strong)) return { word: 'triggered', nouns: others };
  const isDone = others.length > 0 && /^(?:completed?|finished|done)$/.test(strong);
  if (onlyWithNoun.test(strong) && !hasNoun && !isDone) return null;
  return { word: strong, nouns: others };
}

/** What builds: that it did says no more than that it was built. */
const builders = /^(?:jenkins|hudson|teamcity|bamboo|travis|buildbot|gitlab|github|circleci|in)$/;

const negationsBefore = (words: string[], word: string) =>
  /^(?:not|no|un|never|still)$/.test(words[words.indexOf(word) - 1] ?? '') && actionOfWord.get(word) === 'resolve';
