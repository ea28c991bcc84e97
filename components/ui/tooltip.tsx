"use client";

import { Tooltip as Primitive } from "radix-ui";
import type { ReactNode } from "react";

/** More about `children` (a focusable element) on hover and focus. Never the only place of a fact. */
export function Tooltip({ content, children }: { content: ReactNode; children: ReactNode }) {
  return (
    <Primitive.Provider delayDuration={300}>
      <Primitive.Root>
        <Primitive.Trigger asChild>{children}</Primitive.Trigger>
        <Primitive.Portal>
          <Primitive.Content
            sideOffset={4}
            className="z-50 max-w-72 rounded-md bg-foreground px-3 py-1.5 text-card shadow-lg"
          >
            {content}
          </Primitive.Content>
        </Primitive.Portal>
      </Primitive.Root>
    </Primitive.Provider>
  );
}
