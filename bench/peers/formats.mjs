// One table in the three languages that the engines read: DMN, JDM and unary tests of FEEL.

export function unaryTest({ under, from, to, among, is }) {
  if (under !== undefined) return `< ${under}`;
  if (to !== undefined) return `[${from}..${to}]`;
  if (from !== undefined) return `>= ${from}`;
  if (among) return among.map((text) => `"${text}"`).join(', ');
  return is === undefined ? '-' : String(is);
}

const namespaces = {
  '1.1': 'http://www.omg.org/spec/DMN/20151101/dmn.xsd',
  '1.5': 'https://www.omg.org/spec/DMN/20230324/MODEL/',
};

export function dmn({ columns, rules }, version) {
  const data = columns.map(
    ({ name, type }) =>
      `<inputData id="${name}" name="${name}">` +
      `<variable id="${name}_variable" name="${name}" typeRef="${type}"/></inputData>`,
  );
  const requirements = columns.map(
    ({ name }) =>
      `<informationRequirement id="${name}_required"><requiredInput href="#${name}"/>` +
      `</informationRequirement>`,
  );
  const inputs = columns.map(
    ({ name, type }) =>
      `<input id="${name}_input"><inputExpression id="${name}_expression" typeRef="${type}">` +
      `<text>${name}</text></inputExpression></input>`,
  );
  const entry = (element, id, text) =>
    `<${element} id="${id}"><text><![CDATA[${text}]]></text></${element}>`;
  const lines = rules.map(({ cells, answer }, r) => {
    const tests = cells.map((cell, c) => entry('inputEntry', `cell_${r}_${c}`, unaryTest(cell)));
    const output = entry('outputEntry', `output_${r}`, `"${answer}"`);
    return `<rule id="rule_${r}">${tests.join('')}${output}</rule>`;
  });
  // Requirements between decisions and data stand in 1.5 only: the engine for 1.1 wants none.
  const needs = version === '1.1' ? [] : requirements;
  return [
    `<?xml version="1.0" encoding="UTF-8"?>`,
    `<definitions xmlns="${namespaces[version]}" id="peers" name="peers" namespace="peers">`,
    ...data,
    `<decision id="grade" name="grade">`,
    `<variable id="grade_variable" name="grade" typeRef="string"/>`,
    ...needs,
    `<decisionTable id="table" hitPolicy="FIRST">`,
    ...inputs,
    `<output id="grade_output" name="grade" typeRef="string"/>`,
    ...lines,
    `</decisionTable></decision></definitions>`,
  ].join('\n');
}

export function jdm({ columns, rules }) {
  const content = {
    hitPolicy: 'first',
    passThrough: false,
    inputs: columns.map(({ name }) => ({ id: name, name, field: name })),
    outputs: [{ id: 'grade', name: 'grade', field: 'grade' }],
    rules: rules.map(({ cells, answer }, r) => {
      const tests = cells.map((cell, c) => {
        const test = unaryTest(cell);
        return [columns[c].name, test === '-' ? '' : test];
      });
      return { _id: `rule_${r}`, ...Object.fromEntries(tests), grade: `"${answer}"` };
    }),
  };
  return {
    nodes: [
      { id: 'in', name: 'in', type: 'inputNode' },
      { id: 'table', name: 'table', type: 'decisionTableNode', content },
      { id: 'out', name: 'out', type: 'outputNode' },
    ],
    edges: [
      { id: 'to_table', type: 'edge', sourceId: 'in', targetId: 'table' },
      { id: 'to_out', type: 'edge', sourceId: 'table', targetId: 'out' },
    ],
  };
}
