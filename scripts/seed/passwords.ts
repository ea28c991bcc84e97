import { randomInt } from "node:crypto";

const syllables =
  "ba bei cao chu dan dou fei gan gu hai he jia ke lan lin lu ma mei mo nan ning pan qi qiu rui sen shu song tan tao wan wei xi xin yan yue yun ze zhu zi".split(
    " ",
  );

/** A password that nobody knows and that is easy to type: four syllables and four digits. */
export const freshPassword = (): string =>
  Array.from({ length: 4 }, () => syllables[randomInt(syllables.length)]).join("") + randomInt(1000, 10_000);
