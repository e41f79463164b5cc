import type { Course } from '../training.ts';

export const incidentCommander: Course = {
  key: 'incident-commander',
  title: 'Incident commander',
  after: ['incident-management-basics', 'on-call-responder'],
  readMinutes: 4,
  text: `
The commander does not fix anything. The commander keeps the overview, decides, and makes sure that everybody knows what to do
next. You need not be the best engineer in the room; you need to be the calmest.

**Open** by stating your name and that you are in command. Fill the roles. Release people who are not needed: a room full of
spectators is slow.

**Size up**: what is wrong, since when, who is affected, is it getting worse? Then **stabilise**. Ask for options with their risks, propose
one, ask whether anybody objects strongly, and decide. Waiting for full agreement is a decision too, usually a bad one. Give each
task to one person by name, with a deadline, and have them repeat it. “Can somebody look” is heard by nobody. Keep a plan B ready before
plan A has failed.

**Keep the rhythm.** Updates go out on time even when there is no news. You approve public updates. If eight people or more report to
you, form groups with leads. Do not discuss severity: take the higher one and move on. If an executive starts giving orders, ask
whether they are taking command; if not, carry on.

**Hand over** before you are tired, after four hours at the latest: brief, announce, and have the other person confirm. **Close** only when
recovery is verified, the last public update is out, open work has owners and the postmortem has one too. Then thank people.`.trim(),
  quiz: [
    {
      id: 'fixing',
      ask: 'You are the commander and know exactly which command would help. What do you do?',
      options: [
        'Run it quickly',
        'Ask a specific resolver to do it',
        'Hand over the scribe’s role',
        'Wait until somebody else thinks of it',
      ],
      right: 1,
      because: 'While you type, nobody leads.',
    },
    {
      id: 'task',
      ask: 'Which is the best way to give a task?',
      options: [
        '“Can someone check the queue?”',
        '“The queue should be checked.”',
        '“Mara, please check the queue and report in five minutes. Is that clear?”',
        '“Everybody, look at the queue!”',
      ],
      right: 2,
      because: 'One person, one task, one deadline, and a confirmation.',
    },
    {
      id: 'objection',
      ask: 'You propose a rollback. What do you ask the room?',
      options: [
        'Does everybody agree?',
        'Are there strong objections?',
        'Shall we vote?',
        'Who takes the blame if it fails?',
      ],
      right: 1,
      because: 'It surfaces real dangers without waiting for consensus.',
    },
    {
      id: 'severity',
      ask: 'Two people dispute the severity. What do you do?',
      options: [
        'Let them finish',
        'Call a vote',
        'Take the higher one, flag it for review, move on',
        'Take the average',
      ],
      right: 2,
      because: 'The dispute costs time now and can be settled calmly later.',
    },
    {
      id: 'executive',
      ask: 'A director joins and starts to direct your resolvers. What do you say?',
      options: [
        'Nothing, they outrank me',
        'Ask whether they are taking command; if not, I carry on',
        'Leave the call',
        'Ask everybody to ignore them',
      ],
      right: 1,
      because: 'There is exactly one commander, and everybody must know who.',
    },
    {
      id: 'span',
      ask: 'Eleven people report to you directly. What helps?',
      options: [
        'Speak faster',
        'Mute some of them',
        'Sub-teams, each with a lead',
        'A second commander in the same room',
      ],
      right: 2,
      because: 'Nobody can follow more than seven or eight people.',
    },
    {
      id: 'tired',
      ask: 'The incident has lasted four hours and you have led it throughout. What now?',
      options: [
        'Hold out; a change would be a risk',
        'Offer command to a rested colleague, brief them, announce it, have it confirmed',
        'Leave quietly',
        'Lower the severity',
      ],
      right: 1,
      because: 'Tired people make poor decisions; handing over is normal.',
    },
    {
      id: 'close',
      ask: 'What must be true before you close?',
      options: [
        'The graph looks better',
        'An hour has passed',
        'Recovery is verified, the last public update is out, open work and the postmortem have owners',
        'The root cause is proven',
      ],
      right: 2,
      because: 'Closing ends the response; understanding continues in the postmortem.',
    },
  ],
};
