/** A mock Sesam node: started on a socket, its pipes run syncs that are handed in, steered in-process. */
export { startSesamNode, type ServedSesamNode, type SesamNodeOptions } from './server.ts';
