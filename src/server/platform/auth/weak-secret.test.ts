import { expect, test } from 'vitest';
import { weaknessOf } from './weak-secret.ts';

const about = ['Ada Lovelace', 'ada.lovelace@example.org'];

test.each([
  '1234567890',
  'password12',
  'Password2024!',
  'P@ssw0rd2024',
  'passwordpassword',
  'monkey-monkey-monkey',
  'qwerty2026qwerty',
  'i love you',
  '11223344556677',
  'aabbccddeeff',
  'qwertyuiop',
  'ada.lovelace@example.org',
  'AdaLovelace1',
  'evenkeel2024',
  'Evenkeel!!!!',
  '          ',
  'aaaaaaaaaaaa',
  'abababababab',
  'abcdefghijkl',
  'dragon!!!!!!',
  '0987654321',
])('%s is refused', (password) => {
  expect(weaknessOf(password, about)).not.toBeNull();
});

test.each([
  'correct horse battery',
  'staple battery horse',
  'Lovelace wrote the first algorithm',
  'vN8#tq2LmZ0x',
  'grüne Wiesen im Mai',
  '正しい馬の電池ホチキス',
])('%s is taken', (password) => {
  expect(weaknessOf(password, about)).toBeNull();
});
