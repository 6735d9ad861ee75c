/** What is asked of `tenants-server.ts`: so many edits, or none; it answers how many requests came meanwhile. */
import { z } from 'zod';

export const Command = z.strictObject({ edit: z.int().min(0) });
export type Command = z.infer<typeof Command>;
