// The search engine in headless Chromium against the reference client, with the policy that hosts are told to send:
// chromium.mjs PUBLIC VECTORS [COUNT]. Every third query is the first of a page that has loaded nothing.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { serve } from '../browser/site_server.mjs';

const [root, vectors, count = '300'] = process.argv.slice(2);
const { chromium } = createRequire(new URL('../browser/package.json', import.meta.url))('playwright-core');
const { server, origin } = await serve(root);
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'] });
const page = await browser.newPage();
await page.goto(`${origin}/search/index.html`);
const lines = readFileSync(vectors, 'utf8').trim().split('\n').slice(0, Number(count)).map(line => JSON.parse(line));
const wrong = await page.evaluate(async queries => {
  const engine = await import(document.querySelector('.answer').dataset.engine);
  const read = async (path, signal, again) => {
    const response = await fetch(`/${path}`, { signal, cache: again ? 'reload' : 'default' });
    if (!response.ok) throw new Error(`${response.status} ${path}`);
    return new Uint8Array(await response.arrayBuffer());
  };
  const used = new engine.Index(read), wrong = [];
  for (const [i, { hits, whole, ...query }] of queries.entries()) {
    const found = await (i % 3 === 0 ? new engine.Index(read) : used).search({ ...query, year: query.year || undefined }).next(whole ? 1e6 : hits.length, 1e6);
    if (found.map(hit => `${hit.path} ${hit.fit}`).join('\n') !== hits.map(([path, fit]) => `${path} ${fit}`).join('\n'))
      wrong.push(`“${query.text}”: ${hits.length} are right, ${found.length} were found`);
  }
  return wrong;
}, lines);
for (const one of wrong.slice(0, 10)) console.log(`FAILED: ${one}`);
console.log(`in Chromium: ${lines.length - wrong.length} passed, ${wrong.length} failed`);
await browser.close();
server.close();
process.exit(wrong.length === 0 ? 0 : 1);
