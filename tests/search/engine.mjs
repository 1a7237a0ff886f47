// The browser's engine against the reference client, in Node: engine.mjs PUBLIC VECTORS. Then the same index with bytes changed:
// the engine reports or answers rightly, it never hangs and never shows a record that does not fit.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Index, Damaged, searchForm } from '../../themes/default/assets/search-engine.js';

const [folder, vectors, forms] = process.argv.slice(2);
let passed = 0, failed = 0;
const check = (what, good, why = '') => {
  if (good) passed += 1;
  else if ((failed += 1) <= 10) console.log(`FAILED: ${what} ${why}`);
};

const read = async path => new Uint8Array(readFileSync(join(folder, path)));

const lines = readFileSync(vectors, 'utf8').trim().split('\n').map(line => JSON.parse(line));
const index = new Index(read);
const tally = values => JSON.stringify([...values.reduce((sums, value) => sums.set(value, (sums.get(value) || 0) + 1), new Map())].sort());
for (const [i, one] of lines.slice(0, 600).entries()) {
  // Every third in a client that has asked nothing before: what it loads is what the query needs.
  const search = (i % 3 === 0 ? new Index(read) : index).search({ text: one.text, dataset: one.dataset || undefined, department: one.department || undefined, year: one.year || undefined, from: one.from, to: one.to });
  const hits = await search.next(100000, 1000000);
  const got = hits.map(hit => `${hit.path} ${hit.fit}`).join('\n'), truth = one.hits.map(([path, fit]) => `${path} ${fit}`).join('\n');
  check(`“${one.text}” ${one.dataset} ${one.department} ${one.year || ''}`, got === truth, `${one.hits.length} are right, ${hits.length} were found`);
  const { dataset, department, year } = search.counts, dated = hits.filter(hit => hit.date);
  check(`counts of “${one.text}”`, JSON.stringify([...dataset].sort()) === tally(hits.map(hit => hit.dataset.name)) &&
    JSON.stringify([...department].sort()) === tally(hits.map(hit => hit.department.key)) && JSON.stringify([...year].sort()) === tally(dated.map(hit => Number(hit.date.slice(0, 4)))));
}

await index.open();
await index.loadSimplified();
for (const line of readFileSync(forms, 'utf8').trim().split('\n')) {
  const [text, form] = JSON.parse(line);
  check(`form of ${JSON.stringify(text)}`, searchForm(text, index.simplified) === form, `${JSON.stringify(searchForm(text, index.simplified))} instead of ${JSON.stringify(form)}`);
}

let seed = 1;
const random = n => { seed = (Math.imul(seed, 1103515245) + 12345) >>> 0; return Math.floor(seed / 65536) % n; };
let reported = 0, answered = 0;

// A damaged file is told, whatever file it is and however often it is asked for; unless it was asked for ahead of its turn and its turn
// never came: then the answer is right.
const asked = one => ({ text: one.text, dataset: one.dataset || undefined, department: one.department || undefined, year: one.year || undefined, from: one.from, to: one.to });
for (let i = 0; i < 400; ++i) {
  const one = lines[random(lines.length)];
  let touched = '', again = 0;
  const damage = random(3);
  const damaging = async (path, signal, reload) => {
    const bytes = await read(path);
    if (touched ? touched !== path : random(6) !== 0) return bytes;
    touched = path;
    if (reload) again += 1;
    if (damage === 0) return bytes.slice(0, random(bytes.length));
    if (damage === 1) return Uint8Array.from([...bytes, random(256)]);
    bytes[random(bytes.length)] ^= 1 << random(8);
    return bytes;
  };
  let told = false, paths = '';
  try {
    paths = (await new Index(damaging).search(asked(one)).next(10, 1000)).map(hit => hit.path).join('\n');
  } catch (error) {
    told = error instanceof Damaged;
  }
  const right = one.hits.slice(0, 10).map(([path]) => path).join('\n') === paths;
  if (touched) check(`damage in ${touched} is told`, (told && again > 0) || (right && !told), `for “${one.text}”`);
  else check('without damage, the right records', right, `for “${one.text}”`);
}
// One that was damaged on its way is right the second time.
{
  let once = new Set();
  const flaky = async (path, signal, reload) => {
    const bytes = await read(path);
    if (reload) return bytes;
    once.add(path);
    return bytes.slice(0, bytes.length - 1);
  };
  const one = lines.find(line => line.hits.length > 0);
  const hits = await new Index(flaky).search(asked(one)).next(100000, 1000000);
  check('a file damaged on its way is asked for again', hits.length === one.hits.length && once.size > 2);
}

// A damaged index that nevertheless agrees with its checksums: what readers of it must bear.
const fnv1a = bytes => { let hash = 0x811C9DC5; for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193); return hash >>> 0; };
const sealed = inner => async path => {
  const bytes = await inner(path);
  if (!path.endsWith('.bin')) return bytes;
  const hash = fnv1a(bytes);
  return Uint8Array.from([...bytes, hash >>> 24, hash >>> 16 & 255, hash >>> 8 & 255, hash & 255]);
};
for (let i = 0; i < 400; ++i) {
  const one = lines[random(lines.length)];
  const damaged = async path => {
    let bytes = await read(path);
    if (path.endsWith('.bin')) bytes = bytes.slice(0, -4);
    if (path.startsWith('search/s/') && path.endsWith('.bin') && bytes.length > 0) {
      for (let k = 0; k < 3; ++k) bytes[random(bytes.length)] ^= 1 << random(8);
      return random(4) === 0 ? bytes.slice(0, random(bytes.length)) : bytes;
    }
    return bytes;
  };
  const search = new Index(sealed(damaged)).search({ text: one.text, dataset: one.dataset || undefined });
  const begun = Date.now();
  try {
    const hits = await search.next(10, 50);
    answered += 1;
    const right = new Set(one.hits.map(([path]) => path));
    // A filter's postings may be damaged too: what fits the query itself is not a wrong record.
    check('a damaged index shows only what fits', hits.every(hit => hit.fit < 3));
    if (!one.dataset) check('and nothing else', hits.every(hit => right.has(hit.path) || one.department || one.year || one.from || one.to));
  } catch (error) {
    reported += 1;
  }
  check('a damaged index does not hang', Date.now() - begun < 5000);
}
console.log(`${passed} passed, ${failed} failed (damaged: ${reported} reported, ${answered} answered)`);
process.exit(failed === 0 ? 0 : 1);
