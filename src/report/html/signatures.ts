/** Who signs, with what each signature means: fields that can be typed in, and print as lines. Pure. */
import type { Report } from '../model.ts';
import { markup, type Markup } from '../../html/markup.ts';
import { part, sentence } from '../../html/parts.ts';

export function signaturesPart({ signatures, signoff }: Report): Markup {
  if (signatures.length === 0) return part('signatures', 'Signatures', sentence('Nobody is asked to sign.'));
  return part('signatures', 'Signatures', [
    sentence(
      `The verdict is: ${signoff.verdict}. What is typed here is not kept: print the page, or save it as PDF.`,
    ),
    markup`<div class="signatures">${signatures.map(({ role, meaning }) => {
      const field = (label: string): Markup =>
        markup`<label>${label} <input type="text" autocomplete="off" aria-label="${label} of the ${role}"/></label>`;
      return markup`<fieldset>
<legend>${role}</legend>
<p class="said">${meaning}</p>
${field('Name')}${field('Date')}${field('Signature')}
</fieldset> `;
    })}</div>`,
  ]);
}
