/**
 * @mswjs/http-middleware as a process of its own, with as many companies as the argument says: the mock's own MSW
 * handlers over the mock's own records, served by its `createServer` as its README has it. What it adds is its own.
 */
import { createServer, type RequestListener } from 'node:http';
import { createRequire } from 'node:module';
import type { RequestHandler } from 'msw';
import { crmofficeHandlers } from '../mocks/crmoffice/msw.ts';
import { filledTenant } from './companies.ts';
import { HOST } from './http-request.ts';
import { tellPort } from './peer-port.ts';

// It is CommonJS, and its types are of MSW's as CommonJS, which the compiler holds for another package.
const require = createRequire(import.meta.url);
const {
  createServer: createApp,
}: { createServer: (...handlers: RequestHandler[]) => RequestListener } = require('@mswjs/http-middleware');

const tenant = filledTenant(Number(process.argv[2]));
// It takes the origin from the request's Host, which the load sends always the same.
const app = createApp(...crmofficeHandlers(tenant, `http://${HOST}`));
const server = createServer(app);
server.keepAliveTimeout = 0;
server.listen(0, '127.0.0.1', () => tellPort(server.address()));
