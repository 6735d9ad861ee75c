/** `audit` within this process, as starting one takes longer than most audits of tests; what is printed is caught. */
import { vi } from 'vitest';
import { auditCommand } from '../audit.ts';
import type { AuditOptions } from '../audit-settings.ts';

export interface AuditedHere {
  status: number;
  stdout: string;
  stderr: string;
}

/** One at a time. @throws what the command throws */
export async function auditedHere(options: AuditOptions): Promise<AuditedHere> {
  const printed = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    vi.spyOn(process[name], 'write').mockImplementation((text) => {
      printed[name] += String(text);
      return true;
    }),
  );
  try {
    const status = await auditCommand({ threads: '1', ...options });
    return { status, ...printed };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}
