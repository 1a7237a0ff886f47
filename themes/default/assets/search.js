// The search page: what is typed is looked for at once, an answer that is no longer wanted is thrown away, and the address bar
// carries everything. The engine is loaded when it is first needed.
// @ts-check

const form = /** @type {HTMLFormElement} */ (document.querySelector('form.ask'));
const input = /** @type {HTMLInputElement} */ (form.elements.namedItem('q'));
const panel = /** @type {HTMLElement} */ (document.querySelector('.answer'));
const words = panel.dataset;  // not the form's: its field named dataset hides them
const list = /** @type {HTMLOListElement} */ (panel.querySelector('ol'));
const voice = /** @type {HTMLElement} */ (panel.querySelector('[role=status]'));
const more = /** @type {HTMLButtonElement} */ (panel.querySelector('[data-more]'));
const again = /** @type {HTMLButtonElement} */ (panel.querySelector('[data-again]'));
const help = /** @type {HTMLElement} */ (panel.querySelector('.nothing'));
const selects = /** @type {HTMLSelectElement[]} */ (['dataset', 'department', 'year'].map(name => form.elements.namedItem(name)));
const days = /** @type {HTMLInputElement[]} */ (['from', 'to'].map(name => form.elements.namedItem(name)));
const order = /** @type {HTMLSelectElement} */ (form.elements.namedItem('sort'));
const fold = /** @type {HTMLElement} */ (form.querySelector('.fold'));  // on narrow screens, so that results stand high
const english = document.documentElement.lang === 'en';
const root = words.root || '';
const hitsAtFirst = 10;
const hitsToSort = 50;  // by date: of those that were found
const textsAtFirst = 32;

let engine = null, index = null, search = null, turn = 0, timer = 0;
/** @type {any[]} */
let found = [];

async function fetchBytes(path, signal, again) {
  const get = () => fetch(`/${path}`, { signal, cache: again ? 'reload' : path === 'search/index.json' ? 'no-cache' : 'default' });
  let response = await get().catch(error => { if (signal && signal.aborted) throw error; return get(); });
  if (!response.ok && response.status >= 500) response = await get();
  if (!response.ok) throw new Error(`${response.status} ${path}`);
  return new Uint8Array(await response.arrayBuffer());
}

async function open() {
  if (!engine) engine = await import(words.engine || '');
  if (!index) index = new engine.Index(fetchBytes);
  await index.open();
  fillFilters();
}

function fillFilters() {
  if (selects[0].options.length > 1) return;
  const name = one => (english ? one.en : one.zh);
  const add = (select, items) => {
    for (const [value, label, count] of items) {
      if (count === 0) continue;
      const option = new Option(`${label} (${count.toLocaleString('en')})`, value);
      option.dataset.label = label;
      option.dataset.count = String(count);
      select.append(option);
    }
  };
  const { datasets, departments, years } = index.entry;
  add(selects[0], datasets.map(one => [one.name, name(one), one.count]));
  add(selects[1], departments.map(one => [one.key, name(one), one.count]));
  add(selects[2], years.map(one => [String(one.year), String(one.year), one.count]));
  readFilters(new URLSearchParams(location.search));  // not the words: more of them may have been typed meanwhile
}

// ---- the address bar --------------------------------------------------------------------------------------------------------

function readAddress() {
  const address = new URLSearchParams(location.search);
  input.value = address.get('q') || '';
  readFilters(address);
}

function readFilters(address) {
  for (const select of [...selects, order]) {
    const value = address.get(select.name) || '';
    select.value = value;
    if (select.value !== value) select.value = '';
  }
  for (const day of days) day.value = address.get(day.name) || '';  // what is no date becomes empty
  if ([...selects, ...days, order].some(field => field.value)) fold.setAttribute('aria-expanded', 'true');
}

/** What a filter holds; before it has its choices, what the address asks for. */
function chosen(field) {
  const unfilled = selects.includes(field) && field.options.length === 1;
  return unfilled ? new URLSearchParams(location.search).get(field.name) || '' : field.value;
}

function writeAddress(push) {
  const address = new URLSearchParams();
  if (input.value.trim()) address.set('q', input.value.trim());
  for (const field of [...selects, ...days, order]) if (chosen(field)) address.set(field.name, chosen(field));
  const url = `${location.pathname}${address.toString() ? `?${address}` : ''}`;
  if (url === location.pathname + location.search) return;
  if (push) history.pushState(null, '', url);
  else history.replaceState(null, '', url);
}

// ---- results ------------------------------------------------------------------------------------------------------------------

/** Where the terms stand in a text, by its form: pairs of code point numbers. A mark is a help, the hit is verified already. */
function spans(text) {
  const points = Array.from(text);
  const forms = points.map(point => engine.searchForm(point, index.simplified));
  const joined = forms.join(''), owner = [];
  forms.forEach((one, i) => { for (const _ of one) owner.push(i); });
  const found = [];
  for (const term of search.terms) {
    for (let at = joined.indexOf(term); at >= 0; at = joined.indexOf(term, at + term.length)) {
      const begin = Array.from(joined.slice(0, at)).length;
      found.push([owner[begin], owner[begin + Array.from(term).length - 1] + 1]);
    }
  }
  return { points, found: found.sort((a, b) => a[0] - b[0]) };
}

function marked(text, most) {
  const { points, found } = spans(text);
  const piece = document.createDocumentFragment();
  const begin = most && found.length > 0 ? Math.max(0, found[0][0] - 20) : 0;
  const end = most ? Math.min(points.length, begin + most) : points.length;
  if (begin > 0) piece.append('…');
  let at = begin;
  for (const [from, to] of found) {
    if (from < at || to > end) continue;
    piece.append(points.slice(at, from).join(''));
    const mark = document.createElement('mark');
    mark.textContent = points.slice(from, to).join('');
    piece.append(mark);
    at = to;
  }
  piece.append(points.slice(at, end).join(''));
  if (end < points.length) piece.append('…');
  return piece;
}

function element(tag, className, ...content) {
  const one = document.createElement(tag);
  if (className) one.className = className;
  one.append(...content);
  return one;
}

function item(hit) {
  const link = element('a', '', marked(hit.title, 0));
  link.href = `${root}/${hit.path}`;
  link.lang = 'zh-CN';
  const head = element('p', 'hit', link);
  const facts = element('p', 'note');
  facts.append(element('span', 'tag', english ? hit.dataset.en : hit.dataset.zh), ' ', english ? hit.department.en : hit.department.zh);
  if (hit.date) facts.append(' ', element('time', '', hit.date));
  const names = hit.words.filter(word => word !== hit.title && !hit.title.includes(word)).slice(0, 3);
  const body = element('div', '', head);
  if (names.length > 0) {
    const line = element('p', 'names');
    line.lang = 'zh-CN';
    names.forEach((name, i) => { if (i > 0) line.append(' '); line.append(marked(name, 40)); });
    body.append(line);
  }
  if (hit.passage) {
    const passage = element('p', 'passage', marked(hit.passage, 80));
    passage.lang = 'zh-CN';
    body.append(passage);
  }
  body.append(facts);
  return element('li', '', body);
}

const say = text => { voice.textContent = text; };

/** What was found, in the order of its dates; records without a date stand last. */
function ordered() {
  const sign = order.value === 'oldest' ? 1 : -1;
  const compare = (a, b) => (a.date === b.date ? 0 : !a.date ? 1 : !b.date ? -1 : a.date < b.date ? -sign : sign);
  return found.slice().sort(compare);
}

function tell() {
  const shown = found.length;
  const state = shown === 0 ? (search.done ? 'none' : 'busy') : 'results';
  panel.dataset.state = state;
  help.hidden = state !== 'none';
  more.hidden = search.done;
  if (state === 'none') say((words.none || '').replace('{query}', input.value.trim()));
  else if (search.done) say((words.all || '').replace('{n}', String(shown)));
  else if (order.value) say((words.sorted || '').split('{n}').join(String(shown)));
  else say((words.some || '').replace('{n}', String(shown)) + (search.reached ? (words.reached || '').replace('{date}', search.reached) : ''));
}

/** Beside each value of a filter how many of the answer's records it keeps, once all of them are known; before, of all records. */
function count() {
  const sums = search.done && found.length > 0 ? search.counts : null;
  for (const select of selects) {
    for (const option of select.options) {
      if (!option.value) continue;
      const inside = sums && sums[select.name].get(select.name === 'year' ? Number(option.value) : option.value);
      // The values beside a chosen one are not in the answer: nothing is known of them.
      const n = !sums ? Number(option.dataset.count) : select.value && !option.selected ? undefined : inside || 0;
      option.textContent = `${option.dataset.label}${n === undefined ? '' : ` (${n.toLocaleString('en')})`}`;
    }
  }
}

async function go(mine, most) {
  const until = found.length + most;
  try {
    let read = 0;
    while (found.length < until && !search.done && read < textsAtFirst) {
      const before = search.textsRead;
      const hits = await search.next(1, textsAtFirst - read, until - found.length);
      if (mine !== turn) return;
      read += search.textsRead - before;
      found.push(...hits);
      if (!order.value) list.append(...hits.map(item));
      if (hits.length > 0) say((words.some || '').replace('{n}', String(found.length)));
      if (hits.length === 0 && search.textsRead === before && !search.done) break;
    }
    if (order.value) fill(ordered());
    tell();
    count();
  } catch (error) {
    if (mine === turn) fail();
  }
}

// (replaceChildren is not known to phones of 2020.)
function fill(hits) {
  list.textContent = '';
  list.append(...hits.map(item));
}

function fail() {
  index = null;  // a release may have been published meanwhile: everything is asked anew
  fill([]);      // hits of another question would pass for the answer to this one
  again.hidden = false;
  panel.dataset.state = navigator.onLine === false ? 'offline' : 'error';
  help.hidden = true;
  more.hidden = true;
  say(navigator.onLine === false ? words.offline || '' : words.error || '');
}

async function start(push) {
  const mine = ++turn;
  if (index) index.stop();
  writeAddress(push);
  again.hidden = true;
  if (!input.value.trim() && ![...selects, ...days].some(chosen)) {
    fill([]);
    panel.dataset.state = 'empty';
    more.hidden = help.hidden = true;
    say('');
    return;
  }
  panel.dataset.state = 'busy';
  say(words.busy || '');
  for (const first of [true, false]) {
    try {
      await open();
      if (mine !== turn) return;
      search = index.search({ text: input.value, dataset: selects[0].value, department: selects[1].value,
                              year: Number(selects[2].value) || undefined, from: days[0].value, to: days[1].value });
      const most = order.value ? hitsToSort : hitsAtFirst;
      const hits = await search.next(1, textsAtFirst, most);  // the old answer stays until there is a new one
      if (mine !== turn) return;
      fill(hits);
      found = hits;
      await go(mine, most - hits.length);
      return;
    } catch (error) {
      if (mine !== turn) return;
      // Segments of an older release may be gone: once more from the beginning, then say so.
      index = null;
      if (!first) fail();
    }
  }
}

// ---- keys -------------------------------------------------------------------------------------------------------------------

const links = () => /** @type {HTMLElement[]} */ (Array.from(list.querySelectorAll('a')));

panel.addEventListener('keydown', event => {
  const all = links(), at = all.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  if (event.key === 'ArrowDown' && at >= 0 && at + 1 < all.length) all[at + 1].focus();
  else if (event.key === 'ArrowUp' && at > 0) all[at - 1].focus();
  else if ((event.key === 'ArrowUp' && at === 0) || event.key === 'Escape') input.focus();
  else return;
  event.preventDefault();
});

input.addEventListener('keydown', event => {
  if (event.key === 'ArrowDown' && links().length > 0) {
    links()[0].focus();
    event.preventDefault();
  } else if (event.key === 'Escape' && input.value) {
    input.value = '';
    start(false);
    event.preventDefault();
  }
});

input.addEventListener('input', event => {
  clearTimeout(timer);
  if (/** @type {InputEvent} */ (event).isComposing) return;
  timer = window.setTimeout(() => start(false), 250);
});
input.addEventListener('compositionend', () => { clearTimeout(timer); timer = window.setTimeout(() => start(false), 100); });
input.addEventListener('focus', () => { open().catch(() => {}); }, { once: true });
for (const field of [...selects, ...days, order]) field.addEventListener('change', () => start(true));
fold.addEventListener('click', () => fold.setAttribute('aria-expanded', String(fold.getAttribute('aria-expanded') !== 'true')));
form.addEventListener('submit', event => {
  event.preventDefault();
  clearTimeout(timer);
  start(true);
});
again.addEventListener('click', () => start(false));
more.addEventListener('click', () => { const mine = turn; more.hidden = true; say(words.busy || ''); go(mine, order.value ? hitsToSort : hitsAtFirst); });
window.addEventListener('popstate', () => { readAddress(); start(false); });
window.addEventListener('online', () => start(false));

readAddress();
if (location.search) start(false);
