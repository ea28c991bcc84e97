"use client";

import { ChevronDown, History, KeyRound, LogOut, ScrollText, UserRound } from "lucide-react";
import Link from "next/link";
import { logOut } from "@/components/account/log-out";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import type { ShellViewer } from "./types";

/** The drop-down under the user's name: 登录记录, 操作日志 for those who may read it, 修改密码 and 退出登录. */
export function UserMenu({ viewer }: { viewer: ShellViewer }) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" className="max-w-40 px-2">
          <UserRound aria-hidden />
          <span className="truncate">{viewer.name}</span>
          <ChevronDown aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        <DropdownMenuLabel>
          {viewer.portalLabel}
          <br />
          {viewer.organizationName}
        </DropdownMenuLabel>
        <DropdownMenuSeparator />
        <DropdownMenuItem asChild>
          <Link href={viewer.loginRecords} prefetch={false}>
            <History aria-hidden />
            登录记录
          </Link>
        </DropdownMenuItem>
        {viewer.readsAudit && (
          <DropdownMenuItem asChild>
            <Link href="/audit" prefetch={false}>
              <ScrollText aria-hidden />
              操作日志
            </Link>
          </DropdownMenuItem>
        )}
        <DropdownMenuItem asChild>
          <Link href="/password">
            <KeyRound aria-hidden />
            修改密码
          </Link>
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={logOut}>
          <LogOut aria-hidden />
          退出登录
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
