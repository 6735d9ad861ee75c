/** How much a run may ask of tenants that others use, and how much of that is used up. */

export interface Budget {
  /** Requests of any kind, and writes among them. */
  requests: number;
  writes: number;
}

export class BudgetSpent extends Error {
  override readonly name = 'BudgetSpent';
}

export class Spending {
  readonly #most: Budget;
  readonly #spent: Budget = { requests: 0, writes: 0 };

  constructor(most: Budget) {
    this.#most = most;
  }

  /** Called before each request of a run's own. @throws BudgetSpent where it would be one too many */
  spend(method: string): void {
    const isWrite = method !== 'GET';
    const { requests, writes } = this.#most;
    if (this.#spent.requests >= requests) throw new BudgetSpent(spent('requests', requests));
    if (isWrite && this.#spent.writes >= writes) throw new BudgetSpent(spent('writes', writes));
    this.#spent.requests += 1;
    if (isWrite) this.#spent.writes += 1;
  }

  spent(): Budget {
    return { ...this.#spent };
  }
}

function spent(what: keyof Budget, most: number): string {
  return `the run's budget of ${most} ${what} is used up: --max-${what} sets it`;
}
