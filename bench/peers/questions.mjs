// What all engines are asked, by seed: decision tables, contexts to decide, rows to choose from.

// mulberry32: 32 bits of state are enough for some thousand questions.
function random(seed) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  return { below: (end) => next() % end, one: (list) => list[next() % list.length] };
}

const sectors = ['bio', 'ict', 'food', 'steel', 'retail', 'energy'];

// A cell says what it admits: nothing said, {under}, {from}, {from, to} with both ends, {among},
// {is}; and one value that it admits.
function cell(type, dice) {
  const any = dice.below(3) === 0;
  if (type === 'boolean') {
    const value = dice.below(2) === 0;
    return any ? { example: value } : { is: value, example: value };
  }
  if (type === 'string') {
    const among = [dice.one(sectors), dice.one(sectors)].slice(dice.below(2));
    return any ? { example: among[0] } : { among, example: among[0] };
  }
  const from = 50 * dice.below(100);
  const to = from + 50 * (1 + dice.below(20));
  const example = from + dice.below(5000) / 100;
  if (any) return { example };
  return { ...dice.one([{ under: to }, { from }, { from, to }]), example };
}

// Hit policy FIRST; the last rule admits everything, so there is always an answer.
export function table({ rules, numbers, strings, booleans, seed }) {
  const dice = random(seed);
  const types = [
    ...Array(numbers).fill('number'),
    ...Array(strings).fill('string'),
    ...Array(booleans).fill('boolean'),
  ];
  const columns = types.map((type, i) => ({ name: `${type}${i}`, type }));
  const rows = Array.from({ length: rules - 1 }, () => columns.map(({ type }) => cell(type, dice)));
  rows.push(columns.map(({ type }) => ({ example: cell(type, dice).example })));
  return { columns, rules: rows.map((cells, i) => ({ cells, answer: `rule ${i + 1}` })) };
}

// Every second context is made for one of the rules; the others are mixtures.
export function contexts({ columns, rules }, count, seed) {
  const dice = random(seed);
  return Array.from({ length: count }, (_, i) => {
    const rule = dice.one(rules);
    const values = columns.map(({ name }, c) => {
      const { cells } = i % 2 === 0 ? rule : dice.one(rules);
      return [name, cells[c].example];
    });
    return Object.fromEntries(values);
  });
}

export const filter =
  'capital > 500 and (sector = "bio" or sector = "ict") and jobs >= 50 and area between 20 and 150';

export function rows(count, seed) {
  const dice = random(seed);
  return Array.from({ length: count }, () => ({
    capital: dice.below(200000) / 100,
    sector: dice.one(sectors),
    jobs: dice.below(200),
    area: dice.below(2000) / 10,
  }));
}
