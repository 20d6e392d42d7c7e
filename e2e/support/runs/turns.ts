import { TURNS } from './tags.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Which cases of this run have their turn: a number, or `all`. */
export type Turn = number | 'all';

export interface TurnOptions {
  /** The first cases run each time. Default: none. */
  readonly always?: number;
  /** How many of the others run at a time. Default: one. */
  readonly atOnce?: number;
}

/**
 * The turn of this run: `CAPSTAN_TURN`, otherwise the days since 1970. Throws an Error when that variable is not `all`
 * or a whole number of at least 0.
 */
export function turnOf(env: NodeJS.ProcessEnv = process.env, nowMs = Date.now()): Turn {
  const text = env['CAPSTAN_TURN'];
  if (text === undefined || text === '') return Math.floor(nowMs / DAY_MS);
  if (text === 'all') return 'all';
  if (!/^\d+$/.test(text)) throw new Error(`CAPSTAN_TURN takes "all" or a whole number, not ${text}`);
  return Number(text);
}

/** Keeps the turn for this process and those that it starts, because a run may last over midnight. */
export function keepTurn(): void {
  process.env['CAPSTAN_TURN'] = String(turnOf());
}

/** Cases of one kind that a run tests, and what its test is called and tagged with. */
export interface Turns<Case> {
  readonly cases: readonly Case[];
  readonly tag: string[];
  /** Adds the turn to a title, so that a failure can be repeated. */
  titled(title: string): string;
}

/**
 * Chooses among cases of one kind. Those that show most run each time, and the others take turns: with each turn the
 * next ones run. `npm run test:wide` runs all.
 */
export function inTurn<Case>(
  all: readonly Case[],
  { always = 0, atOnce = 1 }: TurnOptions = {},
  turn: Turn = turnOf(),
): Turns<Case> {
  const others = all.slice(always);
  const first = turn === 'all' ? 0 : turn * atOnce;
  const count = turn === 'all' ? others.length : Math.min(atOnce, others.length);
  const now = Array.from({ length: count }, (_, at) => others[(first + at) % others.length]!);
  return {
    cases: [...all.slice(0, always), ...now],
    tag: [TURNS],
    titled: (title) => `${title} (turn ${turn})`,
  };
}
