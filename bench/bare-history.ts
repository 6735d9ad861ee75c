/**
 * The least that playing a history can be: its edits made in two maps, and at each pass what was edited copied to the
 * other. No tenant, no engine, no trace, no verdict; faults, stops and the moments of edits are passed over.
 */
import type { Edit, History } from '../src/histories/history.ts';

type Records = Map<string, object>;

/** How many records there are in the end, so that nothing of it can be left out. */
export function playBare({ edits, passes }: History): number {
  const sides = { left: new Map<string, object>(), right: new Map<string, object>() };
  for (let pass = 0; pass <= passes.length; pass += 1) {
    const touched = new Map<string, 'left' | 'right'>();
    for (const edit of edits) {
      if (Math.min(edit.pass, passes.length) === pass) touched.set(edit.company, make(edit, sides));
    }
    for (const [company, side] of touched)
      copy(company, sides[side], sides[side === 'left' ? 'right' : 'left']);
  }
  return sides.left.size + sides.right.size;
}

/** On which side it was made. */
function make(edit: Edit, sides: Record<'left' | 'right', Records>): 'left' | 'right' {
  switch (edit.do) {
    case 'create':
      if (edit.left !== null) sides.left.set(edit.company, edit.left);
      if (edit.right !== null) sides.right.set(edit.company, edit.right);
      return edit.left === null ? 'right' : 'left';
    case 'edit':
      sides[edit.side].set(edit.company, { ...sides[edit.side].get(edit.company), ...edit.values });
      return edit.side;
    case 'delete':
      sides[edit.side].delete(edit.company);
      return edit.side;
  }
}

/** As the sync does: what one side deletes stays on the other. */
function copy(company: string, from: Records, to: Records): void {
  const record = from.get(company);
  if (record !== undefined && to.has(company)) to.set(company, { ...to.get(company), ...record });
}
