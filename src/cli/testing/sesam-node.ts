/** The mock node for tests of what may not import mocks itself. */
export { startSesamNode, type ServedSesamNode } from '../../../mocks/sesam-node/index.ts';
