import { Text } from "@react-pdf/renderer";
import type { ComponentProps, ReactNode } from "react";
import { typeset } from "./break";

/** Colours that a copier keeps. */
export const colour = { ink: "#000000", line: "#555555", ground: "#f2f2f2" };

/** A text set by the rules of Chinese typesetting (./break). Its child is one string, never a nested text. */
export function Zh({
  children,
  ...props
}: Omit<ComponentProps<typeof Text>, "children" | "render"> & { children: ReactNode }) {
  return <Text {...props}>{typeset(String(children))}</Text>;
}
