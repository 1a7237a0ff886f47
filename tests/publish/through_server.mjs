// The published sample as a citizen's browser gets it from a real web server: pages, headers, search. through_server.mjs ORIGIN PUBLIC
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createRequire } from 'node:module';

const require = createRequire(join(import.meta.dirname, '../browser/package.json'));
const { chromium } = require('playwright-core');
const [origin, root] = process.argv.slice(2);
let failed = 0;
const check = (what, good, why = '') => { if (!good) { failed += 1; console.log(`FAILED: ${what} ${why}`); } };

const head = async (path, headers = {}) => fetch(origin + path, { headers });
const home = await head('/');
check('home', home.status === 200 && home.headers.get('content-type').toLowerCase() === 'text/html; charset=utf-8', home.headers.get('content-type'));
check('policy', (home.headers.get('content-security-policy') ?? '').includes("default-src 'self'"));
check('pages are asked for each time', home.headers.get('cache-control') === 'no-cache', home.headers.get('cache-control'));
const sheet = readdirSync(join(root, 'assets')).find(name => name.endsWith('.css'));
const css = await head(`/assets/${sheet}`);
check('hashed names live long', (css.headers.get('cache-control') ?? '').includes('immutable'), css.headers.get('cache-control'));
check('texts go compressed', css.headers.get('content-encoding') === 'gzip' || css.headers.get('content-encoding') === 'br', css.headers.get('content-encoding'));
const script = readdirSync(join(root, 'assets')).find(name => name.endsWith('.js'));
check('scripts are scripts', (await head(`/assets/${script}`)).headers.get('content-type').startsWith('text/javascript'));
const lost = await head('/no-such-page.html');
check('what is not there is 404, with our page', lost.status === 404 && (await lost.text()).includes('<h1'));
check('nothing hidden', (await head('/.git/config')).status === 404);
const index = await head('/search/index.json');
check('the entry of the index is asked for each time', index.headers.get('cache-control') === 'no-cache', index.headers.get('cache-control'));
check('a folder has its index', (await head('/penalties/')).status === 200);

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'] });
const page = await (await browser.newContext({ viewport: { width: 390, height: 844 } })).newPage();
const heard = [];
page.on('console', message => heard.push(message.text()));
page.on('pageerror', error => heard.push(error.message));
page.on('response', response => { if (response.status() >= 400) heard.push(`${response.status()} ${response.url()}`); });
await page.goto(`${origin}/search/index.html?q=${encodeURIComponent('有限公司')}`);
await page.waitForSelector('ol.hits a', { timeout: 15000 });
check('the search finds', await page.locator('ol.hits a').count() > 0);
await page.goto(`${origin}/penalties/`);
check('a list', await page.locator('h1').count() === 1);
check('silence in the console', heard.length === 0, heard.slice(0, 3).join('; '));
await browser.close();
console.log(failed ? `${failed} failed` : 'all passed');
process.exit(failed ? 1 : 0);
