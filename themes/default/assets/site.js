// Comforts only: every page works without this file.

const root = document.documentElement;
const voice = document.getElementById('say');
const say = (words) => { voice.textContent = words; };

// Remembered in this browser, nowhere else.
function preferences() {
  const box = document.querySelector('.prefs');
  for (const input of box.querySelectorAll('input')) {
    const standard = input.defaultChecked;
    const chosen = root.getAttribute('data-' + input.name);
    if (chosen) input.checked = chosen === input.value;
    input.addEventListener('change', () => {
      try {
        if (standard) localStorage.removeItem('gongshi.' + input.name);
        else localStorage.setItem('gongshi.' + input.name, input.value);
      } catch (refused) { /* storage is off */ }
      if (standard) root.removeAttribute('data-' + input.name);
      else root.setAttribute('data-' + input.name, input.value);
    });
  }
  const close = () => { box.open = false; };
  box.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !box.open) return;
    close();
    box.querySelector('summary').focus();
  });
  document.addEventListener('click', (event) => { if (!box.contains(event.target)) close(); });
}

// Dates by datetime, amounts by value, words by pinyin.
function sort_key(cell) {
  const time = cell.querySelector('time');
  if (time) return time.dateTime;
  const text = cell.textContent.trim();
  if (text === '—') return null;
  return cell.matches('.c-money, .c-number') ? parseFloat(text.replace(/[^\d.-]/g, '')) : text;
}

function compare(a, b) {
  return typeof a === 'number' ? a - b : a.localeCompare(b, 'zh-CN', { numeric: true });
}

function sort_table(table, header) {
  const column = header.cellIndex;
  const ascending = header.getAttribute('aria-sort') !== 'ascending';
  for (const other of table.tHead.rows[0].cells) other.removeAttribute('aria-sort');
  header.setAttribute('aria-sort', ascending ? 'ascending' : 'descending');
  const body = table.tBodies[0];
  const rows = Array.from(body.rows, (row) => [sort_key(row.cells[column]), row]);
  rows.sort(([a], [b]) => {   // what is empty stays last
    if (a === null || b === null) return (a === null) - (b === null);
    return ascending ? compare(a, b) : compare(b, a);
  });
  body.append(...rows.map((pair) => pair[1]));
  const words = ascending ? voice.dataset.ascending : voice.dataset.descending;
  say(words.replace('{column}', header.textContent.trim()));
}

function sortable(table) {
  for (const header of table.tHead.rows[0].cells) {
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...header.childNodes);
    button.addEventListener('click', () => sort_table(table, header));
    header.append(button);
  }
}

// Rows laid out as cards: older browsers forget the table.
function keep_roles(table) {
  const give = (selector, role) => table.querySelectorAll(selector).forEach((e) => e.setAttribute('role', role));
  table.setAttribute('role', 'table');
  give('thead, tbody', 'rowgroup');
  give('tr', 'row');
  give('thead th', 'columnheader');
  give('tbody th', 'rowheader');
  give('td', 'cell');
}

async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const field = document.createElement('textarea');   // plain http has no clipboard
  field.value = text;
  document.body.append(field);
  field.select();
  document.execCommand('copy');
  field.remove();
}

function buttons() {
  for (const button of document.querySelectorAll('[data-copy]')) {
    const label = button.textContent;
    button.addEventListener('click', async () => {
      await copy(button.dataset.copy);
      button.textContent = voice.dataset.copied;
      say(voice.dataset.copied);
      setTimeout(() => { button.textContent = label; }, 3000);
    });
  }
  for (const button of document.querySelectorAll('[data-print]')) button.addEventListener('click', () => window.print());
}

preferences();
buttons();
for (const table of document.querySelectorAll('table.data')) {
  keep_roles(table);
  if (table.hasAttribute('data-sortable') && table.tBodies[0].rows.length > 1) sortable(table);
}

// "/" goes to the search box, wherever the reader is.
document.addEventListener('keydown', (event) => {
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest('input, textarea, select, [contenteditable]')) return;
  const box = document.getElementById('q') || document.getElementById('find');
  if (!box) return;
  box.focus();
  event.preventDefault();
});
