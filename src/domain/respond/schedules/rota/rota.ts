/** A rota: who takes which turn of a rotation, so that hours, nights, weekends and holidays are shared evenly. */

import { intersect, type Span } from '../span.ts';
import type { Burden } from './burden.ts';
import type { RotaTurn } from './rota-turns.ts';

type PersonSpan = Span & { personId: number };

export type RotaPerson = {
  personId: number;
  /** How many turns of each round of the rotation are theirs. */
  share: number;
  /** What they carried before; null: nothing is known of them, and they count as average. */
  served: Burden | null;
  /** What they carry in the range beside these turns. */
  besides: Burden;
};

export type RotaRules = {
  /** Hours off between two stretches on call. */
  restHours: number;
  /** How many turns in a row one person takes. */
  mostInRow: number;
};

export type RotaInput = {
  /** By start; they do not overlap. */
  turns: readonly RotaTurn[];
  /** What each turn weighs. */
  burdens: readonly Burden[];
  /** In the order of the rotation; at least one. */
  people: readonly RotaPerson[];
  rules: RotaRules;
  /** Who had the turns just before the range, the last one last. */
  earlier: readonly (number | null)[];
  away: readonly PersonSpan[];
  /** When they are on call otherwise, here (by an override, another layer, before the range) or on another schedule. */
  otherwise: readonly PersonSpan[];
};

/**
 * Why a turn is not as it should be: whoever takes it is away during it, since nobody is free all through it; is on call
 * otherwise at the same time; has too little rest before or after it; or has too many turns in a row.
 */
export type RotaProblem = 'away' | 'elsewhere' | 'rest' | 'in_row';

export type RotaChoice = { personId: number; problems: RotaProblem[] };

const burdenKinds = ['hours', 'nightHours', 'weekendHours', 'holidayHours'] as const;
const HOUR_MS = 3_600_000;
const MOST_PASSES = 50;
/** What a change of the rotation must be worth, in square hours: four hours of somebody's nights, say, are not. */
const CHANGE_COST = 16;
/** Turns of one person shall lie this part of a round apart, and how much it weighs when they do not, by the length of a turn. */
const ROUND_APART = 0.6;
const CLOSENESS = 0.3;

/**
 * Somebody for each turn. In this order, no turn while away, none at the same time as another, rest and turns in a row as
 * asked, and then as even as can be found, with the turns of one person apart: the rotation as it is, improved turn by turn
 * and trade by trade, so that it is never less even than the rotation itself where that keeps the rules. The same question
 * has the same answer, whatever the ids are. Comes in small steps: hundreds of turns take a tenth of a second.
 */
export function* rotaSteps(input: RotaInput): Generator<void, RotaChoice[]> {
  const board = boardOf(input);
  const { choice, people } = board;
  const turns = input.turns.map((_, turn) => turn);
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    let improved = false;
    for (const turn of turns) {
      yield;
      for (let person = 0; person < people; person++) {
        if (person !== choice[turn]) improved = board.improve([[turn, person]]) || improved;
      }
    }
    for (const turn of turns) {
      yield;
      for (let other = turn + 1; other < turns.length; other++) {
        const [one, two] = [choice[turn]!, choice[other]!];
        if (one !== two)
          improved =
            board.improve([
              [turn, two],
              [other, one],
            ]) || improved;
      }
    }
    if (!improved) break;
  }
  return turns.map((turn) => ({ personId: input.people[choice[turn]!]!.personId, problems: board.problemsOf(turn) }));
}

/** Lost by a choice, the worst first; lower is better. */
type Cost = [awayMs: number, elsewhereMs: number, broken: number, worse: number, uneven: number];

function boardOf(input: RotaInput) {
  const { turns, burdens, rules, earlier } = input;
  const people = input.people.length;
  const ids = input.people.map(({ personId }) => personId);
  const restMs = rules.restHours * HOUR_MS;
  const away = input.turns.map(({ spans }) => ids.map((id) => overlap(spans, input.away, id)));
  const elsewhere = input.turns.map(({ spans }) => ids.map((id) => overlap(spans, input.otherwise, id)));
  const tight = input.turns.map(({ spans }) => ids.map((id) => countTight(spans, input.otherwise, id, restMs)));
  const plain = turns.map(({ personId }) => (personId === null ? -1 : ids.indexOf(personId)));
  const { carried, target } = loadsOf(input);
  const endOf = turns.map(({ spans }) => spans.at(-1)!.end);
  const startOf = turns.map(({ spans }) => spans[0]!.start);
  // Whoever is left out of the rota gives their turns to those who have the least of them.
  const choice = plain.map((person, turn) => (person >= 0 ? person : turn % people));
  const rowBefore = ids.map((id) => {
    const other = earlier.toReversed().findIndex((each) => each !== id);
    return other < 0 ? earlier.length : other;
  });

  const seenBefore = ids.map((id) => {
    const place = earlier.lastIndexOf(id);
    return place < 0 ? Number.NEGATIVE_INFINITY : place - earlier.length;
  });
  const apart = Math.floor(people * ROUND_APART);
  const turnHours = burdens.reduce((sum, { hours }) => sum + hours, 0) / Math.max(1, burdens.length);
  const closeness = (CLOSENESS * turnHours) ** 2;

  const isTight = (turn: number, next: number) => {
    const gap = startOf[next]! - endOf[turn]!;
    return gap > 0 && gap < restMs;
  };

  function costOf(person: number): Cost {
    const cost: Cost = [0, 0, 0, 0, 0];
    const load = { ...carried[person]! };
    let last = -1;
    let seen = seenBefore[person]!;
    let row = rowBefore[person]!;
    for (let turn = 0; turn < turns.length; turn++) {
      if (choice[turn] !== person) continue;
      cost[0] += away[turn]![person]!;
      cost[1] += elsewhere[turn]![person]!;
      row = turn === last + 1 ? row + 1 : 1;
      if (row > rules.mostInRow) cost[2] += 1;
      if (last >= 0 && isTight(last, turn)) cost[2] += 1;
      cost[2] += tight[turn]![person]!;
      if (plain[turn] !== person) cost[3] += CHANGE_COST;
      cost[3] += Math.max(0, apart - (turn - seen)) ** 2 * closeness;
      addTo(load, burdens[turn]!);
      last = turn;
      seen = turn;
    }
    cost[4] = squares(load, target[person]!);
    cost[3] += cost[4];
    return cost;
  }

  const costs = ids.map((_, person) => costOf(person));
  // Turns are not put apart at the price of evenness that the rotation had.
  const evenEnough = costs.reduce((sum, cost) => sum + cost[4], 0);

  function put(moves: readonly (readonly [turn: number, person: number])[]): void {
    for (const [turn, person] of moves) choice[turn] = person;
  }

  return {
    choice,
    people,
    /** Makes the moves if that is better; says whether it did. */
    improve(moves: readonly (readonly [turn: number, person: number])[]): boolean {
      const back = moves.map(([turn]) => [turn, choice[turn]!] as const);
      const touched = [...new Set([...moves, ...back].map(([, person]) => person))];
      put(moves);
      const after = touched.map(costOf);
      const change = touched.reduce<Cost>(
        (sum, person, place) => sum.map((value, kind) => value + after[place]![kind]! - costs[person]![kind]!) as Cost,
        [0, 0, 0, 0, 0],
      );
      const uneven = costs.reduce((sum, cost) => sum + cost[4], change[4]);
      const level = change.slice(0, 4).findIndex((value) => Math.abs(value) > 1e-6);
      const isBetter =
        level >= 0 && change[level]! < 0 && (level < 3 || change[4] <= 1e-6 || uneven <= evenEnough + 1e-6);
      if (!isBetter) {
        put(back);
        return false;
      }
      touched.forEach((person, place) => {
        costs[person] = after[place]!;
      });
      return true;
    },
    problemsOf(turn: number): RotaProblem[] {
      const person = choice[turn]!;
      const before = choice.lastIndexOf(person, turn - 1);
      const next = choice.indexOf(person, turn + 1);
      let row = 1;
      for (let place = turn - 1; place >= 0 && choice[place] === person; place--) row++;
      if (row === turn + 1) row += rowBefore[person]!;
      const isShort =
        tight[turn]![person]! > 0 ||
        (turn > 0 && before >= 0 && isTight(before, turn)) ||
        (next >= 0 && isTight(turn, next));
      return [
        ...(away[turn]![person]! > 0 ? (['away'] as const) : []),
        ...(elsewhere[turn]![person]! > 0 ? (['elsewhere'] as const) : []),
        ...(isShort ? (['rest'] as const) : []),
        ...(row > rules.mostInRow ? (['in_row'] as const) : []),
      ];
    },
  };
}

/** What each person carries before any turn of the rota, and what each should carry with all of them. */
function loadsOf({ people, burdens }: Pick<RotaInput, 'people' | 'burdens'>): { carried: Burden[]; target: Burden[] } {
  const known = people.filter(({ served }) => served !== null);
  const knownShares = known.reduce((sum, { share }) => sum + share, 0);
  const before = nothing();
  for (const { served } of known) addTo(before, served!);
  const carried = people.map(({ served, share, besides }) => {
    const own = served === null ? times(before, knownShares === 0 ? 0 : share / knownShares) : { ...served };
    addTo(own, besides);
    return own;
  });
  const total = nothing();
  for (const each of [...carried, ...burdens]) addTo(total, each);
  const shares = people.reduce((sum, { share }) => sum + share, 0);
  return { carried, target: people.map(({ share }) => times(total, share / shares)) };
}

function overlap(spans: readonly Span[], others: readonly PersonSpan[], personId: number): number {
  const own = others.filter((each) => each.personId === personId);
  return own.reduce(
    (sum, each) => sum + intersect([each], spans).reduce((part, { start, end }) => part + end - start, 0),
    0,
  );
}

/** How many of a person's other times on call lie too close to a turn, without touching it. */
function countTight(spans: readonly Span[], others: readonly PersonSpan[], personId: number, restMs: number): number {
  const [start, end] = [spans[0]!.start, spans.at(-1)!.end];
  return others.filter((each) => {
    const gap = Math.max(start - each.end, each.start - end);
    return each.personId === personId && gap > 0 && gap < restMs;
  }).length;
}

const nothing = (): Burden => ({ hours: 0, nightHours: 0, weekendHours: 0, holidayHours: 0 });

function addTo(sum: Burden, each: Burden): void {
  for (const kind of burdenKinds) sum[kind] += each[kind];
}

function times(each: Burden, factor: number): Burden {
  const result = nothing();
  for (const kind of burdenKinds) result[kind] = each[kind] * factor;
  return result;
}

function squares(own: Burden, target: Burden): number {
  return burdenKinds.reduce((sum, kind) => sum + (own[kind] - target[kind]) ** 2, 0);
}
