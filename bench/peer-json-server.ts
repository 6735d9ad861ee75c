/**
 * json-server as a process of its own, with as many companies as the argument says: its router over a database in
 * memory, and none of its default middleware (logger, static files, compression), which would only slow it down.
 */
import { createServer } from 'node:http';
import jsonServer from 'json-server';
import { companiesOf } from './companies.ts';
import { tellPort } from './peer-port.ts';

const app = jsonServer.create();
app.use(jsonServer.router({ companies: companiesOf(Number(process.argv[2])) }));
const server = createServer(app);
server.keepAliveTimeout = 0;
server.listen(0, '127.0.0.1', () => tellPort(server.address()));
