/** docs/sync.md says what the log is: its examples are lines, and it leaves no line and no field out. */
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { LogLine } from './sync-line.ts';
import { PROJECT, text } from './testing/command-line.ts';

const page = text(path.join(PROJECT, 'docs', 'sync.md'));

describe('docs/sync.md', () => {
  const examples = /```json\n(.*?)```/s.exec(page)?.[1]?.trim().split('\n') ?? [];

  it('shows lines as they are', () => {
    expect(examples.length).toBeGreaterThan(2);
    for (const example of examples) expect(LogLine.parse(JSON.parse(example))).toEqual(JSON.parse(example));
  });

  it.each(LogLine.options.map((line) => [line.shape.event.value, Object.keys(line.shape)] as const))(
    'tells of %s and its fields',
    (event, fields) => {
      expect(page).toContain(`| \`${event}\``);
      expect(fields.filter((field) => !new RegExp(`\`${field}\`|\\b${field}\\b`).test(page))).toEqual([]);
    },
  );
});
