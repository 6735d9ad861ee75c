/**
 * A mock Crmoffice tenant: started on a socket, steered in-process, its writes logged. `msw.ts` beside it
 * registers the same tenant with MSW; it is apart, so that who needs a socket alone does not load MSW.
 */
export { createClock, DEFAULT_START, type Clock } from './clock.ts';
export { inProcess } from './in-process.ts';
export { type Controls, HARNESS } from './controls.ts';
export { checkFaults, type Faults } from './faults/faults.ts';
export { Refusal } from './problem.ts';
export type { StoredRecord } from './kind.ts';
export {
  startCollections,
  startTenant,
  type Served,
  type ServedCollectionsOptions,
  type ServedTenant,
  type ServedTenantOptions,
} from './server.ts';
export type { ArrivingPatch, ArrivingRequest } from './state.ts';
export { type Steered, steered, steeredAs } from './steered.ts';
export {
  createTenant,
  type CollectionOptions,
  type MockTenant,
  type TenantOptions,
  type Treating,
  type TreatingTenant,
} from './tenant.ts';
export { isAccepted, type LoggedWrite, type WriteLog } from './write-log.ts';
export { ENGINE } from './writes.ts';
