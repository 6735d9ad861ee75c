/** What a stand-in is asked to be: data alone, so that a process of its own can be handed it as JSON. */
import { z } from 'zod';
import { STANDIN_NAME } from './profile.ts';
import { Fields } from './record.ts';

const Secret = z.string().regex(/^[\x21-\x7e]+$/, 'a secret is printable ASCII without blanks');
const Count = z.int().min(0);

export const StandinOptions = z.strictObject({
  /** The tenant's name, as its marker says it. */
  name: z.string().default(STANDIN_NAME),
  /** 0 takes any free port of 127.0.0.1. */
  port: z.int().min(0).max(65_535).default(0),
  /** Client id → client secret, for the token endpoint. The id is the actor in the log. */
  clients: z.record(z.string().min(1), Secret).default({}),
  /** Client id → a refresh token that it was given some time ago. */
  refreshTokens: z.record(z.string().min(1), Secret).default({}),
  /** Whether a refresh token is good once, and the answer to it holds the next (RFC 6749, section 6). */
  rotateRefreshTokens: z.boolean().default(false),
  /** Actor → access token that never expires: for an engine that knows no OAuth. */
  fixedTokens: z.record(z.string().min(1), Secret).default({}),
  tokenLifetimeMs: z.int().min(1).default(30_000),
  ratePerSecond: z.number().positive().default(100),
  burst: z.int().min(1).default(50),
  propagationMs: Count.default(0),
  /** How many records of other people the tenant holds, made from `seed`. */
  foreign: Count.default(0),
  seed: z.int().default(1),
  /** More records of other people, as given: with an `orgNr` or a name that a careless run would take for its own. */
  alsoForeign: z.array(Fields).default([]),
});
export type StandinOptions = z.output<typeof StandinOptions>;
/** Options as they are given: what is left out has its default. */
export type StandinOptionsGiven = z.input<typeof StandinOptions>;
