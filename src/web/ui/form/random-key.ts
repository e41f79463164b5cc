/** The browser's UUIDs exist on secure origins only, and an installation at home may have none. */
export const randomKey = (): string =>
  [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(36)).join('-');
