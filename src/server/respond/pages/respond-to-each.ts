import { Problem } from '../../../contract/errors.ts';

/** Does one thing to many alerts or pages, each once and for itself: what is refused for one leaves the others done. */
export async function respondToEach<State>(ids: number[], change: (id: number) => Promise<{ state: State }>) {
  const items: { id: number; state: State | null; refusal: string | null }[] = [];
  for (const id of new Set(ids)) {
    try {
      items.push({ id, state: (await change(id)).state, refusal: null });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      items.push({ id, state: null, refusal: error.errors[0]?.message ?? error.detail ?? error.title });
    }
  }
  return { items };
}
