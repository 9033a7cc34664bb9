import { uuidV7 } from './uuid-v7.js';

const bytes = (value: number) => new Uint8Array(10).fill(value);

describe('uuidV7', () => {
  it('gives the example of RFC 9562, appendix A.6', () => {
    const random = Uint8Array.from([0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f]);
    expect(uuidV7(0x017f22e279b0, random)).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f');
  });
  it('keeps version and variant whatever the random bits are', () => {
    expect(uuidV7(0, bytes(0x00))).toBe('00000000-0000-7000-8000-000000000000');
    expect(uuidV7(0, bytes(0xff))).toBe('00000000-0000-7fff-bfff-ffffffffffff');
  });
  it('sorts by time', () => expect(uuidV7(1_000, bytes(255)) < uuidV7(1_001, bytes(0))).toBe(true));
  it('refuses too little randomness and impossible times', () => {
    expect(() => uuidV7(0, new Uint8Array(9))).toThrow(RangeError);
    expect(() => uuidV7(2 ** 48, bytes(0))).toThrow(RangeError);
    expect(() => uuidV7(-1, bytes(0))).toThrow(RangeError);
  });
});
