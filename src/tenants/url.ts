/** The URL of a tenant, taken apart. */
import { TenantError } from '../domain/tenant.ts';

/**
 * The origin, and the path before `/companies` without a slash at its end. Throws `TenantError` where it is no
 * http or https URL, or has credentials, a query or a fragment; the message then never repeats credentials or a query.
 */
export function parseTenantUrl(text: string): { origin: string; prefix: string } {
  if (!URL.canParse(text))
    throw unusable(`${JSON.stringify(withoutSecrets(text))} is no URL; give one such as https://host/api`);
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') {
    throw unusable(
      `the URL of ${url.host} has credentials in it; the token comes from the environment alone`,
    );
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw unusable(`${withoutSecrets(text)} is neither http nor https`);
  }
  if (url.search !== '' || url.hash !== '') {
    throw unusable(
      `${withoutSecrets(text)} has a query or a fragment; give the URL that /companies is appended to`,
    );
  }
  return { origin: url.origin, prefix: url.pathname.replace(/\/+$/, '') };
}

/** What may be told of a URL that cannot be used, even one that cannot be taken apart: no credentials, no query. */
export function withoutSecrets(text: string): string {
  return text.replace(/[?#].*$/s, '?…').replace(/^([^/]*\/\/)?.*@/s, '$1…@');
}

function unusable(detail: string): TenantError {
  return new TenantError('connect', null, detail);
}
