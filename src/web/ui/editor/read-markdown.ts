import type { Env, Token } from 'markdown-it';
import type { Mark, Node } from 'prosemirror-model';
import { createMarkdownIt } from '../text/markdown-rules.ts';
import { schema } from './schema.ts';

/** Where links of the form `[words][name]` lead to, by name. */
export type References = NonNullable<Env['references']>;

const markdown = createMarkdownIt().set({ breaks: true });
const { nodes, marks } = schema;

/** The tokens of a text, and the addresses that it defines for links by name. */
export function tokensOf(text: string, references: References = {}): { tokens: Token[]; references: References } {
  const environment: Env = { references: { ...references } };
  return { tokens: markdown.parse(text, environment), references: environment.references ?? {} };
}

/** What a text says, however it is written: equal for texts that read the same. */
export const meaningOf = (text: string): string => markdown.render(text).replace(/\n+<\/code>/g, '</code>');

/** The blocks of a piece of Markdown; null when something in it has no form in the editor. */
export function readBlocks(text: string, references?: References): Node[] | null {
  return blocksOf(tokensOf(text, references).tokens);
}

/** As `readBlocks`, of tokens. */
export function blocksOf(tokens: readonly Token[]): Node[] | null {
  try {
    return blocksWithin(tokens);
  } catch (error) {
    if (error instanceof NoForm || error instanceof RangeError) return null;
    throw error;
  }
}

class NoForm extends Error {}

function blocksWithin(tokens: readonly Token[]): Node[] {
  const blocks: Node[] = [];
  for (let index = 0; index < tokens.length; ) {
    const token = tokens[index]!;
    const end = token.nesting === 1 ? closing(tokens, index) : index;
    blocks.push(blockOf(token, tokens.slice(index + 1, end)));
    index = end + 1;
  }
  return blocks;
}

function closing(tokens: readonly Token[], open: number): number {
  const { level, type } = tokens[open]!;
  const close = type.replace('_open', '_close');
  for (let index = open + 1; index < tokens.length; index++) {
    const token = tokens[index]!;
    if (token.level === level && token.type === close) return index;
  }
  throw new NoForm(type);
}

function blockOf(token: Token, inside: readonly Token[]): Node {
  switch (token.type) {
    case 'paragraph_open':
      return nodes.paragraph!.createChecked(null, inlineOf(inside[0]));
    case 'heading_open':
      return nodes.heading!.createChecked({ level: Number(token.tag.slice(1)) }, inlineOf(inside[0]));
    case 'blockquote_open':
      return nodes.blockquote!.createChecked(null, blocksWithin(inside));
    case 'bullet_list_open':
      return nodes.bullet_list!.createChecked({ isLoose: isLoose(inside) }, itemsOf(inside));
    case 'ordered_list_open': {
      const order = Number(token.attrGet('start') ?? 1);
      return nodes.ordered_list!.createChecked({ isLoose: isLoose(inside), order }, itemsOf(inside));
    }
    case 'fence':
    case 'code_block': {
      const content = token.content.replace(/\n$/, '');
      return nodes.code_block!.createChecked(
        { language: token.info.trim() },
        content === '' ? null : schema.text(content),
      );
    }
    case 'hr':
      return nodes.horizontal_rule!.create();
    case 'prompt':
      return nodes.prompt!.create({ words: token.content });
    case 'table_open':
      return nodes.table!.createChecked(
        null,
        groups(inside).flatMap(({ inside: rows }) => groups(rows).map(({ inside: cells }) => rowOf(cells))),
      );
    default:
      throw new NoForm(token.type);
  }
}

/** What each token that opens something holds. */
function groups(tokens: readonly Token[]): { token: Token; inside: readonly Token[] }[] {
  const found = [];
  for (let index = 0; index < tokens.length; ) {
    const end = closing(tokens, index);
    found.push({ token: tokens[index]!, inside: tokens.slice(index + 1, end) });
    index = end + 1;
  }
  return found;
}

function rowOf(cells: readonly Token[]): Node {
  return nodes.table_row!.createChecked(
    null,
    groups(cells).map(({ token, inside }) => {
      const align = /text-align:(\w+)/.exec(String(token.attrGet('style') ?? ''))?.[1] ?? null;
      const type = token.type === 'th_open' ? nodes.table_header! : nodes.table_cell!;
      return type.createChecked({ align }, nodes.paragraph!.createChecked(null, inlineOf(inside[0])));
    }),
  );
}

/** Items stand apart when their words are paragraphs of their own. */
function isLoose(items: readonly Token[]): boolean {
  return items.some(({ type, level, hidden }) => type === 'paragraph_open' && level === items[0]!.level + 1 && !hidden);
}

const box = /^\[([ xX])\] /;

function itemsOf(tokens: readonly Token[]): Node[] {
  return groups(tokens).map(({ inside }) => {
    const first = inside[0];
    const words = first?.type === 'paragraph_open' ? inside[1]?.children?.[0] : undefined;
    const found = words?.type === 'text' ? box.exec(words.content) : null;
    if (found) words!.content = words!.content.slice(found[0].length);
    const blocks = blocksWithin(inside);
    const isDone = found ? found[1] !== ' ' : null;
    return nodes.list_item!.createChecked({ isDone }, blocks.length === 0 ? nodes.paragraph!.create() : blocks);
  });
}

function inlineOf(token: Token | undefined): Node[] {
  const found: Node[] = [];
  let active: readonly Mark[] = [];
  const drop = (name: string) => {
    active = active.filter(({ type }) => type.name !== name);
  };
  const open = (name: string) => {
    // Bold within bold is another thing to Markdown, and nothing here.
    if (active.some(({ type }) => type.name === name)) throw new NoForm(name);
    active = marks[name]!.create().addToSet(active);
  };
  const add = (text: string) => {
    const last = found.at(-1);
    if (text === '') return;
    if (last?.isText && last.marks.length === active.length && last.marks.every((mark, at) => mark.eq(active[at]!))) {
      found[found.length - 1] = schema.text(last.text! + text, active);
    } else {
      found.push(schema.text(text, active));
    }
  };
  for (const child of token?.children ?? []) {
    const attribute = (name: string) => child.attrGet(name) as string | null;
    switch (child.type) {
      case 'text':
        add(child.content);
        break;
      case 'code_inline': {
        const outside = active;
        active = marks.code!.create().addToSet(outside);
        add(child.content);
        active = outside;
        break;
      }
      case 'softbreak':
      case 'hardbreak':
        found.push(nodes.hard_break!.create(null, null, active));
        break;
      case 'image':
        found.push(
          nodes.picture!.create(
            { address: attribute('src') ?? '', words: child.content, title: attribute('title') },
            null,
            active,
          ),
        );
        break;
      case 'link_open':
        active = marks.link!.create({ address: attribute('href') ?? '', title: attribute('title') }).addToSet(active);
        break;
      case 'link_close':
        drop('link');
        break;
      case 'strong_open':
        open('strong');
        break;
      case 'em_open':
        open('em');
        break;
      case 's_open':
        open('strike');
        break;
      case 'strong_close':
        drop('strong');
        break;
      case 'em_close':
        drop('em');
        break;
      case 's_close':
        drop('strike');
        break;
      default:
        throw new NoForm(child.type);
    }
  }
  return found;
}
