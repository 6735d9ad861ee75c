/** What must never stand in what is told of a pass. */
import type { Setting } from './index.ts';

/** The engine's own token, and whatever was held for the tenants until now: a sync may repeat those too. */
export function secretsOf({ tenants }: Pick<Setting, 'tenants'>, own: string | null): string[] {
  const held = [tenants.a, tenants.b].flatMap(({ credentials }) => credentials.secrets());
  return own === null ? held : [own, ...held];
}
