import type { Course } from '../training.ts';

export const blamelessPostmortems: Course = {
  key: 'blameless-postmortems',
  title: 'Blameless postmortems',
  after: ['incident-management-basics'],
  readMinutes: 3,
  text: `
A postmortem turns a bad day into something the organisation learns from. It is **blameless** because people hold back what could be
used against them, and then nobody learns. Blameless does not mean ownerless: every action item has an owner and a date.

Assume that everybody did what made sense with what they knew. So ask *what did you see?* and *how did it look then?* instead of *why
did you?* Avoid “should have”: it describes a world that did not exist. Be wary of “human error”; it is where questions begin. What
made the action easy, likely or invisible? Somebody else would have done the same in that situation.

Tell it in the order people experienced it, with times and evidence. Keep what happened separate from what to change. Look for
**several contributing factors**, technical, procedural and organisational; a single root cause is rarely the truth, and a person
never is. Write down what went well and where you were lucky: luck is a warning.

A SEV1 is reviewed within three calendar days, a SEV2 within five business days, while memories are fresh. Send the text a day before
the meeting. Choose few action items, small enough to finish, and prefer changes to the system over reminders to people. Deciding to do
nothing is allowed when the reason is written down. Look for earlier incidents like it: a recurrence shows that the last lesson did
not stick.`.trim(),
  quiz: [
    {
      id: 'question',
      ask: 'Which question belongs in a blameless review?',
      options: [
        'Why did you not check?',
        'What did the dashboard show you at that moment?',
        'Who approved this?',
        'How could you miss it?',
      ],
      right: 1,
      because: 'It asks what was seen, not for a defence.',
    },
    {
      id: 'human-error',
      ask: 'The draft says: “Cause: human error.” What do you do?',
      options: [
        'Accept it',
        'Add the name',
        'Ask what made the action possible and likely',
        'Send the person to training',
      ],
      right: 2,
      because: 'Conditions can be changed; people will always make mistakes.',
    },
    {
      id: 'should-have',
      ask: 'What is wrong with “they should have noticed the alert”?',
      options: [
        'Nothing',
        'It says what did not happen instead of what did',
        'It is too short',
        'Alerts are not part of a review',
      ],
      right: 1,
      because: 'Hindsight hides why it was not noticed.',
    },
    {
      id: 'owner',
      ask: 'Blameless means that action items …',
      options: ['have no owner', 'belong to the team as a whole', 'have one owner and a due date each', 'are optional'],
      right: 2,
      because: 'Nobody is blamed for the past; somebody is responsible for the change.',
    },
    {
      id: 'best-action',
      ask: 'Which action item is the strongest?',
      options: [
        'Be more careful with deletions',
        'Remind everybody in the meeting',
        'The delete command asks for the name of the environment',
        'Read the manual again',
      ],
      right: 2,
      because: 'It changes the system and works when people are tired.',
    },
    {
      id: 'deadline',
      ask: 'By when is a SEV1 reviewed?',
      options: ['Within three calendar days', 'Within a month', 'When there is time', 'At the next quarterly review'],
      right: 0,
      because: 'Memories fade and logs expire quickly.',
    },
    {
      id: 'factors',
      ask: 'How many contributing factors does an incident usually have?',
      options: ['Exactly one', 'Several', 'None', 'As many as people involved'],
      right: 1,
      because: 'Serious incidents need several conditions to come together.',
    },
  ],
};
