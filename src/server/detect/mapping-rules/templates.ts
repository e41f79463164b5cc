/** Liquid for mappings: the templates of the product, over what a sender sent. */
import type { Liquid, Template } from 'liquidjs';
import { jsonText } from '../../../domain/detect/json-text.ts';
import { createEngine, longestValue } from '../../platform/liquid.ts';

/** Of one template on one signal, in ms: its tags do not repeat anything, so nothing honest comes near it. */
const longestRenderMs = 20;
/** What a template makes, in characters; longer than any field of an alert. */
const longestText = 20_000;

/** A value as it is written: an object or a list as JSON, at most as long as any value. */
function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return (typeof value === 'object' ? jsonText(value, longestValue) : String(value)).slice(0, longestValue);
}

let engine: Liquid | undefined;
const liquid = () => {
  engine ??= createEngine(textOf);
  return engine;
};

/** @throws Error with a sentence about the template */
export const parseTemplate = (text: string): Template[] => liquid().parse(text);

/** @throws Error where the template fails or takes too long */
export function render(template: Template[], values: object): string {
  const text = String(liquid().renderSync(template, values, { renderLimit: longestRenderMs }));
  return text.slice(0, longestText).trim();
}
