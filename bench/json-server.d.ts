/** What the bench uses of json-server 0.17, which comes without types. */
declare module 'json-server' {
  import type { RequestListener } from 'node:http';

  type App = RequestListener & { use(handler: RequestListener): void };
  const jsonServer: { create(): App; router(database: object): RequestListener };
  export default jsonServer;
}
