import { describe, expect, it } from 'vitest';
import { addFields, readRequest } from './request.ts';

const read = (search: string, headers = {}) => readRequest(new URL(`http://w/?${search}`), headers);

describe('readRequest', () => {
  it('tells parameters from settings and from what is the server’s own', () => {
    const request = read(
      'query=SELECT%201&param_a=x%27y&max_threads=2&wait_end_of_query=1&session_id=s&session_timeout=9&database=d',
    );
    expect(request).toMatchObject({
      query: 'SELECT 1',
      parameters: { a: "x'y" },
      settings: { max_threads: '2' },
      waitEndOfQuery: true,
      sessionId: 's',
      sessionTimeoutSeconds: 9,
      database: 'd',
    });
  });

  it('finds the user in headers, Basic and address, in this order', () => {
    const basic = { authorization: `Basic ${Buffer.from('b:p:q').toString('base64')}` };
    expect(read('user=u&password=p')).toMatchObject({ user: 'u', password: 'p' });
    expect(read('user=u', basic)).toMatchObject({ user: 'b', password: 'p:q' });
    expect(read('', { ...basic, 'x-clickhouse-user': 'h', 'x-clickhouse-key': 'k' })).toMatchObject({
      user: 'h',
      password: 'k',
    });
    expect(read('')).toMatchObject({ user: 'default', password: '' });
  });

  it('refuses names that could become SQL', () => {
    expect(() => read('a%20%3D%201%2C%20readonly=0')).toThrow(/Unknown setting/);
    expect(() => read('param_a%27=0')).toThrow(/invalid name/);
    expect(() => addFields(read(''), [['b c', '1']])).toThrow(/Unknown setting/);
  });
});
