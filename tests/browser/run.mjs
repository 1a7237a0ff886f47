// Looks at every kind of page of a built portal in headless Chromium, as its users do: on a phone and on a desk, by keyboard,
// without JavaScript, on paper. run.mjs PUBLIC [OUTPUT]
import { existsSync, readFileSync, readdirSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createRequire } from 'node:module';
import { execFileSync } from 'node:child_process';
import { chromium } from 'playwright-core';
import { HtmlValidate } from 'html-validate';
import { serve } from './site_server.mjs';

const [root, output = join(import.meta.dirname ?? '.', 'output')] = process.argv.slice(2);
mkdirSync(output, { recursive: true });
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const { server, origin } = await serve(root);

const first = (folder, pattern) => `/${folder}/${readdirSync(join(root, folder)).filter(name => pattern.test(name)).sort()[0]}`;
const record = /^[0-9a-z]{10}\.html$/;
const stone = readdirSync(join(root, 'penalties')).filter(name => record.test(name)).sort().find(name => readFileSync(join(root, 'penalties', name), 'utf8').includes('name="robots" content="noindex'));
const kinds = {
  home: '/', segment: '/penalties/', undated: '/officers/', month: '/penalties/2026-10.html', department_list: '/penalties/dept-scjg.html',
  older_page: '/penalties/dept-scjg-1.html', facet: first('penalties', /^party-kind-.*\.html$/), penalty: first('penalties', record), officer: first('officers', record),
  guide: first('guides', record), flowchart: first('flowcharts', record), document: first('documents', record), law: first('laws', record),
  window: first('windows', record), item: first('items', record), party: first('party', /^9.*\.html$/), parties: '/party/index.html', parties_by_letter: first('party', /^name-/), parties_by_code: '/party/code-91330999.html', department: '/dept/scjg.html',
  departments: '/dept/index.html', article: '/about.html', article_with_table: '/how-to-find.html', sitemap: '/sitemap.html', search: '/search/index.html', rules: '/rules.html', changes: '/changes.html',
  statistics: '/statistics/2026.html', supervision: '/supervision.html', lost: '/404.html', tombstone: `/penalties/${stone}`,
};
const pages = [...Object.entries(kinds), ...Object.entries(kinds).map(([kind, path]) => [`en_${kind}`, `/en${path}`])];

let passed = 0, failed = 0;
const check = (what, good, why = '') => {
  if (good) { passed += 1; return; }
  failed += 1;
  console.log(`FAILED: ${what}${why ? `: ${why}` : ''}`);
};

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'] });

async function open(context, path, heard) {
  const page = await context.newPage();
  page.on('console', message => heard.push(`console: ${message.text()}`));
  page.on('pageerror', error => heard.push(`error: ${error.message}`));
  page.on('request', request => { if (!request.url().startsWith(origin)) heard.push(`foreign: ${request.url()}`); });
  page.on('response', response => { if (response.status() >= 400) heard.push(`${response.status()}: ${response.url()}`); });
  await page.goto(origin + path, { waitUntil: 'load' });
  return page;
}

// What axe says of the page: it is asked once of each kind and language at a width and scheme of their own, for it takes a
// second a page, and what it looks at hardly changes with the width.
async function accessible(page, what) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => axe.run(document, { resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }));
  check(`${what}: accessible`, found.violations.length === 0, found.violations.map(v => `${v.id} (${v.nodes.length}) ${v.nodes[0].target}`).slice(0, 3).join('; '));
}

async function nothing_hangs_over(page, what) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  check(`${what}: nothing hangs over`, wide <= 0, `${wide} px`);
}

// A table that is wider than its sheet can be scrolled, but who sees that its last column is cut off?
async function tables_fit(page, what) {
  const over = await page.evaluate(() => Math.max(0, ...Array.from(document.querySelectorAll('.sheet'), sheet => sheet.scrollWidth - sheet.clientWidth)));
  check(`${what}: tables fit`, over === 0, `${over} px`);
}

const looks = [ // width, scheme, language, whether axe is asked
  [360, 'light', 'zh', true], [360, 'light', 'en', false], [768, 'light', 'zh', false], [1280, 'light', 'zh', false],
  [1280, 'light', 'en', true], [1280, 'dark', 'zh', true],
];
for (const [width, scheme, language, asked] of looks) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme, bypassCSP: false });
  for (const [kind, path] of pages.filter(([name]) => name.startsWith('en_') === (language === 'en'))) {
    const heard = [];
    const page = await open(context, path, heard);
    check(`${kind} at ${width}, ${scheme}: silence, nothing foreign, nothing missing`, heard.length === 0, heard.slice(0, 2).join('; '));
    if (asked) await accessible(page, `${kind} at ${width}, ${scheme}`);
    await nothing_hangs_over(page, `${kind} at ${width}`);
    if (!kind.endsWith('statistics')) await tables_fit(page, `${kind} at ${width}`); // a column for each kind of penalty
    check(`${kind}: one h1`, await page.locator('h1').count() === 1);
    if (language === 'zh' || kind === 'en_home' || kind === 'en_penalty') await page.screenshot({ path: join(output, `${kind}-${width}-${scheme}.png`), fullPage: false });
    await page.close();
  }
  await context.close();
}

{ // The largest letters on the smallest phone.
  const context = await browser.newContext({ viewport: { width: 360, height: 800 } });
  await context.addInitScript(() => localStorage.setItem('gongshi.text', 'larger'));
  for (const [kind, path] of pages) {
    const page = await open(context, path, []);
    await nothing_hangs_over(page, `${kind} in the largest letters`);
    await page.close();
  }
  await context.close();
}

for (const width of [700, 1024, 1440]) { // Each table of records, beside links and without.
  const page = await (await browser.newContext({ viewport: { width, height: 900 } })).newPage();
  for (const path of readdirSync(root).filter(name => existsSync(join(root, name, 'index.html')) && !['en', 'search', 'party', 'dept'].includes(name)).flatMap(name => [`/${name}/`, `/en/${name}/`])) {
    await page.goto(origin + path);
    await tables_fit(page, `${path} at ${width}`);
  }
  await page.context().close();
}

{ // What has no date stands by authority, and there by its key.
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await page.goto(`${origin}/officers/`);
  const rows = await page.locator('.data tbody tr').evaluateAll(list => list.map(row => [row.cells[1].textContent, row.querySelector('.code').textContent]));
  const units = rows.map(row => row[0]).filter((unit, i, all) => unit !== all[i - 1]);
  check('officers stand by authority', units.length > 3 && new Set(units).size === units.length, units.join(' '));
  check('and there by certificate number', rows.every((row, i) => i === 0 || row[0] !== rows[i - 1][0] || row[1] > rows[i - 1][1]));
  await page.context().close();
}

{ // Typing goes on while the index is still on its way: nothing typed is lost.
  const page = await (await browser.newContext({ viewport: { width: 360, height: 800 } })).newPage();
  let arrive;
  const held = new Promise(done => { arrive = done; });
  await page.route('**/search/index.json', async route => { await held; await route.continue(); });
  await page.goto(`${origin}/search/index.html`);
  await page.locator('#q').pressSequentially('云市监', { delay: 10 });
  await page.waitForFunction(() => location.search.length > 0, null, { timeout: 10000 });
  await page.locator('#q').pressSequentially('罚');
  arrive();  // before what was typed last is looked for
  await page.waitForSelector('.answer[data-state=results]', { timeout: 15000, state: 'attached' });
  const typed = await page.waitForFunction(() => new URLSearchParams(location.search).get('q') === '云市监罚', null, { timeout: 10000 }).catch(() => null);
  check('what is typed while the index loads stays', typed !== null && await page.inputValue('#q') === '云市监罚', await page.inputValue('#q'));
  await page.context().close();
}

for (const [width, language] of [[360, ''], [1280, ''], [1280, '/en']]) { // Search in each of its states.
  const context = await browser.newContext({ viewport: { width, height: 900 } });
  const heard = [];
  const page = await open(context, `${language}/search/index.html`, heard);
  const look = async state => {
    await accessible(page, `search ${language} ${state} at ${width}`);
    await nothing_hangs_over(page, `search ${language} ${state} at ${width}`);
    await page.screenshot({ path: join(output, `search-${state}-${width}${language ? '-en' : ''}.png`) });
  };
  const state = name => page.waitForSelector(`.answer[data-state=${name}]`, { timeout: 15000, state: 'attached' });
  await look('empty');
  await page.locator('#q').pressSequentially('云市监罚〔2026〕1号', { delay: 15 });
  await state('results');
  await page.waitForFunction(() => document.querySelectorAll('.hits li').length === 1, null, { timeout: 10000 }).catch(() => null);
  check(`search finds a number as typed (${width})`, await page.locator('.hits li').count() === 1 && /云市监罚〔2026〕1号/.test(await page.locator('.hits a').first().textContent()));
  const carried = await page.waitForFunction(() => new URLSearchParams(location.search).get('q') === '云市监罚〔2026〕1号', null, { timeout: 10000 }).catch(() => null);
  check('the address bar carries the query', carried !== null);
  const counted = await page.waitForFunction(() => [...document.querySelectorAll('select[name=dataset] option')].some(o => o.value === 'penalties' && / \(1\)$/.test(o.textContent)), null, { timeout: 10000 }).catch(() => null);
  check('filters count what is found', counted !== null);
  await page.fill('#q', '电子秤');
  await page.fill('#q', '食品');
  await page.waitForFunction(() => document.querySelectorAll('.hits li').length === 10);
  await page.waitForSelector('.answer[data-state=results]');
  check('what is found is marked', await page.locator('.hits mark').count() >= 10);
  await look('results');
  await page.locator('.answer [data-more]').click();
  await page.waitForFunction(() => document.querySelectorAll('.hits li').length === 20, null, { timeout: 15000 });
  await page.locator('#q').press('ArrowDown');
  check('the keyboard reaches the results', await page.evaluate(() => document.activeElement.matches('.hits a')));
  await page.keyboard.press('Escape');
  check('and comes back', await page.evaluate(() => document.activeElement.id === 'q'));
  if (width < 640) {
    check('on a narrow screen the filters are folded, so that results stand high', !await page.locator('select[name=dataset]').isVisible());
    await page.click('.fold');
    check('and unfold', await page.locator('select[name=dataset]').isVisible() && await page.locator('.fold').getAttribute('aria-expanded') === 'true');
    await look('filters');
  }
  await page.selectOption('select[name=dataset]', 'penalties');
  await page.waitForFunction(() => location.search.includes('dataset=penalties'));
  await state('results');
  await page.goBack();
  await page.waitForFunction(() => !location.search.includes('dataset='));
  check('back takes the filter away', await page.locator('select[name=dataset]').inputValue() === '');
  await state('results');
  await page.fill('input[name=from]', '2026-01-01');
  await page.fill('input[name=to]', '2026-06-30');
  await page.selectOption('select[name=sort]', 'oldest');
  await page.waitForFunction(() => location.search.includes('from=2026-01-01') && location.search.includes('to=2026-06-30') && location.search.includes('sort=oldest'));
  await page.waitForFunction(() => document.querySelector('.hits time') && document.querySelector('.answer').dataset.state === 'results' && [...document.querySelectorAll('.hits time')].every(one => one.textContent < '2026-07'), null, { timeout: 15000 });
  const dates = await page.locator('.hits time').allTextContents();
  check('a range of dates keeps what lies in it', dates.length > 10 && dates.every(one => one >= '2026-01-01' && one <= '2026-06-30'), dates.join(' '));
  check('the oldest stand first', dates.every((one, i) => i === 0 || dates[i - 1] <= one), dates.join(' '));
  await look('dates');
  await page.reload();
  await page.waitForFunction(() => document.querySelectorAll('.hits time').length > 10, null, { timeout: 15000 });
  check('the address brings range and order back', await page.locator('select[name=sort]').inputValue() === 'oldest' && await page.locator('input[name=to]').inputValue() === '2026-06-30');
  for (const name of ['from', 'to']) await page.fill(`input[name=${name}]`, '');
  await page.selectOption('select[name=sort]', '');
  await page.fill('#q', '这样的单位并不存在甲乙丙');
  await state('none');
  await look('none');
  check(`search ${language} at ${width}: silence`, heard.length === 0, heard.slice(0, 2).join('; '));
  await context.setOffline(true);
  await page.fill('#q', '许可证书');
  await page.waitForFunction(() => ['offline', 'error'].includes(document.querySelector('.answer').dataset.state), null, { timeout: 15000 });
  await look('offline');
  await context.setOffline(false);
  await page.route('**/search/s/**', route => route.fulfill({ status: 500, body: '' }));
  await page.fill('#q', '许可证件');
  await state('error');
  await look('error');
  const cleared = await page.waitForFunction(() => document.querySelector('.answer').dataset.state === 'error' && !document.querySelector('[data-again]').hidden && document.querySelectorAll('.hits li').length === 0, null, { timeout: 10000 }).catch(() => null); // what was typed may just be asked for
  check('a search that fails shows no hits of another question, and can be tried again', cleared !== null);
  await page.unroute('**/search/s/**');
  await page.click('[data-again]');
  await page.waitForFunction(() => ['results', 'none'].includes(document.querySelector('.answer').dataset.state), null, { timeout: 15000 });
  check('and then goes away', !await page.locator('[data-again]').isVisible());
  await context.close();
}

{ // An address that somebody sent, with filters whose choices come with the index.
  const page = await (await browser.newContext({ viewport: { width: 360, height: 800 } })).newPage();
  await page.goto(`${origin}/search/index.html?q=${encodeURIComponent('云溪')}&dataset=penalties&year=2025`);
  await page.waitForSelector('.answer[data-state=results]', { timeout: 15000, state: 'attached' });
  const dates = await page.locator('.hits time').allTextContents();
  check('the address brings the filters', dates.length === 10 && dates.every(one => one.startsWith('2025')), dates.join(' '));
  check('and keeps them', /dataset=penalties/.test(page.url()) && /year=2025/.test(page.url()) && await page.locator('select[name=year]').inputValue() === '2025', page.url());
  check('and shows them', await page.locator('select[name=year]').isVisible());
  await page.context().close();
}

{ // The box on every page.
  const context = await browser.newContext({ viewport: { width: 360, height: 800 } });
  const page = await open(context, '/', []);
  await page.keyboard.press('/');
  check('/ goes to the box', await page.evaluate(() => document.activeElement.id === 'find'));
  await page.keyboard.type('91330999');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.answer[data-state=results]', { timeout: 15000 });
  check('the box finds codes by their beginning', await page.locator('.hits li').count() === 10);
  await context.close();
}

{ // A record's page against the ledger, and a page that was altered.
  const context = await browser.newContext();
  const heard = [];
  const page = await open(context, kinds.penalty, heard);
  await page.click('[data-verify]');
  await page.waitForSelector('[data-verdict=good]', { timeout: 10000 });
  check('a page verifies itself', heard.filter(one => !one.includes('ledger/key.txt') && !one.startsWith('console')).length === 0, heard.join('; '));
  await page.evaluate(() => { const proof = document.querySelector('.proof'); proof.dataset.form = proof.dataset.form.replace('1', '2'); });
  await page.click('[data-verify]');
  await page.waitForSelector('[data-verdict=bad]', { timeout: 10000 });
  check('an altered page does not', true);
  await context.close();
}

{ // The narrowest phones.
  const context = await browser.newContext({ viewport: { width: 320, height: 640 } });
  for (const [kind, path] of Object.entries(kinds)) {
    const page = await open(context, path, []);
    await nothing_hangs_over(page, `${kind} at 320`);
    await page.close();
  }
  await context.close();
}

{ // By keyboard: the skip link comes first and leads to the content; what has the focus shows it.
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await open(context, kinds.penalty, []);
  await page.keyboard.press('Tab');
  check('keyboard: the skip link is first', await page.evaluate(() => document.activeElement.className.includes('skip')));
  await page.keyboard.press('Enter');
  check('keyboard: it leads to the content', page.url().endsWith('#main'));
  for (let i = 0; i < 12; i += 1) {
    await page.keyboard.press('Tab');
    const outline = await page.evaluate(() => { const s = getComputedStyle(document.activeElement); return document.activeElement === document.body || s.outlineStyle !== 'none' || s.boxShadow !== 'none'; });
    check(`keyboard: focus ${i + 1} is seen`, outline);
  }
  const list = await open(context, kinds.month, []);
  await list.locator('th button').first().click();
  check('a table sorts', await list.locator('th[aria-sort]').count() > 0);
  await context.close();
}

{ // Without JavaScript: everything is there, and no control that would do nothing (the box leads to the browse paths).
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 800 } });
  for (const kind of ['home', 'penalty', 'month', 'search', 'officer']) {
    const page = await open(context, kinds[kind], []);
    check(`${kind} without JavaScript: content`, (await page.locator('main').innerText()).length > 100);
    check(`${kind} without JavaScript: no dead control`, await page.locator('button:visible').evaluateAll(all => all.every(one => one.closest('form[action]'))));
    await page.close();
  }
  await context.close();
}

{ // On paper.
  const context = await browser.newContext();
  for (const kind of ['penalty', 'month', 'officer', 'window']) {
    const page = await open(context, kinds[kind], []);
    const title = (await page.locator('h1').innerText()).trim();
    const file = join(output, `${kind}.pdf`);
    await page.pdf({ path: file, format: 'A4' });
    const text = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }).replace(/\s/g, '');
    check(`${kind} on paper: its title`, text.includes(title.replace(/\s/g, '').slice(0, 12)));
    check(`${kind} on paper: no navigation`, !text.includes('字号与显示'));
    await page.close();
  }
  await context.close();
}
await browser.close();
server.close();

const validator = new HtmlValidate({ extends: ['html-validate:recommended'], rules: { 'tel-non-breaking': 'off', 'long-title': 'off', 'void-style': 'off', 'no-trailing-whitespace': 'off', 'doctype-style': 'off' } });
for (const [kind, path] of pages) {
  const file = join(root, path.endsWith('/') ? `${path}index.html` : path);
  const report = await validator.validateFile(file);
  check(`${kind}: valid HTML`, report.valid, report.results.flatMap(r => r.messages).slice(0, 3).map(m => `${m.line}:${m.column} ${m.ruleId} ${m.message}`).join('; '));
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
