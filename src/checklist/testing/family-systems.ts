/** Names of systems that do not exist. */
import { listed } from './family-random.ts';

export interface Systems {
  left: string;
  right: string;
}

/** No two of 10,000 successive seeds get the same pair, so that their documents can lie in one folder. */
export function systemsOf(seed: number): Systems {
  const names = BEGINNINGS.length * ENDINGS.length;
  if (seed % ONE_NAME_EVERY === 0) {
    const name = systemName(Math.floor(seed / ONE_NAME_EVERY) * 7);
    return { left: name, right: name };
  }
  // A prime that divides no number of pairs: its multiples come to each pair once before they repeat.
  const pair = ((seed % (names * (names - 1))) * 7919) % (names * (names - 1));
  const left = Math.floor(pair / (names - 1));
  return { left: systemName(left), right: systemName(left + 1 + (pair % (names - 1))) };
}

/** Record types bear their system's name: S can equal T only where both systems have one name, so some must. */
const ONE_NAME_EVERY = 12;

const BEGINNINGS = listed(
  'Plim Quor Zibb Fenn Grub Skrib Otter Moss Tinke Pebb Vint Lumb Kvarn Dold Snurr Brill Wobb Tarn Hux Jolb Mibb Nork Yarb Clep Droz Flur Glim Hesp Ink Krum',
  ' ',
);

const ENDINGS = listed(
  'bo rix lund mark ova etto dask urra ingo wick pum zel quo arby onto isk ulo enta arro ixo umi eska ondo alva ette Books Desk Ledger Stock 7',
  ' ',
);

/** `Plimbo`, and `Plim Books` where the ending is a word of its own. */
function systemName(index: number): string {
  const at = index % (BEGINNINGS.length * ENDINGS.length);
  const beginning = BEGINNINGS[at % BEGINNINGS.length] ?? '';
  const ending = ENDINGS[Math.floor(at / BEGINNINGS.length)] ?? '';
  return /^[a-z]/.test(ending) ? beginning + ending : `${beginning} ${ending}`;
}
