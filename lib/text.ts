/**
 * Whether a text can be stored at all: PostgreSQL knows no NUL, and jsonb no half of a surrogate pair. People
 * don't type these, but a forged request holds them.
 */
export const isStorable = (text: string): boolean => !/\0|\p{Surrogate}/u.test(text);

/** Pictures, and what nobody sees but what makes two names differ. */
const unwritable =
  /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3|\p{Cc}|\p{Cf}|\p{Co}|[\u034f\u115f\u1160\u3164\uffa0]/u;

/** Whether a name holds nothing but what can be read and said: no emoji, no characters that can't be seen. */
export const isReadable = (name: string): boolean => !unwritable.test(name);
