/**
 * mockttp as a process of its own, with as many companies as the argument says: two rules with a callback, of which one
 * looks a company up in a map by id, where it is kept serialised, and one joins the first hundred to a page. It keeps
 * no record of the traffic, nor makes suggestions: both would only slow it down.
 */
import { getLocal } from 'mockttp';
import { companiesOf } from './companies.ts';

const companies = companiesOf(Number(process.argv[2]));
const byId = new Map(companies.map((company) => [company.id, JSON.stringify(company)]));
const first = companies.slice(0, 100).map(({ id }) => id);

const server = getLocal({ recordTraffic: false, suggestChanges: false });
await server.start();
await server.forGet(/\/companies\/[^/]+$/).thenCallback(({ path }) => {
  const body = byId.get(path.slice(path.lastIndexOf('/') + 1));
  return body === undefined ? { statusCode: 404 } : answered(body);
});
await server.forGet('/companies').thenCallback(() => {
  const body = `{"items":[${first.map((id) => byId.get(id) ?? '').join(',')}],"next":null}`;
  return answered(body);
});
/** It adds no length by itself, and then ends the connection with each answer. */
function answered(body: string) {
  const headers = { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) };
  return { statusCode: 200, headers, body };
}

process.send?.({ url: `http://127.0.0.1:${server.port}` });
