// The engines behind one face: a name and `ask(i)`, the answer to the question with this index.
// Each is used as its maker shows, with everything parsed beforehand that can be.  `at_once` says
// how many questions an engine that answers later is best asked together.

import { ZenEngine, evaluateExpressionSync } from '@gorules/zen-engine';
import dmnEval from '@hbtgmbh/dmn-eval-js';
import { evaluate, unaryTest as admits } from 'feelin';

import { dmn, jdm, unaryTest } from './formats.mjs';

export function zenTable(table, contexts, { trace }) {
  const decision = new ZenEngine().createDecision(Buffer.from(JSON.stringify(jdm(table))));
  return {
    name: trace ? 'zen-engine with trace' : 'zen-engine',
    at_once: 100,
    ask: async (i) => (await decision.evaluate(contexts[i], { trace })).result.grade,
  };
}

export async function dmnEvalTable(table, contexts) {
  const decisions = await dmnEval.decisionTable.parseDmnXml(dmn(table, '1.1'));
  return {
    name: 'dmn-eval-js',
    ask: (i) => dmnEval.decisionTable.evaluateDecision('grade', decisions, contexts[i]).grade,
  };
}

// feelin has no tables: the tests of a rule one after the other, rule by rule.
export function feelinTable({ columns, rules }, contexts) {
  const tests = rules.map(({ cells, answer }) => ({ cells: cells.map(unaryTest), answer }));
  const hits = (cells, context) =>
    columns.every(
      ({ name }, c) => cells[c] === '-' || admits(cells[c], { '?': context[name] }) === true,
    );
  return {
    name: 'feelin, rule by rule',
    ask: (i) => tests.find(({ cells }) => hits(cells, contexts[i]))?.answer,
  };
}

// For filters one question is all rows, and the answer a list of booleans or of the rows chosen.

export function feelinRows(filter, rows) {
  return { name: 'feelin, row by row', ask: () => rows.map((row) => evaluate(filter, row)) };
}

export function feelinList(filter, rows) {
  return { name: 'feelin, rows[…]', ask: () => evaluate(`rows[${filter}]`, { rows }) };
}

// ZEN writes == for =, and has no `between`.
function zenFilter(filter, prefix) {
  return filter
    .replaceAll(' = ', ' == ')
    .replace('area between 20 and 150', 'area in [20..150]')
    .replace(/\b(capital|sector|jobs|area)\b/g, `${prefix}$1`);
}

export function zenRows(filter, rows) {
  const expression = zenFilter(filter, '');
  return {
    name: 'zen-engine, row by row',
    ask: () => rows.map((row) => evaluateExpressionSync(expression, row)),
  };
}

export function zenList(filter, rows) {
  const expression = `filter(rows, ${zenFilter(filter, '#.')})`;
  return { name: 'zen-engine, filter()', ask: () => evaluateExpressionSync(expression, { rows }) };
}
