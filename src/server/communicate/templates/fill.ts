/** Fills a message template. Templates are written by people of this installation, values by anybody. Pure. */
import { singleLine } from '../../../domain/text.ts';
import { createEngine, longestValue } from '../../platform/liquid.ts';

export type TemplateWords = { title: string; body: string };

/** Of what a template makes, in characters. No message to people is longer. */
const longestText = 50_000;

const textOf = (value: unknown) => singleLine(value === null || value === undefined ? '' : String(value), longestValue);

/** The body is Markdown, so a value can give it no form. */
const escapeMarkdown = (value: unknown) => textOf(value).replace(/[\\`*_[\]<]/g, '\\$&');

/** @throws Error with a sentence about the template when it is not valid Liquid or makes too much text */
export function fillTemplate(words: TemplateWords, values: Readonly<Record<string, string>>): TemplateWords {
  return {
    title: singleLine(render(words.title, values, textOf), 200),
    body: tidy(render(words.body, values, escapeMarkdown)),
  };
}

function render(template: string, values: Readonly<Record<string, string>>, written: (value: unknown) => string) {
  let left = longestText - template.length;
  const engine = createEngine((value: unknown) => {
    const text = written(value);
    left -= text.length;
    if (left < 0) throw new Error(`the result is longer than ${longestText} characters`);
    return text;
  });
  return String(engine.parseAndRenderSync(template, values));
}

/** What an empty value leaves behind: doubled spaces, and a space before a full stop. */
function tidy(text: string): string {
  return text
    .replace(/ +/g, (run, start: number) => {
      const [before, after, next] = [text[start - 1], text[start + run.length], text[start + run.length + 1]];
      if (after !== undefined && '.,;'.includes(after) && isBlank(next)) return '';
      return isBlank(before) || isBlank(after) ? run : ' ';
    })
    .trim();
}

const isBlank = (character: string | undefined) => character === undefined || character.trim() === '';
