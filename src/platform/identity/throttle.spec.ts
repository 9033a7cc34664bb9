import { network } from './throttle.js';

it('takes an IPv6 address by its /64, and an IPv4 address however it is written', () => {
  expect(network('203.0.113.7')).toBe('203.0.113.7');
  expect(network('::ffff:203.0.113.7')).toBe('203.0.113.7');
  expect(network('2001:db8:0:12::1')).toBe('2001:db8:0:12::/64');
  expect(network('2001:DB8::12:ffff:ffff:ffff:ffff')).toBe('2001:db8:0:12::/64');
  expect(network('2001:db8:0:12:aaaa:bbbb:cccc:dddd')).toBe('2001:db8:0:12::/64');
  expect(network('::1')).toBe('0:0:0:0::/64');
  expect(network('fe80::1%eth0')).toBe('fe80:0:0:0::/64');
});
