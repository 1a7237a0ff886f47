// Asks the search index (docs/formats/search.md) file by file. No dependency, no DOM: tests run it in Node as well. What the index
// proposes is verified on the record's own text before it is given.
// @ts-check

const blockRecords = 8192;
// A gram costs about 10 KB, a row 1.4 KB, texts 3 KB more: beyond the first ones, grams are asked for when candidates turn out wrong.
const manyCandidates = 16;
const missesToTighten = [Infinity, 4, 2];  // by phase
const mostAhead = 10;  // candidates whose files are asked for before their turn
const format = 3;

// ---- the form of texts and queries: the same as search/normal_form.cpp ------------------------------------------------

const dashes = new Set('-_\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2500\uFF0D\uFF3F');
const brackets = new Map();
for (const c of '[{〔【〖（［｛﹝「『') brackets.set(c, '(');
for (const c of ']}〕】〗）］｝﹞」』') brackets.set(c, ')');
for (const c of '“”„‟＂') brackets.set(c, '"');
for (const c of '‘’‚‛＇') brackets.set(c, "'");

const blank = /[\s\u0085\u00A0\u180E\u200B-\u200F\u2028-\u202F\u205F-\u2064\u3000\uFEFF]/u;
const alnum = /[a-z0-9]/;

/** @param {string} text @param {Map<string, string>} simplified @returns {string} */
export function searchForm(text, simplified) {
  const out = [];
  const add = c => {
    if (blank.test(c) || c < ' ') out.push(' ');
    else if (brackets.has(c)) out.push(brackets.get(c));
    else if (!dashes.has(c)) out.push(simplified.get(c) || c);
  };
  for (let c of text) {
    const code = c.codePointAt(0) || 0;
    if (code >= 0xFF01 && code <= 0xFF5E && !dashes.has(c) && !brackets.has(c)) c = String.fromCharCode(code - 0xFEE0);
    if (c > ' ' && c < '\u007F') add(c.toLowerCase());
    else if (code >= 0x3400 && code <= 0x9FFF) out.push(simplified.get(c) || c);
    else if (dashes.has(c) || brackets.has(c) || blank.test(c) || c < ' ') add(c);
    else for (const one of c.normalize('NFKC')) {
      const low = one.toLowerCase();
      add(low.length === one.length ? low : one);
    }
  }
  let kept = '';
  for (let i = 0; i < out.length; ++i) {
    if (out[i] !== ' ') { kept += out[i]; continue; }
    let next = i;
    while (next < out.length && out[next] === ' ') ++next;
    const before = kept[kept.length - 1] || '';
    if (alnum.test(before) && next < out.length && alnum.test(out[next])) kept += ' ';
    i = next - 1;
  }
  return kept;
}

/** @param {string} query @param {Map<string, string>} simplified @returns {string[]} */
export function searchTerms(query, simplified) {
  /** @type {string[]} */
  const terms = [];
  for (const word of Array.from(query, c => (blank.test(c) || c < ' ' ? '\n' : c)).join('').split('\n')) {
    const form = searchForm(word, simplified).replace(/ /g, '');
    if (form && !terms.includes(form)) terms.push(form);
  }
  return terms;
}

// ---- grams ------------------------------------------------------------------------------------------------------------

const denseTriple = (a, b, c) => Number(alnum.test(a)) + Number(alnum.test(b)) + Number(alnum.test(c)) >= 2;

/** @param {string} term @returns {string[]} */
export function gramsOfTerm(term) {
  const points = Array.from(term);
  if (points.length === 1) return [term];
  /** @type {string[]} */
  const grams = [];
  const add = gram => { if (!grams.includes(gram)) grams.push(gram); };
  for (let i = 0; i + 1 < points.length; ++i) {
    const triple = i + 2 < points.length && denseTriple(points[i], points[i + 1], points[i + 2]);
    if (triple) add(points[i] + points[i + 1] + points[i + 2]);
    const covered = triple || (i > 0 && denseTriple(points[i - 1], points[i], points[i + 1]));
    if (!covered) add(points[i] + points[i + 1]);
  }
  return grams;
}

function wholeRuns(term) {
  const runs = [];
  for (const match of term.matchAll(/[a-z0-9]{3,}/g)) {
    if (match.index > 0 && match.index + match[0].length < term.length) runs.push(match[0]);
  }
  return runs;
}

const encoder = new TextEncoder();

/** FNV-1a of 32 bits. @param {Uint8Array} bytes */
function fnv1a(bytes) {
  let hash = 0x811C9DC5;
  for (let i = 0; i < bytes.length; ++i) hash = Math.imul(hash ^ bytes[i], 0x01000193);
  return hash >>> 0;
}

// ---- postings ---------------------------------------------------------------------------------------------------------

export class Damaged extends Error {}

const hex = (number, digits) => number.toString(16).padStart(digits, '0');

/**
 * What a file of the index holds, held against its checksum (search/seal.h): a damaged one is told, never answered from.
 * @param {string} path @param {Uint8Array} bytes
 */
export function unsealed(path, bytes) {
  const ascii = (from, to) => String.fromCharCode(...bytes.subarray(Math.max(0, from), to));
  const n = bytes.length, binary = path.endsWith('.bin');
  const closing = path.endsWith('.json') ? 2 : 0;
  const inside = bytes.subarray(0, Math.max(0, n - closing - (binary ? 4 : 8)));
  const check = binary ? Array.from(bytes.subarray(inside.length), byte => hex(byte, 2)).join('') : ascii(inside.length, n - closing);
  const closed = closing === 0 || /^"[\]}]$/.test(ascii(n - 2, n));
  if (!closed || check !== hex(fnv1a(inside), 8)) throw new Damaged(path);
  return closing === 0 ? inside : bytes;
}

class Bytes {
  /** @param {Uint8Array} bytes */
  constructor(bytes) { this.bytes = bytes; this.at = 0; }
  get left() { return this.bytes.length - this.at; }
  varint() {
    let value = 0, factor = 1;
    for (;;) {
      if (this.left === 0 || factor > 2 ** 49) throw new Damaged('varint');
      const byte = this.bytes[this.at++];
      value += (byte & 0x7F) * factor;
      if (byte < 0x80) return value;
      factor *= 128;
    }
  }
  take(count) {
    if (count > this.left) throw new Damaged('length');
    const part = this.bytes.subarray(this.at, this.at + count);
    this.at += count;
    return part;
  }
}

export function riceBits(count) {
  if (count === 0) return 0;
  const quotient = Math.floor(7 * blockRecords / (10 * count));
  return quotient < 1 ? 0 : Math.floor(Math.log2(quotient));
}

function unrice(bytes, count, bits) {
  const numbers = [];
  let at = 0, last = -1;
  const end = bytes.length * 8;
  const take = () => {
    if (at >= end) throw new Damaged('rice');
    const bit = bytes[at >> 3] >> (7 - (at & 7)) & 1;
    ++at;
    return bit;
  };
  for (let i = 0; i < count; ++i) {
    let gap = 0;
    while (take() === 1) if (++gap > blockRecords) throw new Damaged('gap');
    for (let b = 0; b < bits; ++b) gap = gap * 2 + take();
    last += 1 + gap;
    if (last >= blockRecords) throw new Damaged('number');
    numbers.push(last);
  }
  return numbers;
}

function missingOf(numbers) {
  const missing = [];
  let at = 0;
  for (let n = 0; n < blockRecords; ++n) {
    if (at < numbers.length && numbers[at] === n) ++at;
    else missing.push(n);
  }
  return missing;
}

/** @param {Bytes} bytes @returns {[number, number[]]} */
export function decodeBlock(bytes) {
  const block = bytes.varint(), head = bytes.varint();
  const count = Math.floor(head / 4), kind = head % 4;
  if (count === 0 || count > blockRecords || kind === 3) throw new Damaged('head');
  let numbers = [];
  if (kind === 1) {
    const bitmap = bytes.take(blockRecords / 8);
    for (let n = 0; n < blockRecords; ++n) if (bitmap[n >> 3] & 0x80 >> (n & 7)) numbers.push(n);
  } else {
    const coded = kind === 0 ? count : blockRecords - count;
    numbers = unrice(bytes.take(bytes.varint()), coded, riceBits(coded));
    if (kind === 2) numbers = missingOf(numbers);
  }
  if (numbers.length !== count) throw new Damaged('count');
  return [block, numbers];
}

/** @param {Uint8Array} shard @param {Uint8Array} gram */
export function findInShard(shard, gram) {
  const bytes = new Bytes(shard);
  while (bytes.left > 0) {
    const name = bytes.take(bytes.varint());
    const count = bytes.varint(), head = bytes.varint(), tailCount = bytes.varint();
    if (tailCount > bytes.left) throw new Damaged('tails');
    const tails = [];
    for (let i = 0; i < tailCount; ++i) tails.push(bytes.varint());
    const blocks = bytes.take(head);
    if (name.length === gram.length && name.every((byte, i) => byte === gram[i])) return { count, blocks, tails };
  }
  return null;
}

const both = (a, b) => {
  const out = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) { out.push(a[i]); ++i; ++j; } else if (a[i] < b[j]) ++i; else ++j;
  }
  return out;
};

const either = (a, b) => {
  const out = [];
  for (let i = 0, j = 0; i < a.length || j < b.length;) {
    if (j >= b.length || (i < a.length && a[i] < b[j])) out.push(a[i++]);
    else if (i >= a.length || b[j] < a[i]) out.push(b[j++]);
    else { out.push(a[i]); ++i; ++j; }
  }
  return out;
};

// ---- fits: the same as search/search_text.cpp -----------------------------------------------------------------------------

/** 0 exact, 1 key, 2 text, 3 none */
function fitOfTerm(term, text) {
  if (text.keys.includes(term)) return 0;
  const letters = /^[a-z0-9]+$/.test(term);
  if (text.keys.some(key => key.includes(term)) ||
      (letters && text.pinyin.some(one => one === term || (term.length >= 3 && one.includes(term))))) return 1;
  return text.texts.some(one => one.includes(term)) ? 2 : 3;
}

export function fitOf(terms, text) {
  let worst = 0;
  for (const term of terms) worst = Math.max(worst, fitOfTerm(term, text));
  return worst === 0 && terms.length > 1 ? 1 : worst;
}

// ---- the index ----------------------------------------------------------------------------------------------------------

class Cursor {
  constructor(index, folder, gram, entry) {
    this.index = index;
    this.folder = folder;
    this.gram = gram;
    this.entry = entry;
    this.blocks = new Map();
    this.lowest = Infinity;
    this.tailsRead = 0;
    if (entry) this.decode(entry.blocks);
  }
  decode(bytes) {
    const reader = new Bytes(bytes);
    while (reader.left > 0) {
      const [block, numbers] = decodeBlock(reader);
      this.blocks.set(block, numbers);
      this.lowest = Math.min(this.lowest, block);
    }
  }
  async at(block) {
    if (!this.entry) return [];
    const { tails } = this.entry;
    while (this.tailsRead < tails.length && block < (this.tailsRead === 0 ? this.lowest : tails[this.tailsRead - 1])) {
      const name = Array.from(encoder.encode(this.gram), byte => hex(byte, 2)).join('');
      this.decode(await this.index.bytes(`${this.folder}${name}-${this.tailsRead}.bin`));
      ++this.tailsRead;
    }
    return this.blocks.get(block) || [];
  }
}

/** The rarest first: whole words; of grams not known to be common the last, the first and the middle one, for neighbours tell the least anew. */
function rarestFirst(grams, rank) {
  const rare = grams.filter(gram => rank(gram) === Infinity), words = rare.filter(gram => gram.startsWith('~')), parts = rare.slice(words.length);
  const apart = new Set([...words, parts[parts.length - 1], parts[0], parts[parts.length >> 1], ...parts]);
  const common = grams.filter(gram => rank(gram) !== Infinity).sort((a, b) => rank(b) - rank(a));
  return [...apart].filter(Boolean).concat(common);
}

class TermLists {
  /** @param {Index} index */
  constructor(index, segment, which, term) {
    this.index = index;
    this.segment = segment;
    this.which = which;
    this.grams = gramsOfTerm(term);
    this.wholeGram = null;
    if (which === 0) {
      for (const run of wholeRuns(term)) this.grams.unshift(`~${run}`);
      if (Array.from(term).length < 3 && /^[a-z0-9]+$/.test(term)) this.wholeGram = `=${term}`;
    }
    const ranks = index.common[which];
    this.rank = gram => (ranks.has(gram) ? ranks.get(gram) : Infinity);
    this.grams = rarestFirst(this.grams, this.rank);
    /** @type {Cursor[]} */
    this.cursors = [];
    this.absent = false;
  }
  /** A rare gram tells alone where to look, or that nothing is there; of common ones it takes two. */
  async begin() {
    await this.tighten(this.rank(this.grams[0]) === Infinity ? 1 : 2);
    this.whole = this.wholeGram ? await this.index.cursor(this.segment, 0, this.wholeGram) : null;
  }
  async at(block) {
    let list = await this.common(block);
    if (list.length > manyCandidates && this.cursors.length === 1 && await this.tighten()) list = await this.common(block);
    return this.whole && this.whole.entry ? either(list, await this.whole.at(block)) : list;
  }
  async common(block) {
    return this.absent ? [] : (await Promise.all(this.cursors.map(cursor => cursor.at(block)))).reduce(both);
  }
  /** So many grams more; false when there is none. */
  async tighten(count = 1) {
    if (this.absent || this.cursors.length >= this.grams.length) return false;
    const more = this.grams.slice(this.cursors.length, this.cursors.length + count);
    const cursors = await Promise.all(more.map(gram => this.index.cursor(this.segment, this.which, gram)));
    this.cursors.push(...cursors);
    this.absent = cursors.some(cursor => !cursor.entry);
    return true;
  }
}

/** Candidates of one phase in one segment, block by block. */
class Candidates {
  /** @param {(block: number) => Promise<number[] | null>} at null: every record @param {TermLists[]} lists */
  constructor(at, lists) {
    this.at = at;
    this.lists = lists;
  }
  async tighten(count) { return (await Promise.all(this.lists.map(list => list.tighten(count)))).some(Boolean); }
}

export class Index {
  /**
   * @param {(path: string, signal?: AbortSignal, again?: boolean) => Promise<Uint8Array>} fetchBytes a file below the site's root;
   *   again: past every cache, for what came was damaged
   */
  constructor(fetchBytes) {
    this.fetchBytes = fetchBytes;
    /** @type {Map<string, Promise<Uint8Array>>} */
    this.files = new Map();
    /** @type {Map<string, Promise<any>>} */
    this.parsed = new Map();
    this.cursors = new Map();
    /** @type {Map<string, string>} */
    this.simplified = new Map();
    this.entry = null;
    this.common = [new Map(), new Map()];
    this.results = new AbortController();
  }

  /** Ends the requests for rows and texts: their query is not wanted any more. Dictionaries go on, the next one needs them. */
  stop() {
    this.results.abort();
    this.results = new AbortController();
  }

  /** @param {string} path @param {AbortSignal} [signal] @returns {Promise<Uint8Array>} */
  bytes(path, signal) {
    let file = this.files.get(path);
    if (!file) {
      file = this.whole(path, signal);
      this.files.set(path, file);
      file.catch(() => this.files.delete(path));  // a failure kept would poison the session
    }
    return file;
  }

  /** A damaged file is asked for once more, for it may have been a cache's. */
  async whole(path, signal) {
    try {
      return unsealed(path, await this.fetchBytes(path, signal));
    } catch (error) {
      if (!(error instanceof Damaged)) throw error;
      return unsealed(path, await this.fetchBytes(path, signal, true));
    }
  }

  async text(path) { return new TextDecoder().decode(await this.bytes(path)); }

  async open() {
    if (this.entry) return;
    const entry = JSON.parse(await this.text('search/index.json'));
    if (entry.format !== format) throw new Error('format');
    for (const segment of entry.segments) {
      segment.shards = segment.folder.split('-').slice(1).map(Number);
      if (!(segment.end <= entry.size) || segment.shards.length !== 2 || !segment.shards.every(n => n > 0)) throw new Damaged('segments');
    }
    if (entry.blocks.length !== Math.ceil(entry.size / blockRecords)) throw new Damaged('blocks');
    if (entry.common) {
      const lists = await Promise.all(['k', 't'].map(letter => this.text(`${entry.common}/${letter}/common.txt`)));
      this.common = lists.map(list => new Map(list.split('\n').map((gram, rank) => [gram, rank])));
    }
    this.entry = entry;
  }

  /** Traditional characters: the table is needed when the query may hold one. */
  async loadSimplified() {
    if (this.simplified.size > 0) return;
    const table = Array.from(await this.text(this.entry.simplified));
    for (let i = 0; i + 1 < table.length; i += 2) this.simplified.set(table[i], table[i + 1]);
  }

  async cursor(segment, which, gram) {
    const folder = `${segment.folder}/${which === 0 ? 'k' : 't'}/`, key = folder + gram;
    if (!this.cursors.has(key)) {
      const name = encoder.encode(gram);
      const made = this.bytes(`${folder}${fnv1a(name) % segment.shards[which]}.bin`)
        .then(shard => new Cursor(this, folder, gram, findInShard(shard, name)));
      this.cursors.set(key, made);
      made.catch(() => this.cursors.delete(key));
    }
    return this.cursors.get(key);
  }

  /** Rows or texts. @param {string} path @returns {Promise<any>} */
  json(path) {
    let made = this.parsed.get(path);
    if (!made) {
      made = this.bytes(path, this.results.signal).then(bytes => JSON.parse(new TextDecoder().decode(bytes)));
      this.parsed.set(path, made);
      made.catch(() => this.parsed.delete(path));
    }
    return made;
  }

  rowsWith(number) {
    const block = Math.floor(number / blockRecords);
    return this.json(`${this.entry.blocks[block]}/r${Math.floor(number % blockRecords / this.entry.rows)}.json`);
  }

  /** The rows' file begins with the names of its texts' files. */
  async row(number) { return (await this.rowsWith(number))[1 + number % this.entry.rows]; }

  /** The texts of a record: as they are shown, and, where a traditional character is in one, in search form. */
  async texts(number) {
    const { rows, texts } = this.entry;
    const name = (await this.rowsWith(number))[0][Math.floor(number % rows / texts)];
    return (await this.json(`search/t/${name}.json`))[number % texts];
  }

  search(query) { return new Search(this, query); }
}

/** A query on its way; `next(n)` gives up to n more hits and remembers where it was. */
export class Search {
  /**
   * @param {Index} index
   * @param {{text: string, dataset?: string, department?: string, year?: number, from?: string, to?: string}} query
   *   `from` and `to`: first and last day, 2026-11-20; records without a date are in no range
   */
  constructor(index, query) {
    this.index = index;
    this.query = query;
    this.terms = searchTerms(query.text, index.simplified);
    this.seen = new Set();
    /** @type {Map<number, number>} */
    this.asked = new Map();  // candidates whose files were asked for ahead, and in which phase
    /** How many of the hits so far each value of each filter has. */
    this.counts = { dataset: new Map(), department: new Map(), year: new Map() };
    this.textsRead = 0;
    this.wanted = 0;  // hits that are still asked for
    this.ahead = 1;
    this.done = false;
    this.reached = null;  // the date of the record looked at last
    this.hits = this.run();
  }

  /** Grams by filter: a record passes a filter when it holds one of its grams. */
  get filters() {
    const { dataset, department, year, from, to } = this.query;
    const list = [];
    if (dataset) list.push([`@s:${dataset}`]);
    if (department) list.push([`@d:${department}`]);
    if (year) list.push([`@y:${year}`]);
    if (from || to) {
      const years = this.index.entry.years.map(one => one.year);
      list.push(years.filter(one => `${one}` >= (from || '').slice(0, 4) && (!to || `${one}` <= to.slice(0, 4))).map(one => `@y:${one}`));
    }
    return list;
  }

  /** The years of a range are its filter; its first and last day are held against the record's own. */
  isInRange(date) {
    const { from, to } = this.query;
    return (!from && !to) || (Boolean(date) && (!from || date >= from) && (!to || date <= to));
  }

  /**
   * @param {number} most @param {number} mostTexts records whose texts are read
   * @param {number} [wanted] hits that will be asked for, this call's and the next ones'
   */
  async next(most, mostTexts, wanted = most) {
    const found = [];
    const before = this.textsRead;
    while (found.length < most && !this.done) {
      if (this.textsRead - before >= mostTexts) break;
      this.wanted = wanted - found.length;
      const { value, done } = await this.hits.next();
      if (done) this.done = true;
      else if (value) found.push(value);
    }
    return found;
  }

  async* run() {
    await this.index.open();
    // No traditional character is in the index: one that is among its common grams needs no table.
    const strange = Array.from(this.terms.join('')).some(c => c >= '\u3400' && c <= '\u9FFF' && !this.index.common.some(list => list.has(c)));
    if (strange && this.index.simplified.size === 0) {
      await this.index.loadSimplified();
      this.terms = searchTerms(this.query.text, this.index.simplified);
    }
    if (this.terms.length === 0 && this.filters.length === 0) return;
    this.askDictionaries().catch(() => {});  // their phase will tell
    if (this.terms.length === 1) yield* this.phase(0, segment => this.exactCandidates(segment));
    yield* this.phase(1, segment => this.termCandidates(segment, [0]));
    // A term alone is looked for in texts only: what holds it in a key field was found before.
    const classes = this.terms.length === 1 ? [1] : [0, 1];
    if (this.terms.length > 0) yield* this.phase(2, segment => this.termCandidates(segment, classes));
  }

  /** @param {number} fit @param {(segment: any) => Promise<Candidates>} candidatesIn */
  async* phase(fit, candidatesIn) {
    const segments = this.index.entry.segments;
    let misses = 0, grams = 1;
    this.ahead = fit === 0 ? mostAhead : 3;
    for (let s = segments.length - 1; s >= 0; --s) {
      const segment = segments[s];
      const candidates = await candidatesIn(segment);
      const filters = await Promise.all(this.filters.map(grams => Promise.all(grams.map(gram => this.index.cursor(segment, 0, gram)))));
      const first = Math.floor(segment.begin / blockRecords);
      for (let block = Math.ceil(segment.end / blockRecords) - 1; block >= first; --block) {
        let found = await this.passing(candidates, filters, block);
        for (let i = found.length - 1; i >= 0; --i) {
          const local = found[i], number = block * blockRecords + local;
          if (this.seen.has(number)) continue;
          this.askAhead(found, i, block, fit);
          const hit = await this.take(number, fit);
          yield hit;
          if (hit === undefined) continue;
          misses = hit ? 0 : misses + 1;
          if (hit) grams = 1;
          this.ahead = hit ? Math.min(mostAhead, this.ahead * 2) : Math.max(1, this.ahead >> 1);
          if (misses < missesToTighten[fit]) continue;
          misses = 0;
          if (!await candidates.tighten(grams)) continue;
          grams *= 2;
          found = (await this.passing(candidates, filters, block)).filter(one => one < local);
          i = found.length;
        }
      }
    }
  }

  /** @param {Candidates} candidates @param {Cursor[][]} filters */
  async passing(candidates, filters, block) {
    let found = await candidates.at(block);
    for (const cursors of filters) {
      const passing = (await Promise.all(cursors.map(cursor => cursor.at(block)))).reduce(either, []);
      found = found === null ? passing : both(found, passing);
    }
    return found || [];
  }

  async exactCandidates(segment) {
    const cursor = await this.index.cursor(segment, 0, `=${this.terms[0]}`);
    return new Candidates(block => cursor.at(block), []);
  }

  /** Records that hold each term in a field of one of the classes; null when there is no term: filters alone. */
  async termCandidates(segment, classes) {
    const terms = this.terms.map(term => classes.map(which => new TermLists(this.index, segment, which, term)));
    const lists = terms.flat();
    await Promise.all(lists.map(list => list.begin()));
    return new Candidates(async block => {
      let found = null;
      for (const term of terms) {
        const one = (await Promise.all(term.map(list => list.at(block)))).reduce(either);
        found = found === null ? one : both(found, one);
        if (found.length === 0) break;
      }
      return found;
    }, lists);
  }

  /** Asks for what the next phase needs while this one's files come: unless the exact hits are enough. */
  async askDictionaries() {
    const { segments } = this.index.entry;
    if (this.terms.length !== 1 || segments.length === 0) return;
    const exact = await Promise.all(segments.map(segment => this.index.cursor(segment, 0, `=${this.terms[0]}`)));
    const sure = exact.reduce((sum, cursor) => sum + (cursor.entry ? cursor.entry.count : 0), 0);
    if (sure < this.wanted) await this.termCandidates(segments[segments.length - 1], [0]);
  }

  /** Has the files of the next candidates on their way before their turn: a phone waits for answers longer than for bytes. */
  askAhead(found, from, block, phase) {
    for (let i = from, ahead = 0; i >= 0 && ahead < Math.min(this.wanted, this.ahead); --i) {
      const number = block * blockRecords + found[i];
      if (this.seen.has(number)) continue;
      ++ahead;
      if (this.asked.get(number) === phase) continue;
      this.asked.set(number, phase);
      const asked = this.index.row(number).then(row => (phase === 2 && row && this.isInRange(row[4]) ? this.index.texts(number) : null));
      asked.catch(() => {});  // its turn will tell
    }
  }

  /** The hit; null when the record does not fit after all, undefined when it is out of the question. */
  async take(number, phase) {
    const row = await this.index.row(number);
    if (!row) return undefined;
    const [dataset, department, id, title, date, words, pinyin, forms] = row;
    const { datasets, departments } = this.index.entry;
    const form = text => searchForm(text, this.index.simplified);
    const text = { keys: forms || words.map(form), texts: [], pinyin };  // forms: where a word holds traditional characters
    const path = `${datasets[dataset].segment}/${id}.html`;
    this.reached = date;
    if (!this.isInRange(date)) return undefined;
    let passage = '';
    if (phase === 2) {
      ++this.textsRead;
      const [values, itsForms] = await this.index.texts(number);
      text.texts = (itsForms || values.map(form)).concat([departments[department], datasets[dataset]].map(one => one.form || form(one.zh)));
      passage = values.find((value, i) => this.terms.some(term => text.texts[i].includes(term))) || '';
    }
    const fit = this.terms.length === 0 ? 1 : fitOf(this.terms, text);
    if (fit > phase) return null;
    this.seen.add(number);
    this.count(datasets[dataset].name, departments[department].key, date);
    return { number, fit, path, id, title, date, dataset: datasets[dataset], department: departments[department], words, passage };
  }

  count(dataset, department, date) {
    const add = (map, key) => map.set(key, (map.get(key) || 0) + 1);
    add(this.counts.dataset, dataset);
    add(this.counts.department, department);
    if (date) add(this.counts.year, Number(date.slice(0, 4)));
  }
}
