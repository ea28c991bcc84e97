"use client";

import { Bell as BellIcon } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { usePolled } from "@/components/shell/use-polled";
import { buttonVariants } from "@/components/ui/button";
import { cn } from "@/lib/cn";

/** Above this the bell says 99+. */
const most = 99;

/** The way to one's messages, with how many are unread. */
export function Bell({ href }: { href: "/messages" | "/me/messages" }) {
  const count = usePolled<{ count: number }>("/messages/unread")?.count ?? 0;
  const label = count === 0 ? "消息" : count > most ? `消息，${most} 条以上未读` : `消息，${count} 条未读`;
  return (
    <Link
      href={href as Route}
      prefetch={false}
      aria-label={label}
      title={label}
      className={cn(buttonVariants({ variant: "ghost", size: "icon" }), "relative")}
    >
      <BellIcon aria-hidden />
      {count > 0 && (
        <span
          aria-hidden
          className="absolute top-0.5 right-0 min-w-[18px] rounded-full bg-destructive px-1 text-center text-[0.75rem] leading-[18px] font-semibold text-destructive-foreground tabular-nums"
        >
          {count > most ? `${most}+` : count}
        </span>
      )}
    </Link>
  );
}
