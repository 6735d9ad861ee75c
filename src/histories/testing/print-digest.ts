/** Prints the digest of the histories of so many seeds, as a process of its own: `print-digest.ts 200`. */
import { digestOf } from './digest.ts';
import { groundOf } from './ground.ts';

process.stdout.write(await digestOf(Number(process.argv[2]), groundOf()));
