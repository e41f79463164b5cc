/** `drill` is the report of a practice: what was learnt about the response, not about the fault. */
export type PostmortemForm = 'full' | 'light' | 'drill';

export type SectionKey =
  | 'summary'
  | 'impact'
  | 'what-happened'
  | 'timeline'
  | 'detection'
  | 'factors'
  | 'response'
  | 'similar'
  | 'actions'
  | 'sense'
  | 'change'
  | 'practised'
  | 'surprises'
  | 'public-message';

export type PostmortemSection = {
  key: SectionKey;
  heading: string;
  prompt: string;
  required: boolean;
};

/** Sections of each form. Their headings are what the required-fields check looks for. */
export const postmortemForms: Record<PostmortemForm, readonly PostmortemSection[]> = {
  full: [
    {
      key: 'summary',
      heading: 'Summary',
      prompt: 'Two sentences that a colleague from another department understands.',
      required: true,
    },
    {
      key: 'impact',
      heading: 'Impact',
      prompt:
        'Who was affected, how, and for how long; support contacts; cost, if known. The visible time is not the response time.',
      required: true,
    },
    {
      key: 'what-happened',
      heading: 'What happened',
      prompt: 'Tell it in order, as the people involved saw it at the time.',
      required: true,
    },
    {
      key: 'timeline',
      heading: 'Timeline',
      prompt: 'Facts with times and evidence. Start before the trigger.',
      required: true,
    },
    {
      key: 'detection',
      heading: 'Detection',
      prompt: 'How did we find out? Could we have known sooner? Did customers tell us?',
      required: true,
    },
    {
      key: 'factors',
      heading: 'Contributing factors',
      prompt: 'Technical, process, organisational. There is rarely only one, and it is never a person.',
      required: true,
    },
    {
      key: 'response',
      heading: 'How the response went',
      prompt: 'What went well, what was hard, and where we were lucky.',
      required: true,
    },
    {
      key: 'similar',
      heading: 'Similar incidents',
      prompt: 'Has it happened before? Was an action item from that incident still open?',
      required: false,
    },
    {
      key: 'actions',
      heading: 'Action items',
      prompt: 'Each with an owner and a date; or: none, because …',
      required: true,
    },
    {
      key: 'public-message',
      heading: 'Words for customers',
      prompt: 'What happened, what we are changing, and that we are sorry.',
      required: false,
    },
  ],
  light: [
    { key: 'summary', heading: 'What happened', prompt: 'A few sentences.', required: true },
    { key: 'impact', heading: 'Impact', prompt: 'Who was affected, how, and for how long.', required: true },
    { key: 'timeline', heading: 'Timeline', prompt: 'The few moments that matter.', required: false },
    {
      key: 'sense',
      heading: 'Why it made sense',
      prompt: 'What made the actions look right at the time?',
      required: true,
    },
    {
      key: 'change',
      heading: 'One thing to change',
      prompt: 'One thing is enough; or: none, because …',
      required: true,
    },
  ],
  drill: [
    {
      key: 'practised',
      heading: 'What was practised',
      prompt: 'The scenario, and what it was meant to show.',
      required: true,
    },
    { key: 'timeline', heading: 'Timeline', prompt: 'The few moments that matter.', required: false },
    { key: 'response', heading: 'How the response went', prompt: 'What went well, what was hard.', required: true },
    { key: 'surprises', heading: 'What surprised us', prompt: 'Access, tools, runbooks, people.', required: true },
    {
      key: 'change',
      heading: 'One thing to change',
      prompt: 'One thing is enough; or: none, because …',
      required: true,
    },
  ],
};
