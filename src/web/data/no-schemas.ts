/**
 * Stands in for the schema library in the built web. The contract gives the web paths, methods and types; what comes in
 * is checked by the server alone, so that one set of rules holds for every caller and no browser has to load them.
 */
const checks = /^(safe)?(parse|encode|decode)(Async)?$/;

const nothing: unknown = new Proxy(() => {}, {
  get(_target, name) {
    if (typeof name === 'symbol') return undefined;
    if (checks.test(name)) throw new Error('The web has no schemas; the server checks what it is sent.');
    return nothing;
  },
  apply: () => nothing,
});

export const z = nothing;
