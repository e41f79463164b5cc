import type { Course } from '../training.ts';

export const onCallResponder: Course = {
  key: 'on-call-responder',
  title: 'On-call responder',
  after: ['incident-management-basics'],
  readMinutes: 3,
  text: `
Being on call means that a page will reach you and that you can act on it. **Before your shift**, send yourself a test page, check
that your laptop and access work, read the handoff, and know who your backup is.

**When a page comes**, acknowledge it: that says “I have it”, not “I know what it is”. If you cannot act, escalate immediately;
waiting helps nobody. Nobody is blamed for waking a colleague. Look at the customer impact first, then at what changed
recently, then at the runbook. Reduce the impact before you look for the cause: roll back, fail over, turn the feature off.

**In an incident** you report to the commander, in three parts: *condition* (what you see), *actions* (what you are doing),
*needs* (what you are missing). Announce every change before you make it and say when it is done. If you are given a task, repeat it
back, with its deadline.

**Afterwards**, hand over what is unfinished; a page you acknowledged stays yours until somebody accepts it. Report alerts that needed no
action: an alert that needs nobody should not page. If you were woken at night, take the rest you are owed. A tired
responder is a risk, and saying so is part of the job.`.trim(),
  quiz: [
    {
      id: 'acknowledge',
      ask: 'What does acknowledging a page say?',
      options: ['The problem is solved', 'I know the cause', 'I have it and am acting', 'Stop sending me alerts'],
      right: 2,
      because: 'It stops the escalation because somebody is handling it.',
    },
    {
      id: 'cannot-act',
      ask: 'A page reaches you on a train without a connection. What do you do?',
      options: [
        'Wait for the next station',
        'Escalate immediately',
        'Acknowledge and look later',
        'Ignore it, the backup will see it',
      ],
      right: 1,
      because: 'An acknowledged page that nobody works on is worse than one that keeps escalating.',
    },
    {
      id: 'first-look',
      ask: 'What do you look at first?',
      options: ['The customer impact', 'The oldest log file', 'Who deployed last', 'The list of action items'],
      right: 0,
      because: 'The impact decides how severe it is and whom you need.',
    },
    {
      id: 'mitigate',
      ask: 'You see a recent change that may be the trigger, but you are not sure why. What comes first?',
      options: [
        'Understand the cause completely',
        'Undo the change to reduce the impact',
        'Write the postmortem',
        'Ask its author to explain',
      ],
      right: 1,
      because: 'Reduce the impact first; the cause can be studied calmly afterwards.',
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
      because: 'It covers condition, actions and needs.',
    },
    {
      id: 'noise',
      ask: 'An alert paged three times this week and never needed anybody. What do you do?',
      options: [
        'Mute your phone',
        'Report it so that it is fixed or no longer pages',
        'Acknowledge faster',
        'Nothing; better too many than too few',
      ],
      right: 1,
      because: 'Alerts that nobody needs teach people to ignore the ones that matter.',
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
