import { mailFailure } from './mail-failure.js';

const smtp = (responseCode: number, command: string, response = String(responseCode)): object => ({
  code: 'EENVELOPE',
  responseCode,
  command,
  response,
});

describe('what a failed sending means', () => {
  it.each([
    ['a greylist', smtp(451, 'RCPT TO', '451 4.7.1 try later'), { final: false, suppress: false, code: 'smtp-4.7.1' }],
    ['no such person', smtp(550, 'RCPT TO', '550 5.1.1 unknown'), { final: true, suppress: true, code: 'smtp-5.1.1' }],
    ['a refusal without details', smtp(550, 'RCPT TO', '550 no'), { final: true, suppress: true, code: 'smtp-550' }],
    ['a full mailbox', smtp(552, 'RCPT TO', '552 5.2.2 full'), { final: true, suppress: false, code: 'smtp-5.2.2' }],
    ['a refused text', smtp(554, 'DATA', '554 5.6.0 no'), { final: true, suppress: false, code: 'smtp-5.6.0' }],
    [
      'our relay not allowed',
      smtp(550, 'RCPT TO', '550 5.7.1 relay'),
      { final: true, suppress: false, code: 'smtp-5.7.1' },
    ],
    [
      'our wrong password',
      { code: 'EAUTH', responseCode: 535, command: 'AUTH PLAIN', response: '535 5.7.8' },
      { final: false, suppress: false, code: 'smtp-5.7.8' },
    ],
    ['our sender refused', smtp(553, 'MAIL FROM', '553 no'), { final: false, suppress: false, code: 'smtp-553' }],
    ['no answer', { code: 'ETIMEDOUT' }, { final: false, suppress: false, code: 'ETIMEDOUT' }],
    ['an address that is not one', { code: 'bad-address' }, { final: true, suppress: false, code: 'bad-address' }],
    ['anything else', new TypeError('王明 13800000000'), { final: false, suppress: false, code: 'TypeError' }],
    ['nothing', undefined, { final: false, suppress: false, code: 'unknown' }],
  ])('%s', (_, error, meaning) => expect(mailFailure(error)).toEqual(meaning));
});
