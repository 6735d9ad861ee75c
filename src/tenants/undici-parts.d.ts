/** Parts of undici that are loaded without the rest: `fetch`, web sockets and caches take longer than all that is used. */
declare module 'undici/lib/dispatcher/pool.js' {
  import type { Pool } from 'undici';

  /** Without `request` and its like, which the whole package adds. */
  const Bare: new (
    ...args: ConstructorParameters<typeof Pool>
  ) => Omit<Pool, 'request' | 'stream' | 'pipeline' | 'connect' | 'upgrade'>;
  export default Bare;
}

declare module 'undici/lib/core/errors.js' {
  import type { errors } from 'undici';

  const all: typeof errors;
  export default all;
}
