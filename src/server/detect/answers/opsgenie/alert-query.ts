/** The part of the search language of the Alert API that has a meaning here. */

export type AlertSearch = {
  state: 'open' | 'triggered' | 'acknowledged' | 'resolved' | 'all';
  severities: number[] | null;
  alias: string | null;
  text?: string;
};

const term = /\s*(?:(?:AND|&&)\s+)?([a-z]+)\s*[:=]\s*(?:"([^"]{0,512})"|(\S{1,512}))/iy;

/** Terms that must all hold. What is not understood is refused: a filter that is left out would show too much. */
export function readQuery(query: string): AlertSearch | { refusal: string } {
  const search: AlertSearch = { state: 'all', severities: null, alias: null };
  const text = query.trim();
  term.lastIndex = 0;
  while (term.lastIndex < text.length) {
    const found = term.exec(text);
    if (!found) return { refusal: 'Only terms such as status:open, joined by AND, are understood.' };
    const [name, value] = [found[1]!.toLowerCase(), (found[2] ?? found[3] ?? '').trim()];
    if (!apply(search, name, value)) return { refusal: `The term ${name}:${value.slice(0, 50)} is not understood.` };
  }
  return search;
}

function apply(search: AlertSearch, name: string, value: string): boolean {
  const states: Record<string, AlertSearch['state']> = { open: 'open', closed: 'resolved', acked: 'acknowledged' };
  switch (name) {
    case 'status':
      if (!Object.hasOwn(states, value.toLowerCase())) return false;
      if (search.state === 'all') search.state = states[value.toLowerCase()]!;
      return true;
    case 'acknowledged':
      if (!/^(true|false)$/i.test(value)) return false;
      search.state = value.toLowerCase() === 'true' ? 'acknowledged' : 'triggered';
      return true;
    case 'priority':
      if (!/^P[1-5]$/i.test(value)) return false;
      search.severities = [Number(value[1])];
      return true;
    case 'alias':
      search.alias = value;
      return value !== '';
    case 'message':
      search.text = value.replace(/^\*|\*$/g, '');
      return search.text !== '';
    default:
      return false;
  }
}
