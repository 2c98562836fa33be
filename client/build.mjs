// Makes the small files of dist, by `npm run build`; the types are made by tsc before.
import { writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { minify } from 'terser';

/** What is published, and of what it is made. */
const FILES = [
  ['event-logger.min.js', 'src/event-logger.js', 'esm'],
  ['event-logger.iife.min.js', 'src/script-tag.js', 'iife'],
  ['offline.min.js', 'src/offline.js', 'esm'],
  ['vitals.min.js', 'src/vitals.js', 'esm'],
];

// The names of exports stay names within, too: a module says them less often then.
const reserved = ['Logger', 'consent', 'flush', 'identify', 'init', 'logger', 'report'];

for (const [name, source, format] of FILES) {
  const bundled = await build({
    entryPoints: [source],
    bundle: true,
    charset: 'utf8',
    format,
    minifySyntax: true,
    target: 'es2022',
    tsconfigRaw: {}, // or "use strict" is in the script
    write: false,
  });
  const { code } = await minify(bundled.outputFiles[0].text, {
    compress: { keep_fargs: false, lhs_constants: false },
    ecma: 2022,
    mangle: { reserved, toplevel: true },
    module: format == 'esm',
  });
  writeFileSync(`dist/${name}`, code);
}
