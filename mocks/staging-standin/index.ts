/** A staging tenant of another vendor's conventions, which other people's records live in: on a socket, watched. */
export type { StandinOptionsGiven } from './options.ts';
export { STANDIN_NAME, standinProfile } from './profile.ts';
export type { LoggedRequest } from './request-log.ts';
export { startStandin, type Standin } from './server.ts';
export type { Edge, Insight } from './tenant.ts';
