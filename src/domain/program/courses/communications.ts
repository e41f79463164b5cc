import type { Course } from '../training.ts';

export const communications: Course = {
  key: 'communications',
  title: 'Communications',
  after: ['incident-management-basics'],
  readMinutes: 3,
  text: `
Customers forgive problems sooner than silence. Your job is to tell them what is affected, what still works, and when they will hear
from you again, early and in plain words.

**The first post** goes out within five minutes of a SEV1 and does not wait for a cause. Use the template: impact, since when, which
components, next update. Say who is affected as soon as you know; it reassures everybody else.

**Promise the next update, never the fix.** A missed fix time costs more trust than no time at all. Keep the rhythm even when nothing is
new: “we are still working on it” is news to somebody who fears being forgotten. When an incident drags on, announce a slower rhythm and
say when the next update comes.

**Leave out** names of machines, people and suppliers, guesses about causes, and the word outage unless everything is down. Ask of
each sentence: does it help a customer decide what to do? Describe the impact as customers see it: “card payments are failing”,
not “the gateway returns errors”.

The commander approves what you post. Pass on what support hears; customers often notice a problem before any graph does.

**At the end** say clearly when it started and ended, whether data was lost, that you are sorry, and when you will publish what you
learned. Colleagues need different words: executives want impact, numbers and decisions; support wants a sentence to paste.`.trim(),
  quiz: [
    {
      id: 'first-post',
      ask: 'The cause of a SEV1 is unknown. When do you post first?',
      options: [
        'When the cause is known',
        'Within five minutes, with the impact and the next update',
        'After the first customer complains',
        'When it is resolved',
      ],
      right: 1,
      because: 'Customers need to know that you know.',
    },
    {
      id: 'promise',
      ask: 'Which sentence may go out?',
      options: [
        'It will be fixed in 30 minutes.',
        'We will post our next update by 14:30.',
        'It should be back soon.',
        'We expect a fix by noon.',
      ],
      right: 1,
      because: 'You control the next update; nobody controls the fix.',
    },
    {
      id: 'words',
      ask: 'One customer in ten cannot pay by card. What do you call it?',
      options: ['A total outage', 'An error on pay-gw-03', 'Some card payments are failing', 'A small hiccup'],
      right: 2,
      because: 'It describes the impact customers notice, no more and no less.',
    },
    {
      id: 'nothing-new',
      ask: 'The next update is due and nothing is new. What do you do?',
      options: [
        'Skip it',
        'Post that work continues and when to expect the next update',
        'Guess at the cause',
        'Close the incident',
      ],
      right: 1,
      because: 'Keeping the promise is the news.',
    },
    {
      id: 'supplier',
      ask: 'A supplier’s fault is the cause. What do you write?',
      options: [
        'The supplier’s name, so that everybody knows',
        'That it was not your fault',
        'The impact and what you are doing about it',
        'Nothing at all',
      ],
      right: 2,
      because: 'Customers chose you; blaming others does not help them.',
    },
    {
      id: 'approve',
      ask: 'Who approves a public update during an incident?',
      options: ['The scribe', 'The incident commander', 'Any engineer', 'Nobody'],
      right: 1,
      because: 'The commander has the full picture.',
    },
    {
      id: 'closing',
      ask: 'What must the closing update say explicitly?',
      options: [
        'Who deployed the change',
        'Whether data was lost',
        'The cost of the incident',
        'The names of the helpers',
      ],
      right: 1,
      because: 'It is every customer’s first question, asked or not.',
    },
  ],
};
