/** Access tokens: handed in for ever, or issued for a short time; each names the actor that bears it. */

export interface Tokens {
  /** A new access token of the client's. */
  issue(client: string): string;
  /** Whose token it is; null where it is unknown or has expired. */
  actorOf(token: string): string | null;
  /** A new refresh token of the client's. */
  issueRefresh(client: string): string;
  /** Whether the refresh token is good for the client. */
  refreshes(token: string, client: string): boolean;
  revokeRefresh(token: string): void;
  /** How many access tokens were issued. */
  issued(): number;
  /** Every token there ever was, expired ones too. */
  ever(): string[];
}

interface TokenOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** A text that nobody can guess. */
  readonly random: () => string;
  readonly lifetimeMs: number;
  /** Actor → access token. */
  readonly fixed: Readonly<Record<string, string>>;
  /** Client id → refresh token. */
  readonly refresh: Readonly<Record<string, string>>;
}

export function createTokens({ now, random, lifetimeMs, fixed, refresh }: TokenOptions): Tokens {
  const access = new Map<string, { actor: string; until: number }>();
  const refreshing = new Map<string, { client: string; revoked: boolean }>();
  for (const [actor, token] of Object.entries(fixed)) access.set(token, { actor, until: Infinity });
  for (const [client, token] of Object.entries(refresh)) refreshing.set(token, { client, revoked: false });
  let issued = 0;

  return {
    issue(client) {
      const token = random();
      issued += 1;
      access.set(token, { actor: client, until: now() + lifetimeMs });
      return token;
    },
    actorOf(token) {
      const found = access.get(token);
      return found !== undefined && now() < found.until ? found.actor : null;
    },
    issueRefresh(client) {
      const token = random();
      refreshing.set(token, { client, revoked: false });
      return token;
    },
    refreshes(token, client) {
      const found = refreshing.get(token);
      return found !== undefined && !found.revoked && found.client === client;
    },
    revokeRefresh(token) {
      const found = refreshing.get(token);
      if (found !== undefined) found.revoked = true;
    },
    issued: () => issued,
    ever: () => [...access.keys(), ...refreshing.keys()],
  };
}
