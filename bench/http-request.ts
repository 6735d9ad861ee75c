/** The bytes of an HTTP/1.1 request, for the load generator. */

export const TOKEN = 'bench-token';

/** The host that each request names, wherever it is sent to. */
export const HOST = 'bench';

/** A request with the bench's token; a body is sent as JSON. */
export function httpRequest(method: string, path: string, body?: string): string {
  const head = [`${method} ${path} HTTP/1.1`, `host: ${HOST}`, `authorization: Bearer ${TOKEN}`];
  if (body === undefined) return `${[...head, ''].join('\r\n')}\r\n`;
  const withBody = [
    ...head,
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
    '',
  ];
  return `${withBody.join('\r\n')}\r\n${body}`;
}
