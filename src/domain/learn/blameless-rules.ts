export type BlamelessRuleKey =
  | 'blaming-word'
  | 'human-error'
  | 'hindsight'
  | 'failed-to'
  | 'minimiser'
  | 'fault'
  | 'why-person'
  | 'person-as-cause'
  | 'person-and-fault'
  | 'counterfactual'
  | 'outage'
  | 'try-harder';

export type BlamelessRule = {
  key: BlamelessRuleKey;
  pattern: RegExp;
  why: string;
  suggestions: readonly string[];
  /** Only inside the timeline and "what happened" sections. */
  timelineOnly?: boolean;
  /** Not when the impact was full. */
  unlessFullImpact?: boolean;
};

/** People by their part, as a subject of a sentence. */
export const people =
  '(?:he|she|they|we|you|i|somebody|someone|(?:the|an?) (?:[a-z-]+ ){0,2}(?:engineers?|developers?|operators?|admins?|administrators?|people|person|team|responders?|commander|colleagues?|employees?|contractors?|managers?|interns?|author|reviewers?|on-call))';

const verbs =
  "(?:broke|broken|caused|crashed|deleted|dropped|misconfigured|misread|missed|messed up|screwed up|botched|ignored|overlooked|neglected|forgot(?:ten)?|failed|ruined|killed|took down|brought down|mistyped|mishandled|blundered|erred|did not (?:check|test|notice|read|look|bother)|didn[’']t (?:check|test|notice|read|look|bother))";

/** What people are said to have done wrong; looked for after a person's name or part. */
export const faultVerbs = verbs;

/**
 * The wording rules, after the blameless chapters of PagerDuty's postmortem and incident response guides. Advisory: a writer
 * may keep every marked word.
 */
export const blamelessRules: readonly BlamelessRule[] = [
  {
    key: 'blaming-word',
    pattern:
      /\b(?:careless(?:ly|ness)?|negligen(?:t|tly|ce)|incompeten(?:t|tly|ce)|sloppy|sloppiness|lazy|laziness|reckless(?:ly)?|stupid(?:ly|ity)?|idiotic|clueless|culprits?|guilty)\b/giu,
    why: 'This judges a person. Nobody comes to work to do harm; ask what made the action look right.',
    suggestions: ['what they saw at that moment', 'how it made sense then'],
  },
  {
    key: 'human-error',
    pattern: /\b(?:human|operator|user|pilot|engineer|manual)[ -](?:error|mistake|failure)s?\b/giu,
    why: '“Human error” ends the search where it should begin: what let one action have this effect?',
    suggestions: ['the command had no confirmation', 'both environments looked the same in the interface'],
  },
  {
    key: 'hindsight',
    pattern: /\b(?:(?:should|could|would|ought to|might)(?:n[’']t| not)? have|shoulda|coulda)\b/giu,
    why: 'This describes a past that did not happen. Say what was known and done; wishes belong in the action items.',
    suggestions: ['at the time it was known that …', 'an action item: …'],
  },
  {
    key: 'failed-to',
    pattern: /\b(?:failed to|neglected to|forgot(?:ten)?(?: to)?|forgets?|did not bother|didn[’']t bother)\b/giu,
    why: 'This says what did not happen and hides what did.',
    suggestions: ['instead they …', 'nothing reminded anybody to …'],
  },
  {
    key: 'minimiser',
    pattern:
      /\b(?:obvious(?:ly)?|simply|of course|needless to say|just(?! (?:before|after|as|under|over|above|below|in time|now|then|started|begun|been|finished|deployed|released|about|enough|short)\b))\b/giu,
    why: 'It was not obvious at the time. Such words make readers feel slow and hide what is worth explaining.',
    suggestions: ['leave the word out', 'say what it looked like then'],
  },
  {
    key: 'fault',
    pattern:
      /\b(?:(?<!page )(?<!segmentation )(?<!bus )(?<!seg )(?<!hardware )(?<!disk )(?<!injected )(?<!memory )at fault|(?:his|her|their|your|my|our|whose|[\p{L}]+[’']s) fault|blam(?:e|ed|es|ing)(?! ?less)|who did (?:it|this|that)|to blame|finger[- ]?pointing|accus(?:e|ed|es|ing))\b/giu,
    why: 'Looking for a culprit stops people from saying what they know.',
    suggestions: ['what made this possible', 'which conditions came together'],
  },
  {
    key: 'why-person',
    pattern: new RegExp(`\\bwhy (?:did|didn[’']t|did not|was|were|had|hadn[’']t) ${people}\\b`, 'giu'),
    why: '“Why did you” asks for a defence. “What” and “how” ask for a story.',
    suggestions: ['what did they see?', 'how did they come to …?'],
  },
  {
    key: 'person-as-cause',
    pattern: new RegExp(
      `\\b(?:root )?causes?(?: of [^.\\n]{0,60}?)?(?: was| is|:| were)[^.\\n]{0,20}?(?:\\b${people}\\b|\\b(?:an?|the) (?:[a-z-]+ ){0,2}(?:mistake|error) (?:by|of|made by)\\b)`,
      'giu',
    ),
    why: 'One person’s action is never the root cause: something allowed it.',
    suggestions: ['contributing factors: …'],
  },
  {
    key: 'person-and-fault',
    pattern: new RegExp(
      `\\b(?:he|she|(?:the|an?) (?:[a-z-]+ ){0,2}(?:engineer|developer|operator|admin|administrator|person|responder|contractor|intern|colleague|on-call))\\s+(?:[a-z]+ly\\s+|had\\s+|has\\s+)?${verbs}`,
      'giu',
    ),
    why: 'Naming a role with a fault shames as much as a name does. Describe the situation, not the culprit.',
    suggestions: ['the change was applied to both clusters', 'the alert did not reach anyone'],
  },
  {
    key: 'counterfactual',
    pattern:
      /\b(?:if (?:only )?[^.,;\n]{1,60}? had(?:n[’']t| not)?|insufficient(?:ly)?|inadequate(?:ly)?|lack(?:ed|ing|s)?(?: of)?|not enough)\b/giu,
    why: 'The timeline says what happened. What was missing belongs in the contributing factors or the action items.',
    suggestions: ['what was there instead: …', 'move to action items'],
    timelineOnly: true,
  },
  {
    key: 'outage',
    pattern: /\boutages?\b/giu,
    why: '“Outage” means everything was down. Say what customers noticed.',
    suggestions: ['slow responses', 'failing payments', 'partial unavailability'],
    unlessFullImpact: true,
  },
  {
    key: 'try-harder',
    pattern:
      /\b(?:(?:be|being|more) (?:more )?careful(?:ly)?|pay(?:ing)? (?:more|better|closer) attention|try(?:ing)? harder|re-?train(?:ed|ing)?|remind(?:ed|ing)? (?:everyone|everybody|all|the team|people|staff)|add(?:ed|ing)? (?:it |this |a step )?to the checklist|double[- ]check(?:ed|ing)? (?:next time|in future|in the future))\b/giu,
    why: 'As the only action this changes nothing: attention cannot be mandated. Change the system so that nobody has to be careful.',
    suggestions: [
      'make the dangerous step ask for confirmation',
      'add a test that catches it',
      'limit what one change can reach',
    ],
  },
];
