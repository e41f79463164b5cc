/** Sentences the room may read aloud; shown on request, never sent by themselves. */
export interface Phrase {
  id: string;
  moment: string;
  say: string;
}

export const phrases: readonly Phrase[] = [
  { id: 'take-command', moment: 'Nobody leads yet', say: 'I am {name} and I command this incident.' },
  { id: 'ask-report', moment: 'You need facts', say: '{name}: condition, actions, needs, please.' },
  { id: 'decide', moment: 'An option looks best', say: 'I propose {action}. Any strong objection? … Then we do it.' },
  {
    id: 'assign',
    moment: 'Something must be done',
    say: '{name}, please {task}. Report back in {minutes} minutes. Is that clear?',
  },
  { id: 'no-answer', moment: 'Someone does not answer', say: '{name} does not answer; {other}, please take {task}.' },
  { id: 'side-talk', moment: 'Talk goes in circles', say: 'We settle this afterwards. Now we do {action}.' },
  {
    id: 'severity-talk',
    moment: 'The severity is disputed',
    say: 'We treat it as the higher one and review it later.',
  },
  {
    id: 'executive',
    moment: 'A senior person takes the wheel',
    say: 'Are you taking command? If not, I go on leading, and your question waits for the next brief.',
  },
  {
    id: 'hand-over',
    moment: 'You are tired or your shift ends',
    say: '{name} takes command from now. {name}, please confirm.',
  },
  { id: 'close', moment: 'It works again', say: 'Recovery is confirmed. {name} owns the postmortem. Thank you, all.' },
];
