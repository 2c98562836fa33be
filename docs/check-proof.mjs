// node check-proof.mjs bundle.json KEY: checks what `event-logger prove` printed, with nothing but
// Node. KEY is the operator's public key, from somewhere else than the bundle.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';

const sha = (...parts) => createHash('sha256').update(Buffer.concat(parts)).digest();
const [leafByte, nodeByte] = [Buffer.from([0]), Buffer.from([1])];
const must = (holds, words) => holds || (console.log(`proves nothing: ${words}`), process.exit(1));

function isSigned(note, verifierKey) { // C2SP signed-note
  const [name, id, base64] = verifierKey.split(/\+(.{8})\+/);
  const typed = Buffer.from(base64 ?? '', 'base64');
  if (sha(Buffer.from(`${name}\n`), typed).toString('hex', 0, 4) !== id) return false;
  const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), typed.subarray(1)]);
  const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
  const end = note.lastIndexOf('\n\n') + 1;
  return note.slice(end + 1).split('\n').map((line) => line.split(' ')).some(([, signer, text]) => {
    const all = Buffer.from(text ?? '', 'base64');
    return signer === name && all.toString('hex', 0, 4) === id
      && verify(null, Buffer.from(note.slice(0, end)), key, all.subarray(4));
  });
}

function rootOf(leaf, number, size, path) { // RFC 6962, as RFC 9162 checks it in 2.1.3.2
  let [hash, at, last] = [sha(leafByte, leaf), number, size - 1];
  for (const sibling of path.map((text) => Buffer.from(text, 'base64'))) {
    const isRight = at % 2 === 1 || at === last;
    hash = isRight ? sha(nodeByte, sibling, hash) : sha(nodeByte, hash, sibling);
    while (isRight && at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)];
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 ? hash.toString('base64') : 'none';
}

const proof = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const { note, number: start, path } = proof.epoch;
const epoch = Object.fromEntries(note.split('\n').map((line) => line.split(/ (.*)/)));
const [origin, size, root] = proof.checkpoint.split('\n');
must(isSigned(note, process.argv[3]), 'the operator key did not sign the epoch');
must(epoch.origin === origin && Number(epoch.starts) === start, 'the epoch is another one');
must(isSigned(proof.checkpoint, epoch.key), 'the key of the epoch did not sign the checkpoint');
must(rootOf(Buffer.from(note), start, Number(size), path) === root, 'the epoch is not in it');
const id = Buffer.from(JSON.parse(proof.event).id.replaceAll('-', ''), 'hex');
const salted = sha(leafByte, Buffer.from(proof.salt, 'base64'), Buffer.from(proof.event));
const leaf = Buffer.concat([id, salted]);
must(rootOf(leaf, proof.number, Number(size), proof.path) === root, 'the event is not in it');
console.log(`the event was sealed as it is here, as number ${proof.number} of ${origin}`);
