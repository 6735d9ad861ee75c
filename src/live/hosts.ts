/** Which hosts may be asked at all: those that were named, and production only by a word of its own. Pure. */

export interface Allowed {
  /** Host names as in a URL, with the port where it is not the scheme's own. */
  hosts: readonly string[];
  /** Those that look like production, and are meant all the same. */
  productionHosts: readonly string[];
}

/** Words of a host name that say that it is for trying things out; the last label may be anybody's: `.qa`, `.dev`. */
const TRIAL =
  /(^|[.\-_\d])(test|tests|testing|staging|stage|stg|sandbox|dev|qa|uat|demo|preprod|local|localhost|int|trial)(?=$|[.\-_\d:])/i;
const PUBLIC_END = /\.(qa|dev|int)(?=:|$)/i;
const LOOPBACK = /^(127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/;

/** Why nothing may be asked of this URL, with the option that would allow it; null where it may be. */
export function whyNotAllowed(url: string, { hosts, productionHosts }: Allowed): string | null {
  const { host } = new URL(url);
  if (!hosts.some((one) => one.toLowerCase() === host)) {
    return `${host} is not among the hosts that are allowed: --allow-host ${host} allows it`;
  }
  if (looksLikeProduction(host) && !productionHosts.some((one) => one.toLowerCase() === host)) {
    return `${host} looks like production, as no word in it says staging, test or the like: --production-host ${host} says that it is meant`;
  }
  return null;
}

/** Fails closed: whatever does not say that it is for trying things out may be the real one. */
function looksLikeProduction(host: string): boolean {
  return !LOOPBACK.test(host) && !TRIAL.test(host.replace(PUBLIC_END, ''));
}
