import type { Course } from '../training.ts';

export const onCallResponder: Course = {
  key: 'on-call-responder',
  title: 'On-call responder',
  after: ['incident-management-basics'],
  readMinutes: 3,
  text: `
Being on call means that a page will find you and that you can act on it. **Before your shift** send yourself a test page, check
that your laptop and access work, read the handoff, and know who your backup is.

**When a page comes**, acknowledge it: that says “I have it”, not “I know what it is”. If you cannot act, escalate at once;
waiting helps nobody. Nobody is blamed for waking a colleague. Look at the effect on customers first, then at what changed
recently, then at the runbook. Reduce the harm before you look for the cause: roll back, switch over, turn the feature off.

**In an incident** you answer to the commander. Report in three parts: *condition* (what you see), *actions* (what you are doing),
*needs* (what you lack). Announce every change before you make it and say when it is done. If you are given a task, repeat it, with
the time you were given.

**Afterwards** hand over what is unfinished; the page you took stays yours until somebody accepts it. Report alerts that needed no
action: an alert that asks nothing of a human should not ring. If you were woken at night, take the rest you are owed. A tired
responder is a risk, and saying so is part of the job.`.trim(),
  quiz: [
    {
      id: 'acknowledge',
      ask: 'What does acknowledging a page say?',
      options: ['The problem is solved', 'I know the cause', 'I have it and am acting', 'Stop sending me alerts'],
      right: 2,
      because: 'It stops the escalation because somebody has taken it.',
    },
    {
      id: 'cannot-act',
      ask: 'A page reaches you on a train without a connection. What do you do?',
      options: [
        'Wait for the next station',
        'Escalate at once',
        'Acknowledge and look later',
        'Ignore it, the backup will see it',
      ],
      right: 1,
      because: 'An acknowledged page nobody works on is worse than one that rings on.',
    },
    {
      id: 'first-look',
      ask: 'What do you look at first?',
      options: ['The effect on customers', 'The oldest log file', 'Who deployed last', 'The list of action items'],
      right: 0,
      because: 'The effect decides how severe it is and whom you need.',
    },
    {
      id: 'mitigate',
      ask: 'You see a recent change that may be the trigger, but you are not sure why. What comes first?',
      options: [
        'Understand the cause completely',
        'Undo the change to reduce harm',
        'Write the postmortem',
        'Ask its author to explain',
      ],
      right: 1,
      because: 'Reduce the harm first; the cause can be studied calmly afterwards.',
    },
    {
      id: 'report',
      ask: 'Which report helps the commander most?',
      options: [
        '“It is complicated.”',
        '“Still looking.”',
        '“One in five payments fails; I am rolling back; I need somebody from the database team.”',
        '“This was to be expected.”',
      ],
      right: 2,
      because: 'It holds condition, actions and needs.',
    },
    {
      id: 'noise',
      ask: 'An alert rang three times this week and never needed anybody. What do you do?',
      options: [
        'Mute your phone',
        'Report it so that it is fixed or no longer pages',
        'Acknowledge faster',
        'Nothing, better too many than too few',
      ],
      right: 1,
      because: 'Alerts nobody needs teach people to ignore the ones they do.',
    },
    {
      id: 'shift-end',
      ask: 'Your shift ends while you are working on a page. Whose is it?',
      options: ['Automatically the next person’s', 'Nobody’s', 'Yours until somebody accepts it', 'Your manager’s'],
      right: 2,
      because: 'A handover counts only when the other side has accepted it.',
    },
  ],
};
