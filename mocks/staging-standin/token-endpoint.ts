/** The token endpoint: OAuth 2.0 (RFC 6749) client credentials (section 4.4) and refresh (section 6). */
import type { Answer } from './answer.ts';
import type { Tokens } from './tokens.ts';

export interface TokenEndpoint {
  /** `actor` is the client, once it has proved who it is. */
  answer(request: TokenRequest): { actor: string | null; answer: Answer };
}

interface TokenRequest {
  readonly authorization: string | undefined;
  readonly contentType: string | undefined;
  readonly body: string;
}

interface TokenEndpointOptions {
  readonly tokens: Tokens;
  /** Client id → client secret. */
  readonly clients: Readonly<Record<string, string>>;
  readonly lifetimeMs: number;
  readonly rotate: boolean;
}

export function createTokenEndpoint({
  tokens,
  clients,
  lifetimeMs,
  rotate,
}: TokenEndpointOptions): TokenEndpoint {
  const secrets = new Map(Object.entries(clients));
  return {
    answer({ authorization, contentType, body }) {
      if (contentType?.split(';')[0]?.trim().toLowerCase() !== 'application/x-www-form-urlencoded') {
        return unknown(refusal(400, 'invalid_request', 'the body must be application/x-www-form-urlencoded'));
      }
      const form = new URLSearchParams(body);
      if (new Set(form.keys()).size !== form.size) {
        return unknown(refusal(400, 'invalid_request', 'a parameter comes twice'));
      }
      if (authorization !== undefined && form.has('client_secret')) {
        return unknown(refusal(400, 'invalid_request', 'the client shows its secret in two ways'));
      }
      const shown = authorization === undefined ? inForm(form) : inBasic(authorization);
      if (shown === null || secrets.get(shown.id) !== shown.secret) {
        return unknown(invalidClient(authorization !== undefined));
      }
      return { actor: shown.id, answer: granted(form, shown.id) };
    },
  };

  function granted(form: URLSearchParams, client: string): Answer {
    const grant = form.get('grant_type');
    if (grant === null) return refusal(400, 'invalid_request', 'grant_type is missing');
    if (grant === 'client_credentials') return success(client, {});
    if (grant !== 'refresh_token') return refusal(400, 'unsupported_grant_type', 'no such grant here');
    const token = form.get('refresh_token');
    if (token === null) return refusal(400, 'invalid_request', 'refresh_token is missing');
    if (!tokens.refreshes(token, client)) {
      return refusal(400, 'invalid_grant', 'the refresh token is unknown, used up or of another client');
    }
    if (!rotate) return success(client, {});
    tokens.revokeRefresh(token);
    return success(client, { refresh_token: tokens.issueRefresh(client) });
  }

  function success(client: string, more: { refresh_token?: string }): Answer {
    const body = {
      access_token: tokens.issue(client),
      token_type: 'Bearer',
      // Whole seconds, rounded up: a client that trusts it to the last one meets a 401, as it would elsewhere.
      expires_in: Math.ceil(lifetimeMs / 1000),
      ...more,
    };
    return { status: 200, headers: NOT_KEPT, body };
  }
}

interface Shown {
  readonly id: string;
  readonly secret: string;
}

/** Section 5.1: no answer with a token is kept by anybody on the way. */
const NOT_KEPT = { 'cache-control': 'no-store', pragma: 'no-cache' };

function unknown(answer: Answer): { actor: null; answer: Answer } {
  return { actor: null, answer };
}

function refusal(status: number, error: string, description: string): Answer {
  return { status, headers: NOT_KEPT, body: { error, error_description: description } };
}

/** Section 5.2: a client that used the header is told which scheme it may use there. */
function invalidClient(byHeader: boolean): Answer {
  const challenge: Record<string, string> = byHeader ? { 'www-authenticate': 'Basic realm="standin"' } : {};
  return { status: 401, headers: { ...NOT_KEPT, ...challenge }, body: { error: 'invalid_client' } };
}

function inForm(form: URLSearchParams): Shown | null {
  const [id, secret] = [form.get('client_id'), form.get('client_secret')];
  return id === null || secret === null ? null : { id, secret };
}

/** Section 2.3.1: id and secret are each form-encoded, then joined by a colon, then base64. */
function inBasic(authorization: string): Shown | null {
  const encoded = /^basic +([A-Za-z0-9+/]+=*)$/i.exec(authorization)?.[1];
  if (encoded === undefined) return null;
  const pair = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  if (colon === -1) return null;
  return { id: formDecoded(pair.slice(0, colon)), secret: formDecoded(pair.slice(colon + 1)) };
}

/** The one value of a form: never throws, what is no escape stays as it is. */
function formDecoded(text: string): string {
  return new URLSearchParams(`v=${text.replaceAll('&', '%26')}`).get('v') ?? '';
}
