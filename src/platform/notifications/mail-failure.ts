import { failureCode } from '../outbox/backoff.js';

export interface MailFailure {
  /** Try again later, or give up. */
  readonly final: boolean;
  /** The address itself is no good: nothing more goes there. */
  readonly suppress: boolean;
  readonly code: string;
}

interface SmtpError {
  readonly code?: string;
  readonly command?: string;
  readonly responseCode?: number;
  readonly response?: string;
}

/**
 * What a failed sending means (RFC 5321 §4.2.1, RFC 3463). A 5xx is final only about this recipient or this mail: refused
 * at sign-in, greeting or sender it is our own setting that is wrong, and waiting mails go out once it is put right.
 */
export function mailFailure(error: unknown): MailFailure {
  const { code, command = '', responseCode = 0, response = '' } = (error ?? {}) as SmtpError;
  if (code === 'bad-address') return { final: true, suppress: false, code };
  if (responseCode < 400) return { final: false, suppress: false, code: failureCode(error) };
  const enhanced = /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(response)?.[0];
  const refused = command.startsWith('RCPT TO');
  const final = responseCode >= 500 && (refused || /^DATA|^BDAT/.test(command));
  const unknown = enhanced === undefined || /^5\.(?:1\.\d+|2\.1)$/.test(enhanced);
  return { final, suppress: final && refused && unknown, code: `smtp-${enhanced ?? responseCode}` };
}
