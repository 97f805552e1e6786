// Our engine beside others, on one core, in one run; ./run starts it.
//
//   node peers.mjs [--strict] [--seconds S] [--rate PROGRAM]
//
// All engines must give the same answers to all questions before any is timed.  --strict fails
// where ours is slower than we promise.

import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, release } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual, parseArgs } from 'node:util';

import * as engines from './engines.mjs';
import { dmn } from './formats.mjs';
import * as questions from './questions.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../..');
const { values: options } = parseArgs({
  options: {
    strict: { type: 'boolean', default: false },
    seconds: { type: 'string', default: '2' },
    rate: { type: 'string', default: join(root, 'build/bench/rate') },
  },
});
const seconds = Number(options.seconds);
const folder = join(root, 'build/bench/peers');

const limits = {
  times_zen: 10,
  decisions_per_second: 500_000,
  large_over_small: 3,
  rows_per_second: 3_000_000,
};

function write(name, text) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

function ours(...args) {
  const printed = execFileSync(options.rate, [...args, '--seconds', options.seconds], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  return JSON.parse(printed);
}

function agree(name, answers, expected) {
  const i = expected.findIndex((answer, at) => answer !== answers[at]);
  if (answers.length === expected.length && i < 0) return;
  throw new Error(`${name} answers ${answers[i]} to question ${i}, ours is ${expected[i]}`);
}

// The median of three stretches; a question is `size` answers.  Counted in the processor's time, as
// ours is, so that what else the machine does is left out.
async function perSecond({ ask, at_once = 1 }, count, size = 1) {
  const rates = [];
  for (let stretch = 0; stretch < 3; ++stretch) {
    const start = process.cpuUsage();
    let asked = 0;
    let took = 0;
    while (took < seconds / 3) {
      const several = Array.from({ length: at_once }, (_, i) => ask((asked + i) % count));
      if (at_once > 1) await Promise.all(several);
      asked += at_once;
      const { user, system } = process.cpuUsage(start);
      took = (user + system) / 1e6;
    }
    rates.push((asked * size) / took);
  }
  return rates.sort((a, b) => a - b)[1];
}

async function compareTables(title, shape, peersOf) {
  const table = questions.table(shape);
  const contexts = questions.contexts(table, 1000, shape.seed);
  const mine = ours(
    write(`${shape.rules}.dmn`, dmn(table, '1.5')),
    write(`${shape.rules}.json`, JSON.stringify(contexts)),
  );
  const hit = new Set(mine.answers);
  const lines = [{ name: 'zonebook, with trace', rate: mine.per_second }];
  for (const peer of await peersOf(table, contexts)) {
    const answers = [];
    for (let i = 0; i < contexts.length; ++i) answers.push(await peer.ask(i));
    agree(peer.name, answers, mine.answers);
    lines.push({ name: peer.name, rate: await perSecond(peer, contexts.length) });
  }
  print(`${title}: ${hit.size} rules hit by ${contexts.length} contexts`, 'decisions/s', lines);
  return lines;
}

async function compareFilters() {
  const rows = questions.rows(1000, 5);
  const path = write('rows.json', JSON.stringify(rows));
  const mine = ours('--filter', questions.filter, path);
  const chosen = rows.filter((_, i) => mine.answers[i] === true);
  const lines = [{ name: 'zonebook, row by row', rate: mine.per_second }];
  for (const make of ['zenRows', 'zenList', 'feelinRows', 'feelinList']) {
    const peer = engines[make](questions.filter, rows);
    const answer = peer.ask();
    const same = make.endsWith('List') ? chosen : mine.answers;
    if (!isDeepStrictEqual(answer, same)) throw new Error(`${peer.name} chooses other rows`);
    lines.push({ name: peer.name, rate: await perSecond(peer, 1, rows.length) });
  }
  print(`filter: ${chosen.length} of ${rows.length} rows match`, 'rows/s', lines);
  return lines;
}

function print(title, unit, lines) {
  console.log(`\n${title}`);
  console.log(`  ${'engine'.padEnd(24)}${unit.padStart(14)}${'ours / it'.padStart(12)}`);
  for (const { name, rate } of lines) {
    const ratio = lines[0].rate / rate;
    const shown = ratio < 10 ? ratio.toFixed(1) : Math.round(ratio).toLocaleString('en');
    const number = Math.round(rate).toLocaleString('en');
    console.log(`  ${name.padEnd(24)}${number.padStart(14)}${shown.padStart(12)}`);
  }
}

function promises(small, large, filter) {
  const timesZen = small[0].rate / small[1].rate;
  const over = small[0].rate / large[0].rate;
  return [
    [`20 x 6: ${timesZen.toFixed(1)} times zen-engine`, timesZen >= limits.times_zen],
    [`20 x 6: ${small[0].rate} decisions/s`, small[0].rate >= limits.decisions_per_second],
    [`1000 x 10 takes ${over.toFixed(2)} times as long`, over <= limits.large_over_small],
    [`filter: ${filter[0].rate} rows/s`, filter[0].rate >= limits.rows_per_second],
  ];
}

const { dependencies } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'));
console.log(`${cpus()[0].model}, ${cpus().length} cores; Linux ${release()}; node ${process.version}`);
console.log(Object.entries(dependencies).map((pair) => pair.join(' ')).join(', '));

const small = await compareTables(
  'table of 20 rules x 6 inputs',
  { rules: 20, numbers: 3, strings: 2, booleans: 1, seed: 59 },
  async (table, contexts) => [
    engines.zenTable(table, contexts, { trace: false }),
    engines.zenTable(table, contexts, { trace: true }),
    await engines.dmnEvalTable(table, contexts),
    engines.feelinTable(table, contexts),
  ],
);
const large = await compareTables(
  'table of 1000 rules x 10 inputs',
  { rules: 1000, numbers: 5, strings: 3, booleans: 2, seed: 12 },
  (table, contexts) => [engines.zenTable(table, contexts, { trace: false })],
);
const filter = await compareFilters();

console.log('\npromises');
let broken = 0;
for (const [says, kept] of promises(small, large, filter)) {
  console.log(`  ${kept ? 'kept  ' : 'BROKEN'}  ${says}`);
  if (!kept) ++broken;
}
process.exit(options.strict && broken > 0 ? 1 : 0);
