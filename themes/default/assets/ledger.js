// Holds a record's page against the public ledger (docs/formats/ledger.md): the form the page carries, the leaf that names its
// digest, and the way from the leaf to the root of the newest tree head. Runs when the reader asks for it.

const leavesAFile = 256;
const tileWidth = 256;

const hash = async bytes => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
const hex = bytes => [...bytes].map(byte => byte.toString(16).padStart(2, '0')).join('');

async function get(path) {
  const response = await fetch(path, { cache: 'no-store' });
  if (!response.ok) throw new Error(`${response.status} ${path}`);
  return response;
}

const nodeHash = (left, right) => hash(new Uint8Array([1, ...left, ...right]));

function leafHash(text) {
  const bytes = new TextEncoder().encode(text);
  return hash(new Uint8Array([0, ...bytes]));
}

// Roots of full subtrees, read out of tiles; each tile is fetched once.
function subtrees(size) {
  const tiles = new Map();
  const tile = (level, number) => {
    const key = `${level}/${number}`;
    if (!tiles.has(key)) {
      const width = Math.min(tileWidth, Math.floor(size / tileWidth ** level) - number * tileWidth);
      const name = width < tileWidth ? `${number}-${width}` : number;
      tiles.set(key, get(`/ledger/tile/${level}/${name}.bin`).then(async response => new Uint8Array(await response.arrayBuffer())));
    }
    return tiles.get(key);
  };
  const rootIn = async (bytes, first, count) => {
    if (count === 1) return bytes.slice(first * 32, first * 32 + 32);
    return nodeHash(await rootIn(bytes, first, count / 2), await rootIn(bytes, first + count / 2, count / 2));
  };
  return async (level, index) => {
    const inside = level % 8, first = index * 2 ** inside;
    return rootIn(await tile((level - inside) / 8, Math.floor(first / tileWidth)), first % tileWidth, 2 ** inside);
  };
}

const largestPowerBelow = count => 2 ** Math.ceil(Math.log2(count) - 1);

// RFC 9162, 2.1.1: the root of the leaves [begin, end), where the leaf `own` is what we say it is.
async function root(begin, end, own, ownHash, subtree) {
  const count = end - begin;
  if (count === 1 && begin === own) return ownHash;
  const holdsOwn = own >= begin && own < end;
  if (!holdsOwn && Number.isInteger(Math.log2(count))) return subtree(Math.log2(count), begin / count);
  const middle = begin + largestPowerBelow(count);
  return nodeHash(await root(begin, middle, own, ownHash, subtree), await root(middle, end, own, ownHash, subtree));
}

const fromBase64 = text => Uint8Array.from(atob(text), character => character.charCodeAt(0));

// Ed25519 of the head's note, where there is a key and the browser knows how: 'signed', 'unsigned', 'unchecked' or 'forged'.
async function signatureOf(note) {
  if (!note.includes('\n\n\u2014 ')) return 'unsigned';
  const response = await get('/ledger/key.txt');
  const [name, , ...rest] = (await response.text()).trim().split('+');
  const key = fromBase64(rest.join('+')).slice(1);
  const [text, lines] = [note.slice(0, note.lastIndexOf('\n\n') + 1), note.slice(note.lastIndexOf('\n\n') + 2)];
  const line = lines.split('\n').find(one => one.startsWith(`\u2014 ${name} `));
  if (!line) return 'forged';
  let imported;
  try {
    imported = await crypto.subtle.importKey('raw', key, 'Ed25519', false, ['verify']);
  } catch (error) {
    return 'unchecked';  // an older browser: the tree is checked, the signature is not
  }
  const holds = await crypto.subtle.verify('Ed25519', imported, fromBase64(line.split(' ')[2]).slice(4), new TextEncoder().encode(text));
  return holds ? 'signed' : 'forged';
}

// Null: the page is not what the ledger says. Else how many leaves vouch for it, and what is known of their signature.
async function verify(section) {
  const number = Number(section.dataset.leaf);
  const form = hex(await hash(new TextEncoder().encode(section.dataset.form)));
  const note = await (await get('/ledger/head.txt')).text();
  const [, sizeText, rootText] = note.split('\n');
  const size = Number(sizeText);
  const file = Math.floor(number / leavesAFile), width = Math.min(leavesAFile, size - file * leavesAFile);
  const name = width < leavesAFile ? `${file}-${width}` : file;
  const lines = (await (await get(`/ledger/leaves/${name}.jsonl`)).text()).split('\n');
  const line = lines[number - file * leavesAFile];
  const leaf = JSON.parse(line);
  const record = location.pathname.split('/').pop().replace('.html', '');
  if (leaf.n !== number || leaf.sha256 !== form || leaf.record !== record) return null;
  const counted = await root(0, size, number, await leafHash(line), subtrees(size));
  const signature = await signatureOf(note);
  return hex(counted) === hex(fromBase64(rootText)) && signature !== 'forged' ? { size, signature } : null;
}

for (const one of document.querySelectorAll('.proof')) {
  const section = /** @type {HTMLElement} */ (one);
  const button = /** @type {HTMLElement} */ (section.querySelector('[data-verify]'));
  const verdict = /** @type {HTMLElement} */ (section.querySelector('[data-verdict]'));
  button.addEventListener('click', async () => {
    verdict.textContent = section.dataset.busy || '';
    verdict.dataset.verdict = 'busy';
    try {
      const found = await verify(section);
      verdict.dataset.verdict = found ? 'good' : 'bad';
      verdict.textContent = found
        ? `${(section.dataset.good || '').replace('{size}', String(found.size))} ${section.dataset[found.signature] || ''}`
        : section.dataset.bad || '';
    } catch (error) {
      verdict.dataset.verdict = 'failed';
      verdict.textContent = section.dataset.failed || '';
    }
  });
}
