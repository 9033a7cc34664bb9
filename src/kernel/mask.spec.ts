import { maskMobile, maskName } from './mask.js';

describe('maskMobile', () => {
  it('keeps three digits in front and four behind', () => expect(maskMobile('13812346000')).toBe('138****6000'));
  it('hides whole what is no mobile number', () => expect(maskMobile('0595-2234')).toBe('*********'));
});

describe('maskName', () => {
  it.each([
    ['仲旭妮', '仲*妮'],
    ['王伟', '王*'],
    ['欧阳小明', '欧**明'],
    [' 仲旭妮 ', '仲*妮'],
    ['𠮷野家', '𠮷*家'],
    ['王', '*'],
    ['', ''],
  ])('%s is shown as %s', (name, masked) => expect(maskName(name)).toBe(masked));
});
