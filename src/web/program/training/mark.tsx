import { Badge } from '../../ui/screen/badge.tsx';

/** How a question was answered, and why what is right is right, where that is told. */
export function Mark({ isRight, because }: { isRight: boolean; because: string | null }) {
  return (
    <p>
      <Badge tone={isRight ? 'resolved' : 'sev2'} glyph={isRight ? 'check' : 'triangle'} look="plain">
        {isRight ? 'Correct' : 'Incorrect'}
      </Badge>{' '}
      {because}
    </p>
  );
}
