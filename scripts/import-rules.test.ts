import { expect, test } from "vitest";
import { importViolations } from "./import-rules";

const check = (path: string, source: string) => importViolations([{ path, source }]);

test.each([
  ["components/ui/card.tsx", 'import Page from "@/app/page";', "nothing imports app"],
  ["scripts/demo.ts", `const page = await import("${"../app/page"}");`, "nothing imports app"],
  ["lib/hours/schema.ts", 'import { Card } from "../../components/ui/card";', "downward only"],
  ["db/columns.ts", 'import { today } from "@/lib/date";', "downward only"],
  ["app/page.tsx", 'import { accounts } from "@/db/schema";', "only lib's server files"],
  ["components/hours/form.tsx", 'import type { Executor } from "@/db/client";', "only lib's server files"],
  ["app/page.tsx", "import {\n  sql,\n} from 'drizzle-orm';", "only lib's server files"],
  ["lib/hours/rules.ts", 'export { sql } from "drizzle-orm/sql";', "only lib's server files"],
  ["lib/workflow/commands.ts", 'import { hoursOf } from "../hours/rules";', "the engine knows no business"],
  ["lib/workflow/commands.ts", 'import { kinds } from "@/lib/review/kinds";', "the engine knows no business"],
  ["lib/hours/commands.ts", 'import { submit } from "@/lib/workflow/commands";', "how it is reviewed"],
  ["lib/org/queries.ts", 'import { kinds } from "../review/kinds";', "how it is reviewed"],
])("%s: %s is refused: %s", (path, source, message) => {
  expect(check(path, source)).toEqual([expect.stringContaining(message)]);
});

test.each([
  ["app/page.tsx", 'import { Card } from "@/components/ui/card";'],
  ["components/hours/form.tsx", 'import { portals } from "@/db/enums";'],
  ["lib/hours/queries.ts", 'import { db } from "@/db/client";'],
  ["lib/auth/session.ts", 'import "server-only";\nimport { db } from "@/db/client";'],
  [
    "lib/hours/rules.test.ts",
    'import { testDatabase } from "@/tests/database";\nimport { sql } from "drizzle-orm";',
  ],
  ["lib/review/declaration.ts", 'import { submit } from "@/lib/workflow/commands";'],
  [
    "lib/workflow/commands.ts",
    'import { own } from "@/lib/access/scope";\nimport { list } from "@/lib/list";',
  ],
])("%s: %s is allowed", (path, source) => {
  expect(check(path, source)).toEqual([]);
});
