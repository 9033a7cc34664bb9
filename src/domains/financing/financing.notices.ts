import { defineNotice } from '../../platform/notifications/notice-kinds.js';

/** What the financing line tells people; the words are in notices.json, the mails in templates/mails. */
defineNotice({ kind: 'need-submitted', level: 'progress', mail: true });
defineNotice({ kind: 'need-to-verify', level: 'must', mail: true });
defineNotice({ kind: 'need-returned', level: 'must', mail: true });
defineNotice({ kind: 'need-matched', level: 'must', mail: true });
defineNotice({ kind: 'need-unmatched', level: 'must', mail: true });
defineNotice({ kind: 'need-withdrawn', level: 'progress', mail: true });
defineNotice({ kind: 'need-changed', level: 'progress', mail: false });
defineNotice({ kind: 'need-near-expiry', level: 'must', mail: true });
defineNotice({ kind: 'need-expired', level: 'progress', mail: false });
defineNotice({ kind: 'need-assigned', level: 'must', mail: false });
defineNotice({ kind: 'quote-expired', level: 'progress', mail: false });
defineNotice({ kind: 'referral-accepted', level: 'progress', mail: true });
defineNotice({ kind: 'referral-declined', level: 'progress', mail: true });
defineNotice({ kind: 'referral-handed-over', level: 'must', mail: false });
defineNotice({ kind: 'papers-asked', level: 'must', mail: true });
defineNotice({ kind: 'papers-supplied', level: 'progress', mail: false });
defineNotice({ kind: 'quote-received', level: 'must', mail: true });
defineNotice({ kind: 'quote-chosen', level: 'must', mail: true });
defineNotice({ kind: 'quote-not-chosen', level: 'progress', mail: true });
defineNotice({ kind: 'loan-signed', level: 'progress', mail: true });
defineNotice({ kind: 'disbursement-to-confirm', level: 'must', mail: true });
defineNotice({ kind: 'disbursement-confirmed', level: 'progress', mail: true });
defineNotice({ kind: 'disbursement-disputed', level: 'must', mail: true });
defineNotice({ kind: 'products-stale', level: 'must', mail: true });
