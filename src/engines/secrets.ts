/** What must never stand in what is told of a pass. */
import type { Setting } from './index.ts';

/** The engine's own token, and whatever was held for the tenants until now: a sync may repeat those too. */
export function secretsOf({ tenants }: Pick<Setting, 'tenants'>, own: string | null): string[] {
  const held = [tenants.a, tenants.b].flatMap(({ credentials }) => credentials.secrets());
  return own === null ? held : [own, ...held];
}

const NAME = /TOKEN|SECRET|PASSW|JWT|CREDENTIAL|API_?KEY|PRIVATE_?KEY/i;
/** What is shorter is hardly a secret, and would be found in words that are none. */
const SHORTEST = 6;

/** The values of all variables that are secrets by their names, ours and others'. */
export function environmentSecrets(env: NodeJS.ProcessEnv): string[] {
  return Object.entries(env).flatMap(([name, value = '']) =>
    NAME.test(name) && value.length >= SHORTEST ? [value] : [],
  );
}

/** What may be a key in the query of a URL, such as `?code=…`: as it stands there, and decoded. */
export function querySecrets({ search, searchParams }: URL): string[] {
  const written = search
    .slice(1)
    .split('&')
    .map((one) => one.slice(one.indexOf('=') + 1));
  return [...written, ...searchParams.values()].filter((value) => value.length >= SHORTEST);
}
