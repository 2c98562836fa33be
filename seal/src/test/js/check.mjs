// The same as check.go, by RFC 6962 and C2SP's signed-note, with nothing but Node.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';

const sha = (...parts) => createHash('sha256').update(Buffer.concat(parts)).digest();
const node = (left, right) => sha(Buffer.from([1]), left, right);
const bytes = (text) => Buffer.from(text, 'base64');
const hashes = (text) => (text ? text.split(',').map(bytes) : []);

function open(note, verifierKey) {
  const [name, id, base64] = verifierKey.split(/\+(.{8})\+/);
  const typed = bytes(base64);
  const hash = sha(Buffer.from(`${name}\n`), typed).subarray(0, 4);
  const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), typed.subarray(1)]);
  const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
  const end = note.lastIndexOf('\n\n') + 1;
  const signed = note.slice(end + 1).split('\n').some((line) => {
    const [dash, signer, signature] = line.split(' ');
    const all = bytes(signature ?? '');
    return dash === '—' && signer === name && hash.toString('hex') === id
      && all.subarray(0, 4).equals(hash) && verify(null, note.slice(0, end), key, all.subarray(4));
  });
  return signed && note.split('\n')[0] === name ? note.slice(0, end).split('\n') : null;
}

function climb(index, last, proof, left, right) {
  let [at, end] = [index, last];
  for (const sibling of proof) {
    if (end === 0) return false;
    if (at % 2 === 1 || at === end) {
      left(sibling);
      while (at % 2 === 0 && at !== 0) [at, end] = [at / 2, Math.floor(end / 2)];
    } else {
      right(sibling);
    }
    [at, end] = [Math.floor(at / 2), Math.floor(end / 2)];
  }
  return end === 0;
}

function included(leaf, index, size, root, proof) {
  let hash = sha(Buffer.from([0]), leaf);
  const whole = climb(index, size - 1, proof,
    (sibling) => { hash = node(sibling, hash); }, (sibling) => { hash = node(hash, sibling); });
  return whole && index < size && hash.equals(root);
}

function consistent(old, oldRoot, size, root, proof) {
  if (old === size) return proof.length === 0 && oldRoot.equals(root);
  let [at, end] = [old - 1, size - 1];
  while (at % 2 === 1) [at, end] = [Math.floor(at / 2), Math.floor(end / 2)];
  const path = at === 0 ? [oldRoot, ...proof] : proof;
  let [before, after] = [path[0], path[0]];
  const whole = climb(at, end, path.slice(1),
    (sibling) => { [before, after] = [node(sibling, before), node(sibling, after)]; },
    (sibling) => { after = node(after, sibling); });
  return whole && before.equals(oldRoot) && after.equals(root);
}

let key;
const counts = { note: 0, leaf: 0, begin: 0 };
for (const line of readFileSync(0, 'utf8').trim().split('\n')) {
  const [what, ...f] = line.split(' ');
  let right = true;
  if (what === 'key') {
    [key] = f;
  } else if (what === 'note') {
    const text = open(bytes(f[0]).toString(), key);
    right = text !== null && text[1] === f[1] && text[2] === f[2];
  } else if (what === 'leaf') {
    right = included(bytes(f[1]), Number(f[0]), Number(f[2]), bytes(f[3]), hashes(f[4]));
  } else if (what === 'begin') {
    right = consistent(Number(f[0]), bytes(f[1]), Number(f[2]), bytes(f[3]), hashes(f[4]));
  }
  if (!right) {
    console.log(`refused: ${line}`);
    process.exit(1);
  }
  if (what !== 'key') counts[what] += 1;
}
console.log(`checkpoints ${counts.note} leaves ${counts.leaf} begins ${counts.begin}`);
