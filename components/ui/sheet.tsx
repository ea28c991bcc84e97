"use client";

import { X } from "lucide-react";
import { Dialog as Primitive } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";
import { overlayClass } from "./dialog";

export const Sheet = Primitive.Root;
export const SheetTrigger = Primitive.Trigger;

const sides = {
  left: "inset-y-0 left-0 w-72 border-r data-[state=open]:slide-in-from-left",
  right: "inset-y-0 right-0 w-[min(40rem,100%)] border-l data-[state=open]:slide-in-from-right",
};

/** A drawer from the side. `title` names it for screen readers and stands on top. */
export function SheetContent({
  side = "right",
  title,
  className,
  children,
  ...props
}: Omit<ComponentProps<typeof Primitive.Content>, "title"> & { side?: keyof typeof sides; title: string }) {
  return (
    <Primitive.Portal>
      <Primitive.Overlay className={overlayClass} />
      <Primitive.Content
        aria-describedby={undefined}
        className={cn(
          "fixed z-50 flex max-w-full flex-col overflow-y-auto bg-popover text-popover-foreground shadow-xl data-[state=open]:animate-in",
          sides[side],
          className,
        )}
        {...props}
      >
        <div className="flex h-14 shrink-0 items-center justify-between border-b px-4">
          <Primitive.Title className="font-semibold">{title}</Primitive.Title>
          <Primitive.Close
            aria-label="关闭"
            className="flex size-9 items-center justify-center rounded-md hover:bg-muted"
          >
            <X aria-hidden className="size-4" />
          </Primitive.Close>
        </div>
        {children}
      </Primitive.Content>
    </Primitive.Portal>
  );
}
