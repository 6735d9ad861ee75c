/** What a mock node is besides its pipes: who may ask, whether it is being deployed, and what it was asked. */
import type { MockPipe } from './pipe.ts';
import type { RunAll } from './run-all.ts';

export interface NodeState {
  /** Null where no token is good any more. */
  jwt: string | null;
  /** So many further requests are answered 503. */
  deployingFor: number;
  /** The node's memory of what it has seen was deleted. */
  wiped: boolean;
  readonly requests: string[];
  readonly pipes: ReadonlyMap<string, MockPipe>;
  /** Null where the node has no such call. */
  readonly runAll: RunAll | null;
  readonly datasets: Map<string, object[]>;
}
