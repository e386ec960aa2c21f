import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { EntrepotError, nearest } from '#errors';
import { compileMetricQuery, exportSql } from '#models';
import { exportStatement, type Statement } from '../schema/entities/entity-query.ts';
import { type Caller, knownCaller } from '../security/caller.ts';
import { type ArrowQuestion, arrowQuestionOf } from './arrow-question.ts';
import { authenticate, tokenOf } from './authenticate.ts';
import type { Gateway } from './gateway.ts';
import { boundedSettings } from './graphql-engine.ts';
import { lifetimeOf } from './lifetime.ts';
import { readJson } from './read-body.ts';

/** What a bulk answer costs: as much as a page of the largest lists. */
const arrowCost = 2_000;

/**
 * POST /arrow: a metric question or all rows of an exposed model as an Arrow stream. The warehouse's bytes are piped as
 * they are, at the client's pace; policy, limits and viewer are those of GraphQL.
 */
export async function answerArrow(
  gateway: Gateway,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { limits, services, buckets } = gateway;
  const question = arrowQuestionOf(await readJson(request, limits.bodyBytes));
  const caller = knownCaller(await authenticate(tokenOf(request), services.sessions));
  buckets.spend(caller.tokenHash, arrowCost);
  const { sql, parameters } = statementOf(question, caller, gateway);
  const stream = await services.warehouse.stream(sql, 'ArrowStream', parameters, {
    signal: lifetimeOf(response, limits.requestMs * 4).signal(),
    settings: {
      ...boundedSettings(limits.statementMs * 4),
      max_result_rows: String(limits.arrowRows),
      // Uncompressed, because readers disagree about compressed streams; a proxy may compress the whole.
      output_format_arrow_compression_method: 'none',
      output_format_arrow_string_as_string: 1,
      output_format_arrow_low_cardinality_as_dictionary: 0,
    },
  });
  response.writeHead(200, {
    'content-type': 'application/vnd.apache.arrow.stream',
    'cache-control': 'no-store',
  });
  // A stream that breaks off leaves the answer unfinished, which every HTTP client notices.
  await pipeline(stream, response);
}

function statementOf(question: ArrowQuestion, { viewer }: Caller, gateway: Gateway): Statement {
  const { services, limits } = gateway;
  if (question.kind === 'metrics') {
    const compiled = compileMetricQuery(services.catalogue(), question.query, viewer, {
      now: new Date(services.clock()),
      reportingCurrency: services.reportingCurrency,
    });
    return { sql: exportSql(compiled), parameters: compiled.parameters };
  }
  const entities = gateway.entities();
  const entity = entities.find(({ name, table }) => name === question.entity || table === question.entity);
  if (!entity) {
    const names = entities.map(({ name }) => name);
    throw new EntrepotError('MODEL_UNKNOWN', `There is no exposed model «${question.entity}».`, {
      asked: question.entity,
      available: nearest(question.entity, names, names.length),
      fix: 'Name a type of the schema that has a connection.',
    });
  }
  const { filter, search } = question;
  return exportStatement(entity, viewer, { filter, search }, limits.arrowRows);
}
