/** The minutes of a quarterly review as plain text, for mail. */
type Minuted = {
  heldOn: string;
  scopeName: string;
  attendees: readonly { name: string; department: string }[];
  goals: readonly { name: string; finding?: { sentence: string } | undefined }[];
  earlier: readonly MinutedDecision[];
  decisions: readonly MinutedDecision[];
  notes: string;
};

export type MinutedDecision = {
  text: string;
  state: 'open' | 'done' | 'dropped';
  isOverdue: boolean;
  owner: { name: string } | null;
  /** YYYY-MM-DD */
  dueOn: string | null;
};

/** What people read of longer ones stands on the screen of the review, which the mail leads to. */
const longest = 10_000;

/** Decisions first: they are what is asked of those who read it. Parts that have nothing are left out. */
export function minutesText({ heldOn, scopeName, attendees, goals, earlier, decisions, notes }: Minuted): string {
  const parts = [
    [`Held on ${heldOn}, on ${scopeName}.`],
    part('Decided', decisions.map(decisionText)),
    part('What was decided last time', earlier.map(decisionText)),
    part(
      'What the goals came to',
      goals.flatMap(({ name, finding }) => (finding ? [`${name}: ${finding.sentence}`] : [])),
    ),
    part(
      'Attendees',
      attendees.map(({ name, department }) => (department === '' ? name : `${name} (${department})`)),
    ),
    notes.trim() === '' ? [] : ['Notes', notes.trim()],
  ];
  const text = parts.flatMap((lines) => (lines.length === 0 ? [] : [lines.join('\n')])).join('\n\n');
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

function part(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, ...lines.map((line) => `- ${line}`)];
}

/** `Practise the rollback (Priya Raman, due 2026-11-01)` */
export function decisionText({ text, state, isOverdue, owner, dueOn }: MinutedDecision): string {
  const due = dueOn === null ? '' : isOverdue ? `, overdue since ${dueOn}` : `, due ${dueOn}`;
  const rest = state === 'open' ? `${owner?.name ?? 'no owner'}${due}` : state;
  return `${text} (${rest})`;
}
