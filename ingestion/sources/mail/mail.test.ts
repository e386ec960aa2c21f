import { describe, expect, it } from 'vitest';
import { readMail } from '../../doors/mail/read-mail.ts';
import { validateEvent } from '../../producer/index.ts';
import { shopDirectory } from '../shops.ts';
import { mapSample } from '../testing/samples.ts';
import { mail } from './index.ts';

const shops = shopDirectory(
  [{ shop: 'amazon_us', channel: 'amazon', marketplace: 'US', currency: 'USD', taxMode: 'marketplace' }],
  [{ source: 'mail', account: 'us@shop.example', shop: 'amazon_us' }],
);

/** The events of a mail written as it goes over the wire. */
async function eventsOf(lines: string[], account = 'help@shop.example') {
  const value = Buffer.from(JSON.stringify(await readMail(Buffer.from(lines.join('\r\n')))));
  const events = mapSample(mail, { value, account, shops });
  for (const event of events) validateEvent(event);
  return events.map(
    ({ contract, body, version }) => ({ name: contract.name, version, ...body }) as Record<string, unknown>,
  );
}

const complaint = [
  'Message-ID: <first@customer.example>',
  'From: =?utf-8?q?J=C3=BCrgen?= <Juergen@Customer.example>',
  'To: help@shop.example',
  'Subject: =?utf-8?b?5rOi5peg5rOV5L2/55So?=',
  'Date: Mon, 02 Mar 2026 10:00:00 +0800',
  'X-Priority: 1 (Highest)',
  'Content-Type: multipart/mixed; boundary="x"',
  '',
  '--x',
  'Content-Type: text/plain; charset=iso-8859-1',
  'Content-Transfer-Encoding: quoted-printable',
  '',
  'Der Tee kam f=FCr niemanden.',
  '--x',
  'Content-Type: image/jpeg; name="leaf.jpg"',
  'Content-Disposition: attachment; filename="leaf.jpg"',
  'Content-Transfer-Encoding: base64',
  '',
  'AAECAw==',
  '--x--',
];
const answer = (more: string[] = []) => [
  'Message-ID: <second@shop.example>',
  'In-Reply-To: <first@customer.example>',
  'References: <first@customer.example>',
  'From: Help <help@shop.example>',
  'Subject: Re: tea',
  'Date: Mon, 02 Mar 2026 03:00:00 +0000',
  ...more,
  '',
  'We are sorry.',
];

describe('mails', () => {
  it('are taken apart: charsets, encoded words, attachments by size and digest', async () => {
    const read = await readMail(Buffer.from(complaint.join('\r\n')));
    expect(read).toMatchObject({
      message_id: 'first@customer.example',
      from: 'juergen@customer.example',
      subject: '波无法使用',
      date: '2026-03-02T02:00:00.000Z',
      text: expect.stringMatching(/^Der Tee kam für niemanden\.\s*$/),
      attachments: [{ name: 'leaf.jpg', type: 'image/jpeg', bytes: 4 }],
    });
  });

  it('open a ticket, or join the one of their thread', async () => {
    const [said, opened] = await eventsOf(complaint);
    expect(said).toMatchObject({
      name: 'crm.message',
      message_id: 'mail:first@customer.example',
      direction: 'in',
      attachments: 1,
    });
    expect(opened).toMatchObject({
      ...{ name: 'crm.ticket', ticket_id: 'mail:first@customer.example', priority: 'urgent', status: 'new' },
      created_at: '2026-03-02T02:00:00.000Z',
    });
    expect(JSON.stringify([said, opened])).not.toMatch(/customer\.example>|juergen@|Jürgen/);
    const reply = await eventsOf(answer());
    expect(reply).toMatchObject([
      { name: 'crm.message', direction: 'out', ticket_id: 'mail:first@customer.example' },
    ]);
  });

  it('of one thread leave the first of the customer’s as the ticket, whichever comes first', async () => {
    const later = answer().map((line) => line.replace('help@shop.example', 'juergen@customer.example'));
    const [, reopened] = await eventsOf(later);
    const [, opened] = await eventsOf(complaint);
    expect(reopened!.ticket_id).toBe(opened!.ticket_id);
    expect(Number(opened!.version)).toBeGreaterThan(Number(reopened!.version));
    expect(Number(opened!.version)).toBeLessThan(Date.parse('2020-01-01'));
  });

  it('of programs open nothing', async () => {
    const from = (header: string) =>
      [...answer([header])].map((line) => line.replace('help@shop', 'robot@else'));
    for (const [header, intent] of [
      ['Auto-Submitted: auto-replied', 'auto_reply'],
      ['Precedence: bulk', 'bulk'],
      ['Content-Type: multipart/report; report-type=delivery-status; boundary="b"', 'bounce'],
      ['X-Spam-Flag: YES', 'spam'],
    ]) {
      expect(await eventsOf(from(header!))).toMatchObject([{ name: 'crm.message', intent }]);
    }
    expect(await eventsOf(from('Auto-Submitted: no'))).toHaveLength(2);
  });

  it('without an id are named by what is in them, and any bytes are a mail', async () => {
    const nameless = complaint.filter((line) => !line.startsWith('Message-ID'));
    const [first, again] = [await eventsOf(nameless), await eventsOf(nameless)];
    expect(first).toEqual(again);
    expect(first[0]!.message_id).toMatch(/^mail:[0-9a-f]{64}$/);
    expect(await eventsOf(['\u0000\u0001 no mail'])).toHaveLength(2);
    const long = complaint.map((line) => line.replace('first@', `${'x'.repeat(900)}@`));
    expect((await eventsOf(long))[0]!.message_id).toMatch(/^mail:[0-9a-f]{64}$/);
  });

  it('name the order where a marketplace passes them on', async () => {
    const passed = complaint.map((line) =>
      line.startsWith('Subject') ? 'Subject: Order 123-1234567-1234567' : line,
    );
    expect((await eventsOf(passed, 'us@shop.example'))[1]!.order_id).toBe('amazon_us:123-1234567-1234567');
    expect((await eventsOf(passed))[1]!.order_id).toBeUndefined();
  });
});
