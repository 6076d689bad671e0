import { bytesOf, must, type Target, textOf } from '../target';

/** Fails for few inputs. */
export const fault: Target = {
  seeds: () => [bytesOf('nothing wrong here')],
  pieces: ['mis', 'take'],
  run: (input) => {
    must(!textOf(input).includes('mistake'), 'the mistake that was planted');
    return `${textOf(input).includes('mis')}`;
  },
};

/** Never returns for a few inputs. */
export const loop: Target = {
  seeds: () => [bytesOf('nothing wrong here')],
  pieces: ['wait'],
  longestMs: 500,
  run: (input) => {
    while (textOf(input).includes('waitwait')) {
      // Forever.
    }
    return '';
  },
};
