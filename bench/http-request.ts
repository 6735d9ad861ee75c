/** The bytes of an HTTP/1.1 request, for the load generator. */

export const TOKEN = 'bench-token';

/** A request with the bench's token; a body is sent as JSON. */
export function httpRequest(method: string, path: string, body?: string): string {
  const head = [`${method} ${path} HTTP/1.1`, 'host: bench', `authorization: Bearer ${TOKEN}`];
  if (body === undefined) return `${[...head, ''].join('\r\n')}\r\n`;
  const withBody = [
    ...head,
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
    '',
  ];
  return `${withBody.join('\r\n')}\r\n${body}`;
}
