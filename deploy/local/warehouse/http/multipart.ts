import { WarehouseRefusal } from './refusal.ts';

export type Form = { query: string; fields: Map<string, string> };

/** A multipart/form-data body: the statement and its parameters as fields, for what is too long for an address. */
export async function readForm(body: Buffer, contentType: string): Promise<Form> {
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } })
    .formData()
    .catch((cause: Error) => {
      throw new WarehouseRefusal(36, 'BAD_ARGUMENTS', `The multipart body cannot be read: ${cause.message}`);
    });
  const fields = new Map<string, string>();
  for (const [name, value] of form) {
    if (typeof value !== 'string') {
      throw new WarehouseRefusal(
        48,
        'NOT_IMPLEMENTED',
        `External table ${name}: use a temporary table in a session`,
      );
    }
    fields.set(name, value);
  }
  const query = fields.get('query') ?? '';
  fields.delete('query');
  return { query, fields };
}
