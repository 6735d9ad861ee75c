/** A process that runs one bench and sends what it measured: none is measured in what another left behind. */
import { BENCHES } from './list.ts';

const [name, form] = process.argv.slice(2);
const listed = BENCHES.find((one) => one.name === name);
if (listed === undefined) throw new RangeError(`no bench is ${name}`);
const bench = await listed.load();
process.send?.(await bench(form === 'short'));
process.disconnect();
