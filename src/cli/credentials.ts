/** What a command needs to ask a tenant: its profile from a file, its secrets from the environment alone. */
import { readFileSync } from 'node:fs';
import { TenantError } from '../domain/tenant.ts';
import type { Access } from '../engines/index.ts';
import { type Credentials, fixedToken } from '../tenants/credentials.ts';
import { type Client, oauth } from '../tenants/oauth.ts';
import { DEFAULT_PROFILE, parseProfile, type Profile, ProfileError } from '../tenants/profile.ts';
import { UsageError } from './usage-error.ts';

/**
 * Access to tenant A or B at `url`, as the profile in a file has it; without a file it is as contract 6.3 says.
 * Nothing is asked of the tenant yet. @throws UsageError that names the option, the key of the profile or the
 * variable that is missing or cannot be used; never its value
 */
export function tenantAccess(
  tenant: 'A' | 'B',
  url: string,
  profileFile: string | undefined,
  env: NodeJS.ProcessEnv,
): Access {
  const profile = profileFile === undefined ? DEFAULT_PROFILE : readProfile(tenant, profileFile);
  return { url, profile, credentials: credentialsOf(tenant, profile, profileFile, env) };
}

function readProfile(tenant: 'A' | 'B', file: string): Profile {
  const option = `--profile-${tenant.toLowerCase()}`;
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`${option} ${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
  try {
    return parseProfile(text, file);
  } catch (error) {
    throw error instanceof ProfileError ? new UsageError(error.message) : error;
  }
}

function credentialsOf(
  tenant: 'A' | 'B',
  { auth }: Profile,
  profileFile: string | undefined,
  env: NodeJS.ProcessEnv,
): Credentials {
  const name = (what: string): string => `TENANT_${tenant}_${what}`;
  const given = (what: string): string | null => env[name(what)] || null;
  const needed = (what: string): string => {
    const value = given(what);
    if (value !== null) return value;
    const because = auth.kind === 'bearer' ? '' : `, and ${profileFile} has auth.kind ${auth.kind}`;
    throw new UsageError(
      `${name(what)} is not set: ${SECRETS[auth.kind]} come from the environment alone${because}`,
    );
  };
  switch (auth.kind) {
    case 'bearer':
      return tokenIn(name('TOKEN'), needed('TOKEN'));
    case 'client-credentials': {
      const client: Client = { id: needed('CLIENT_ID'), secret: needed('CLIENT_SECRET') };
      return oauth({
        tokenUrl: auth.tokenUrl,
        grant: { kind: auth.kind, client, scope: auth.scope },
      });
    }
    case 'refresh-token': {
      const refreshToken = needed('REFRESH_TOKEN');
      const secret = given('CLIENT_SECRET');
      // Section 6 of RFC 6749: a client that was given a secret shows it here too; a public one has none.
      const id = secret === null ? given('CLIENT_ID') : needed('CLIENT_ID');
      const client = id === null ? null : { id, secret };
      return oauth({ tokenUrl: auth.tokenUrl, grant: { kind: auth.kind, refreshToken, client } });
    }
  }
}

const SECRETS: Record<Profile['auth']['kind'], string> = {
  bearer: 'tokens',
  'client-credentials': 'client id and secret',
  'refresh-token': 'refresh token, client id and secret',
};

function tokenIn(name: string, value: string): Credentials {
  try {
    return fixedToken(value);
  } catch (error) {
    if (!(error instanceof TenantError)) throw error;
    throw new UsageError(`${name} cannot be used: it has characters that no HTTP header may have`);
  }
}
