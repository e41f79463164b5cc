/** What is left of a text when a part of it was saved: what came behind that, or all of it when it was changed. */
export function typedSince(saved: string, typed: string | null): string | null {
  if (typed === null || !typed.startsWith(saved)) return typed;
  return typed.slice(saved.length).trimStart() || null;
}
