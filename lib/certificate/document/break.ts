/** What may not begin a line: closing marks, and what belongs to the character before it. */
const noStart = new Set("，。、；：？！）】》〉」』〕〗｝”’…—·～‰℃々%,.;:?!)]}》％");
/** What may not end a line: opening marks, and what belongs to the character after it. */
const noEnd = new Set("（【《〈「『〔〖｛“‘￥([{$№");
/**
 * Letters and marks of alphabets, digits and their punctuation: a word or number is not divided. By number,
 * for every character that is printed is asked.
 */
const narrow = (char: string): boolean => {
  const code = char.codePointAt(0) as number;
  return (
    (code > 0x20 && code < 0x7f) ||
    (code > 0xa0 && code < 0x250) ||
    (code >= 0x370 && code < 0x530) ||
    (code >= 0x1e00 && code < 0x2000) ||
    (code >= 0x20a0 && code < 0x20c0)
  );
};
const han = /\p{Script=Han}/u;
/** Combining marks and variation selectors never leave their character. */
const mark = /^\p{M}$/u;

export const noBreakSpace = "\u00a0";

/** The longest piece in characters; what is longer is divided wherever the line ends. */
export const longestPiece = 16;

/**
 * The pieces of a text between which a line may end, by the rules of Chinese typesetting (避头尾).
 * They add up to the text. A piece longer than any column (an address, a row of marks) is divided anyway.
 */
export function pieces(text: string): string[] {
  const result: string[] = [];
  let piece: string[] = [];
  for (const char of text) {
    const previous = piece.at(-1);
    if (previous !== undefined && mayBreak(previous, char)) {
      result.push(...divided(piece));
      piece = [];
    }
    piece.push(char);
  }
  return piece.length > 0 ? [...result, ...divided(piece)] : result;
}

const divided = (piece: string[]): string[] => (piece.length > longestPiece ? piece : [piece.join("")]);

function mayBreak(before: string, after: string): boolean {
  if (noStart.has(after) || noEnd.has(before) || isSpace(after) || mark.test(after)) return false;
  return !(narrow(before) && narrow(after));
}

const isSpace = (char: string) => char === " " || char === noBreakSpace;

/**
 * The hyphenation callback of react-pdf, which is handed the text one run of a script at a time. An empty
 * string between two pieces is a place to end the line without a hyphen.
 */
export function hyphenate(run: string): string[] {
  const parts = pieces(run);
  const result = parts.flatMap((piece, index) => (index === 0 ? [piece] : ["", piece]));
  const last = [...run].at(-1);
  // The next run begins with a letter of another script; a number's unit or a word may not be torn from it.
  const joined =
    last === undefined || noEnd.has(last) || (narrow(last) && (han.test(run) || !/\p{L}/u.test(run)));
  return joined ? result : [...result, ""];
}

/**
 * A text as it is handed to react-pdf: its spaces would be stretchable and drawn to the line's end before
 * any other place to break, so they become ones that `pieces` rules over.
 */
export const typeset = (text: string): string => text.replaceAll(" ", noBreakSpace);
