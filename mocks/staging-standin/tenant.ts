/** The tenant behind its socket: who asks, whether it may, and which part of the tenant answers. */
import { type Answer, Refusal, refused } from './answer.ts';
import { createBuckets } from './bucket.ts';
import { plantForeign } from './foreign.ts';
import { jsonOf, type Message, textOf } from './message.ts';
import type { StandinOptions } from './options.ts';
import { answerCollection, answerItem, notAllowed } from './organisations.ts';
import type { OrganisationRecord } from './record.ts';
import { isWrite, type LoggedRequest } from './request-log.ts';
import { createStore } from './store.ts';
import { createTokenEndpoint } from './token-endpoint.ts';
import { createTokens } from './tokens.ts';

/** Every path of the API begins with it; the token endpoint is beside it. */
export const BASE_PATH = '/api/v2';
const TOKEN_PATH = '/connect/token';
const TENANT_PATH = `${BASE_PATH}/tenant`;
const ORGANISATIONS = `${BASE_PATH}/organisations`;
const ONE_ORGANISATION = new RegExp(`^${ORGANISATIONS}/([^/]+)$`);

export interface Edge {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** A text that nobody can guess, another one each time. */
  readonly random: () => string;
  /** Is told of each request when what it asks is done, and before its answer is sent. */
  readonly onRequest: (request: LoggedRequest) => void;
}

/** What a test may ask the stand-in, past its API. */
export interface Insight {
  /** SHA-256, in hex, over the foreign records, byte for byte: the same as long as nobody touched one. */
  digest(): string;
  /** Every request to change or remove a foreign record, refused ones too. */
  foreignWrites(): LoggedRequest[];
  /** The records that are not foreign, by key, whether they are listed yet or not. */
  ownLeft(): OrganisationRecord[];
  /** Every request that was answered, in that order. */
  requests(): LoggedRequest[];
  /** How many access tokens the token endpoint gave out. */
  tokensIssued(): number;
  /** Every secret and token there ever was: nothing that is written may hold one. */
  secrets(): string[];
}

interface Tenant {
  readonly insight: Insight;
  /** The answer to a request, which is logged. Never throws. */
  readonly treat: (message: Message) => Answer;
}

export function createTenant(options: StandinOptions, { now, random, onRequest }: Edge): Tenant {
  const { clients, name, tokenLifetimeMs: lifetimeMs } = options;
  const store = createStore({ now, propagationMs: options.propagationMs });
  const foreign = plantForeign(store, options);
  const fixed = options.fixedTokens;
  const tokens = createTokens({ now, random, lifetimeMs, fixed, refresh: options.refreshTokens });
  const tokenEndpoint = createTokenEndpoint({
    tokens,
    clients,
    lifetimeMs,
    rotate: options.rotateRefreshTokens,
  });
  const buckets = createBuckets({ now, ratePerSecond: options.ratePerSecond, burst: options.burst });
  const log: LoggedRequest[] = [];

  return {
    insight: {
      digest: () => foreign.digest(),
      foreignWrites: () => log.filter((entry) => isWrite(entry) && foreign.has(entry.key ?? '')),
      ownLeft: () => store.all().flatMap(({ record }) => (foreign.has(record.key) ? [] : [record])),
      requests: () => [...log],
      tokensIssued: () => tokens.issued(),
      secrets: () => [...Object.values(clients), ...tokens.ever()],
    },
    treat(message) {
      const { method, path } = message;
      const key = keyIn(path);
      const { actor, answer } = answered(message, key);
      const entry: LoggedRequest = { method, path, actor, status: answer.status, key };
      log.push(entry);
      onRequest(entry);
      return answer;
    },
  };

  function answered(message: Message, key: string | null): { actor: string | null; answer: Answer } {
    let actor: string | null = null;
    try {
      if (message.path === TOKEN_PATH) return token(message);
      if (!message.path.startsWith(`${BASE_PATH}/`)) throw nothingThere();
      actor = actorOf(message.headers.authorization);
      return { actor, answer: routed(message, key, actor) };
    } catch (error) {
      return { actor, answer: refused(asRefusal(error)) };
    }
  }

  function token(message: Message): { actor: string | null; answer: Answer } {
    if (message.method !== 'POST') throw notAllowed(message.method, 'POST');
    const { authorization, 'content-type': contentType } = message.headers;
    return tokenEndpoint.answer({ authorization, contentType, body: textOf(message) });
  }

  /** RFC 6750, section 3: the challenge names an error only where a token was shown. */
  function actorOf(authorization: string | undefined): string {
    const shown = /^bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
    const actor = shown === undefined ? null : tokens.actorOf(shown);
    if (actor !== null) return actor;
    const error = shown === undefined ? '' : ', error="invalid_token"';
    throw new Refusal(401, 'unauthorized', 'an access token that is good is needed', {
      'www-authenticate': `Bearer realm="standin"${error}`,
    });
  }

  function routed(message: Message, key: string | null, actor: string): Answer {
    const waitMs = buckets.take(actor);
    if (waitMs > 0) {
      const seconds = Math.ceil(waitMs / 1000);
      throw new Refusal(429, 'too_many_requests', `wait ${seconds} s`, { 'retry-after': `${seconds}` });
    }
    const { method, path, query, headers } = message;
    const asked = { method, query, actor, ifMatch: headers['if-match'], json: () => jsonOf(message) };
    if (key !== null) return answerItem(store, key, asked);
    if (path === ORGANISATIONS) return answerCollection(store, ORGANISATIONS, asked);
    if (path !== TENANT_PATH) throw nothingThere();
    if (method !== 'GET') throw notAllowed(method, 'GET');
    return { status: 200, body: { tenant: { name, environment: 'staging' } } };
  }
}

/** What is not a refusal is a fault of the stand-in, and is answered as one. */
function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  return new Refusal(500, 'internal', error instanceof Error ? error.message : String(error));
}

function nothingThere(): Refusal {
  return new Refusal(404, 'not_found', 'there is nothing at this path');
}

/** The key that the path names, decoded; null where it names none. */
function keyIn(path: string): string | null {
  const encoded = ONE_ORGANISATION.exec(path)?.[1];
  if (encoded === undefined) return null;
  try {
    return decodeURIComponent(encoded);
  } catch {
    return null;
  }
}
