/** The address that a phone provider calls about one call, with what the call is about: nothing of it is kept here. */

const between = '|';

/**
 * @param sentences cut to what takes at most `mostCharacters` in the address
 * @param token of the page that a key answers; none for a call that only tells
 */
export function keyUrl(
  hookUrl: string,
  { token, sentences }: { token?: string | undefined; sentences: string[] },
  mostCharacters = 1_500,
): string {
  const say = cutEncoded(sentences.map((each) => each.replaceAll(between, ' ')).join(between), mostCharacters);
  return `${hookUrl}?${token === undefined ? '' : `token=${encodeURIComponent(token)}&`}say=${say}`;
}

/** Null for an address that is about no call. */
export function readKeyUrl(query: URLSearchParams): { token: string | null; sentences: string[] } | null {
  const say = query.get('say');
  return say === null ? null : { token: query.get('token'), sentences: say.split(between).filter(Boolean) };
}

function cutEncoded(text: string, most: number): string {
  let encoded = '';
  for (const character of text) {
    const next = encodeURIComponent(/\p{Surrogate}/u.test(character) ? '\ufffd' : character);
    if (encoded.length + next.length > most) break;
    encoded += next;
  }
  return encoded;
}
