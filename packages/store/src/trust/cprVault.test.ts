import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { createCprVault } from './cprVault.ts';

const CPR = '6101701234';

test('a number comes back, and never looks the same twice', () => {
  const vault = createCprVault(randomBytes(32));
  const [first, second] = [vault.encrypt(CPR), vault.encrypt(CPR)];
  expect(vault.decrypt(first)).toBe(CPR);
  expect(first.equals(second)).toBe(false);
  expect(first.includes(Buffer.from(CPR))).toBe(false);
});

test('a changed byte is noticed', () => {
  const vault = createCprVault(randomBytes(32));
  const encrypted = vault.encrypt(CPR);
  encrypted[encrypted.length - 1]! ^= 1;
  expect(() => vault.decrypt(encrypted)).toThrow();
});

test('the hash is the same for the same key and another for another', () => {
  const key = randomBytes(32);
  expect(createCprVault(key).hash(CPR).equals(createCprVault(key).hash(CPR))).toBe(true);
  expect(
    createCprVault(key)
      .hash(CPR)
      .equals(createCprVault(randomBytes(32)).hash(CPR)),
  ).toBe(false);
});

test('numbers of an earlier key can be read after a change of key', () => {
  const [before, after] = [randomBytes(32), randomBytes(32)];
  const encrypted = createCprVault(before).encrypt(CPR);
  const vault = createCprVault(after, { version: 2, earlier: new Map([[1, before]]) });
  expect(vault.decrypt(encrypted)).toBe(CPR);
  expect(() => createCprVault(after, { version: 2 }).decrypt(encrypted)).toThrow(/key/);
});

test('a key of the wrong length is refused', () => {
  expect(() => createCprVault(randomBytes(16))).toThrow(RangeError);
});
