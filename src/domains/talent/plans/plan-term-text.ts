import { message, type Message } from '../../../platform/i18n/message.js';
import type { Term } from './plan-term.js';

export function termText(term: Term): Message {
  const [year = '', half = '1'] = term.split('-');
  return message(`plan.term.${half}`, { year });
}
