// What a search costs a citizen, in headless Chromium: requests, bytes as sent (gzip) and the time to ten results on a phone (CPU
// slowed four times, 150 ms, 1.6 Mbit/s), with the policy that hosts are told to send. Each query is the first
// of a browser that has the search page open, then the second of another. Beside it Pagefind on the same pages, where it is installed
// (PAGEFIND=…/node_modules/.bin/pagefind). search_bench.mjs PUBLIC [QUERIES A KIND]
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { extname, join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';

const [root, wanted = '6'] = process.argv.slice(2);
const modules = createRequire(resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '../browser/package.json'));
const { chromium } = modules('playwright-core');
const types = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.json': 'application/json', '.svg': 'image/svg+xml' };
const packed = /\.(html|css|js|json|txt|svg)$/;
let pagefind = '';

const server = createServer((request, response) => {
  const path = decodeURIComponent(request.url.split('?')[0]);
  let file = path.startsWith('/pagefind/') ? join(pagefind, path.slice(10)) : join(root, path);
  if (existsSync(file) && statSync(file).isDirectory()) file = join(file, 'index.html');
  const found = existsSync(file), zip = found && packed.test(file);
  const policy = path.startsWith('/pagefind/') ? {} : { 'content-security-policy': pagefind ? "default-src 'self' 'wasm-unsafe-eval'" : "default-src 'self'" };
  response.writeHead(found ? 200 : 404, { 'content-type': types[extname(file)] ?? 'application/octet-stream', 'cache-control': 'max-age=3600',
    ...(zip ? { 'content-encoding': 'gzip' } : {}), ...policy });
  const bytes = found ? readFileSync(file) : '';
  response.end(zip ? gzipSync(bytes) : bytes);
});
await new Promise(done => server.listen(0, '127.0.0.1', done));
const origin = `http://127.0.0.1:${server.address().port}`;

// ---- queries: of records spread over the index, so that every size is asked alike ---------------------------------------------

const entry = JSON.parse(readFileSync(join(root, 'search/index.json'), 'utf8'));
const rowsOf = number => JSON.parse(readFileSync(join(root, entry.blocks[Math.floor(number / 8192)], `r${Math.floor(number % 8192 / 32)}.json`), 'utf8'))[1 + number % 32];
function sample(count) {
  const records = [];
  for (let i = 0; records.length < count && i < 50 * count; ++i) {
    const row = rowsOf(Math.floor((i * 0.6180339887 % 1) * entry.size));
    if (!Array.isArray(row) || row[5].length < 2) continue;
    const path = join(root, entry.datasets[row[0]].segment, `${row[2]}.html`);
    const form = /data-form="([^"]*)"/.exec(readFileSync(path, 'utf8'));
    const text = (form ? form[1] : '').split(/[^\u4e00-\u9fff]+/).filter(piece => piece.length >= 8).sort((a, b) => b.length - a.length)[0];
    if (text) records.push({ words: row[5], text });
  }
  return records;
}
const records = sample(Number(wanted));
const code = /^[0-9A-Z]{18}$/;
const nameOf = one => one.words.find(word => word.length >= 6 && /[\u4e00-\u9fff]{4}/.test(word) && !/[〔《]/.test(word)), codeOf = one => one.words.find(word => code.test(word));
const numberOf = one => one.words.find(word => /〔\d{4}〕/.test(word));
const kinds = {
  'firm name': records.map(nameOf), 'part of a name': records.map(one => nameOf(one)?.slice(3, 8)), 'document number': records.map(numberOf),
  'credit code': records.map(codeOf), 'code, 8 characters': records.map(one => codeOf(one)?.slice(0, 8)),
  'phrase of 4': records.map(one => one.text.slice(0, 4)), 'phrase of 8': records.map(one => one.text.slice(0, 8)), 'two terms': records.map(one => `${nameOf(one)?.slice(4, 8) ?? ''} ${one.text.slice(0, 3)}`),
  'not there': ['龘靐齉', '不存在的词语组合'],
};

// ---- one query in one browser ------------------------------------------------------------------------------------------------

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'] });

async function phone() {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const page = await context.newPage(), devtools = await context.newCDPSession(page);
  const heard = { requests: 0, bytes: 0 };
  await devtools.send('Network.enable');
  await devtools.send('Network.emulateNetworkConditions', { offline: false, latency: 150, downloadThroughput: 200000, uploadThroughput: 93750 });
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  const cached = new Set();
  devtools.on('Network.requestServedFromCache', event => cached.add(event.requestId));
  devtools.on('Network.loadingFinished', event => {
    if (cached.has(event.requestId) || event.encodedDataLength === 0) return;
    heard.requests += 1;
    heard.bytes += event.encodedDataLength;
  });
  return { context, page, heard };
}

const settled = ['results', 'none', 'error', 'offline'].map(state => `.answer[data-state=${state}]`).join(', ');
async function ask({ page, heard }, query) {
  const before = { ...heard }, began = performance.now();
  await page.fill('#q', query);
  await page.press('#q', 'Enter');
  const state = await (await page.waitForSelector(settled, { timeout: 60000 })).getAttribute('data-state');
  if (state === 'error' || state === 'offline') throw new Error(`searching for ${query} failed`);
  return { seconds: (performance.now() - began) / 1000, requests: heard.requests - before.requests, kilobytes: (heard.bytes - before.bytes) / 1024 };
}

/** The search page with the field in hand: what is fetched until then is the start-up, and stays in the browser's cache. */
async function begin() {
  const device = await phone();
  await device.page.goto(`${origin}/search/index.html`, { waitUntil: 'networkidle' });
  await device.page.focus('#q');
  for (let heard = -1; heard !== device.heard.bytes;) {
    heard = device.heard.bytes;
    await new Promise(done => setTimeout(done, 1000));
  }
  return device;
}

async function measure(query) {
  const device = await begin();
  const start = device.heard.bytes / 1024;
  const cold = await ask(device, query);
  await device.context.close();
  const used = await begin();
  await ask(used, '云溪县');
  const warm = await ask(used, query);
  await used.context.close();
  return { start, cold, warm };
}

async function measurePagefind(query) {
  const device = await phone();
  await device.page.goto(`${origin}/404.html`, { waitUntil: 'networkidle' });
  const before = { ...device.heard }, began = performance.now();
  const hits = await device.page.evaluate(async words => {
    const engine = await import('/pagefind/pagefind.js');
    const { results } = await engine.search(words);
    return (await Promise.all(results.slice(0, 10).map(one => one.data()))).length;
  }, query);
  const cold = { hits, seconds: (performance.now() - began) / 1000, requests: device.heard.requests - before.requests, kilobytes: (device.heard.bytes - before.bytes) / 1024 };
  await device.context.close();
  return cold;
}

// ---- the table -----------------------------------------------------------------------------------------------------------------

const at = (list, share) => list.slice().sort((a, b) => a - b)[Math.ceil(list.length * share) - 1];
const pair = (list, digits) => `${at(list, 0.5).toFixed(digits)} / ${at(list, 0.95).toFixed(digits)}`;
const line = (name, costs, more = '') => console.log(`${name.padEnd(22)}${pair(costs.map(one => one.requests), 0).padStart(12)}${pair(costs.map(one => one.kilobytes), 0).padStart(14)}${pair(costs.map(one => one.seconds), 2).padStart(16)}${more}`);

console.log(`${entry.records} records, ${entry.segments.length} segment(s); median / p95, the first question of a browser; below, the second`);
console.log(`${'query'.padEnd(22)}${'requests'.padStart(12)}${'KB'.padStart(14)}${'seconds'.padStart(16)}`);
const all = { start: [], cold: [], warm: [] };
for (const [kind, queries] of Object.entries(kinds)) {
  const costs = [];
  for (const query of new Set(queries.filter(Boolean))) costs.push(await measure(query));
  if (costs.length === 0) continue;
  line(kind, costs.map(one => one.cold));
  line('    again', costs.map(one => one.warm));
  for (const part of Object.keys(all)) all[part].push(...costs.map(one => one[part]));
}
line('all kinds', all.cold);
line('    again', all.warm);
console.log(`start-up (page, style, scripts, entry of the index, lists of common grams): ${at(all.start, 0.5).toFixed(1)} KB`);

if (process.env.PAGEFIND && existsSync(process.env.PAGEFIND)) {
  pagefind = mkdtempSync(join(tmpdir(), 'pagefind-'));
  execFileSync(process.env.PAGEFIND, ['--site', root, '--output-path', pagefind, '--glob', '*/??????????.html', '--root-selector', 'main', '--force-language', 'zh'], { stdio: 'ignore' });
  const costs = [];
  for (const queries of Object.values(kinds)) for (const query of new Set(queries.filter(Boolean))) costs.push(await measurePagefind(query));
  line('Pagefind, as typed', costs, `   finds nothing for ${costs.filter(one => one.hits === 0).length} of ${costs.length}`);
  console.log(`time to ten results, Gongshi to Pagefind: ${(at(all.cold.map(one => one.seconds), 0.5) / at(costs.map(one => one.seconds), 0.5)).toFixed(2)} (median), ${(at(all.cold.map(one => one.seconds), 0.95) / at(costs.map(one => one.seconds), 0.95)).toFixed(2)} (p95)`);
  rmSync(pagefind, { recursive: true });
} else {
  console.log('*** NOT MEASURED: Pagefind is not installed (PAGEFIND names its program)');
}
await browser.close();
server.close();
