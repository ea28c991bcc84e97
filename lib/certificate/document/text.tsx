import { type Styles, Text } from "@react-pdf/renderer";
import { typeset } from "./break";

/** Colours that a copier keeps. */
export const colour = { ink: "#000000", line: "#555555", ground: "#f2f2f2" };

/**
 * The page itself must not set the line height: react-pdf then leaves out what is fixed to its foot. And it
 * reckons the height from the size set beside it, not from an inherited one.
 */
const line = { fontSize: 9, lineHeight: 1.5 };

type Props = { children: string; style?: Styles[string]; minPresenceAhead?: number };

/** A text set by the rules of Chinese typesetting (./break): one string, never a nested text. */
export function Zh({ children, style = {}, ...props }: Props) {
  return (
    <Text {...props} style={[line, style]}>
      {typeset(children)}
    </Text>
  );
}
