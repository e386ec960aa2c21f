import { EntrepotError } from '#errors';
import { members, section, type TreeNode, walk } from './explain-tree.ts';

/** Functions that answer differently each time, or that depend on how rows happen to lie. */
const moving = new RegExp(
  `^(${[
    ...[
      'now',
      'now64',
      'nowInBlock',
      'today',
      'yesterday',
      'current_date',
      'current_timestamp',
      'UTCTimestamp',
      'curdate',
    ],
    ...[
      'rand',
      'rand32',
      'rand64',
      'randConstant',
      'randCanonical',
      'rand[A-Z]\\w+',
      'generate\\w+',
      'fuzzBits',
    ],
    ...[
      'rowNumberInBlock',
      'rowNumberInAllBlocks',
      'blockNumber',
      'blockSize',
      'runningDifference\\w*',
      'runningAccumulate',
      'neighbor',
    ],
    ...[
      'hostName',
      'currentUser',
      'currentDatabase',
      'uptime',
      'version',
      'queryID',
      'serverUUID',
      'timezone',
      'getSetting',
    ],
  ].join('|')})$`,
  'i',
);

const combinators = /(If|Array|Map|Distinct|OrNull|OrDefault|State|Merge|Resample|ForEach)+$/;
const floatSums = /^(sum|sumWithOverflow|sumKahan|sumCount|avg|avgWeighted|sumMap|deltaSum|exponential\w*)$/;
const floatMoments =
  /^(stddev|var|covar|corr|skew|kurt)\w*$|^(simpleLinearRegression|entropy|studentTTest|welchTTest)$/;
const pickers = /^(any|anyHeavy|anyLast|first_value|last_value|anyRespectNulls|anyLastRespectNulls)$/;
const collectors = /^(groupArray\w*|groupUniqArray\w*|groupConcat\w*|topK\w*)$/;
const sketches =
  /^(quantiles?|median)(|Deterministic|TDigest\w*|Timing\w*|BFloat16\w*|DD|GK|Interpolated\w*)$/;
const extremes = /^arg(Min|Max)$/;
/** Around a collected array these make its order irrelevant. */
const orderless = /^(arraySort|arrayReverseSort|length|has|hasAny|hasAll|arrayUniq|arrayCount)$/;
const ordinals =
  /^(row_number|lag|lead|lagInFrame|leadInFrame|nth_value|ntile|any|last_value|anyLast|first_value)$/;

/**
 * What makes a stored model's answer depend on more than its input: the same rows must give the same table, whenever,
 * in whatever order and however many at a time they are read.
 */
export function inexactness(
  tree: TreeNode,
  functions: ReadonlySet<string>,
  foreign: ReadonlySet<string>,
): EntrepotError[] {
  const problems = [...functions].filter((name) => moving.test(name)).map(movingFunction);
  const seen = new Set<TreeNode['id']>();
  const isForeign = (node: TreeNode) => node.label === 'QUERY' && foreign.has(node.attributes.cte_name ?? '');
  for (const { node, ancestors } of walk(tree, (candidate) => !isForeign(candidate))) {
    if (isForeign(node) || node.id === undefined || seen.has(node.id)) continue;
    seen.add(node.id);
    const fault = faultOf(node, ancestors);
    if (fault)
      problems.push(
        new EntrepotError('MODEL_INEXACT', fault.message, { asked: fault.asked, fix: fault.fix }),
      );
  }
  return problems;
}

type Fault = { message: string; asked: string; fix: string };

function faultOf(node: TreeNode, ancestors: readonly TreeNode[]): Fault | undefined {
  if (node.label === 'FUNCTION') {
    const name = node.attributes.function_name ?? '';
    if (node.attributes.function_type === 'aggregate') return aggregateFault(node, name, ancestors);
    if (node.attributes.function_type === 'window') return windowFault(node, name);
  }
  if (node.label === 'JOIN' && node.attributes.strictness === 'ANY') {
    return {
      message: 'An ANY JOIN takes whichever matching row comes first.',
      asked: 'ANY JOIN',
      fix: 'Join on the full key, or reduce the right side to one row a key first.',
    };
  }
  const limited = section(node, 'LIMIT') ?? section(node, 'LIMIT BY') ?? section(node, 'OFFSET');
  if (node.label === 'QUERY' && limited && !section(node, 'ORDER BY')) {
    return {
      message: `${limited.label} without ORDER BY keeps whichever rows come first.`,
      asked: limited.label,
      fix: 'Add an ORDER BY that leaves no ties.',
    };
  }
  return undefined;
}

function aggregateFault(node: TreeNode, name: string, ancestors: readonly TreeNode[]): Fault | undefined {
  // «Array» is a combinator at the end of sumArray, but not of groupArray.
  const base = collectors.test(name) ? name : name.replace(combinators, '');
  const fault = (message: string, fix: string): Fault => ({ message, asked: name, fix });
  if (floatMoments.test(base) || (floatSums.test(base) && hasFloat(node))) {
    return fault(
      `${name} over floating point numbers depends on their order.`,
      'Cast the argument to Decimal.',
    );
  }
  if (pickers.test(base)) {
    return fault(`${name} takes whichever value comes first.`, 'Use min, max or argMax(value, (time, id)).');
  }
  if (
    collectors.test(base) &&
    !ancestors.some((above) => orderless.test(above.attributes.function_name ?? ''))
  ) {
    return fault(`${name} keeps the order in which rows are read.`, 'Wrap it: arraySort(groupArray(value)).');
  }
  if (sketches.test(base)) {
    return fault(`${name} is an estimate that depends on the order of rows.`, 'Use quantileExact.');
  }
  const second = members(node, 'ARGUMENTS')[1];
  if (extremes.test(base) && !typeOf(second).startsWith('Tuple(')) {
    return fault(
      `${name} takes any of the rows that tie.`,
      'Let the value itself end ties: argMax(value, (time, value)).',
    );
  }
  return undefined;
}

function windowFault(node: TreeNode, name: string): Fault | undefined {
  if (floatSums.test(name) && hasFloat(node)) {
    return {
      message: `${name} over floating point numbers depends on their order.`,
      asked: name,
      fix: 'Cast the argument to Decimal.',
    };
  }
  const window = section(node, 'WINDOW')?.children[0];
  if (!ordinals.test(name) || (window && section(window, 'ORDER BY'))) return undefined;
  return {
    message: `${name} over a window without ORDER BY takes rows as they come.`,
    asked: name,
    fix: 'Add an ORDER BY that leaves no ties to the window.',
  };
}

function movingFunction(name: string): EntrepotError {
  return new EntrepotError('MODEL_INEXACT', `${name}() has no exact answer in a stored model.`, {
    asked: name,
    fix: 'Take the day as {as_of:Date}, or make the model a view.',
  });
}

const hasFloat = (node: TreeNode) =>
  members(node, 'ARGUMENTS').some((argument) => /Float/.test(typeOf(argument)));

function typeOf(node: TreeNode | undefined): string {
  return node?.attributes.result_type ?? node?.attributes.constant_value_type ?? '';
}
