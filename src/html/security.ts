/** The Content-Security-Policy of a page that opens from disk. Pure. */
import { createHash } from 'node:crypto';

/** No script but these runs, and nothing is asked for: should a value escape our escaping, it could do nothing. */
export function securityPolicy(scripts: readonly string[]): string {
  return [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    ...(scripts.length === 0 ? [] : [`script-src ${scripts.map(hashed).join(' ')}`]),
    "form-action 'none'",
    "base-uri 'none'",
  ].join('; ');
}

function hashed(script: string): string {
  return `'sha256-${createHash('sha256').update(script).digest('base64')}'`;
}
