/**
 * What became of one thing of the tool that is left:
 * - `kept`: it is here and does the same.
 * - `changed`: it is here and does something else, as the message says.
 * - `impossible`: it is not here, and the message says why.
 */
export type Outcome = 'kept' | 'changed' | 'impossible';

/**
 * `kind` and `name` say which thing of the source is meant; `id` is its id there. With `pagesTheSame` it looks different
 * here, and the same people are on call and paged all the same: no reason for a difference in the proof.
 */
export type Finding = {
  outcome: Outcome;
  kind: string;
  id: string;
  name: string;
  message: string;
  pagesTheSame?: boolean | undefined;
};

export type Findings = {
  all(): Finding[];
  /** Notes what is not as it was. */
  changed(source: Source, message: string): void;
  /** Notes what looks different here and pages the same people. */
  reshaped(source: Source, message: string): void;
  impossible(source: Source, message: string): void;
  /** Notes that a thing is here; it is `kept` unless something else is said about it. */
  seen(source: Source): void;
};

export type Source = { kind: string; id: string; name: string };

/** Each message once per thing; a thing of which nothing else was said is kept. */
export function createFindings(): Findings {
  const seen = new Map<string, Source>();
  const said = new Map<string, Finding>();
  const keyOf = ({ kind, id }: Source) => `${kind} ${id}`;
  const say = (outcome: Outcome, source: Source, message: string, more: Pick<Finding, 'pagesTheSame'> = {}) => {
    said.set(`${keyOf(source)} ${message}`, { outcome, ...only(source), message, ...more });
  };
  return {
    seen: (source) => void seen.set(keyOf(source), only(source)),
    changed: (source, message) => say('changed', source, message),
    reshaped: (source, message) => say('changed', source, message, { pagesTheSame: true }),
    impossible: (source, message) => say('impossible', source, message),
    all() {
      const spoken = new Set([...said.values()].map(keyOf));
      const kept = [...seen].flatMap(([key, source]): Finding[] =>
        spoken.has(key) ? [] : [{ outcome: 'kept', ...source, message: '' }],
      );
      return [...said.values(), ...kept];
    },
  };
}

const only = ({ kind, id, name }: Source): Source => ({ kind, id, name });
