"use client";

import { Toaster as Sonner } from "sonner";

/** The place where toasts appear; once, in the root layout. Show one with `toast` from sonner. */
export function Toaster() {
  return (
    <Sonner
      position="top-center"
      duration={6000}
      closeButton
      containerAriaLabel="通知"
      toastOptions={{
        closeButtonAriaLabel: "关闭通知",
        classNames: {
          toast: "!font-sans !text-sm !bg-popover !text-popover-foreground !border-border",
          description: "!text-muted-foreground",
          success: "!text-success",
          error: "!text-destructive",
        },
      }}
    />
  );
}
