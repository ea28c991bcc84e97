import { expect, test } from "@playwright/test";
import { nextIdNumber } from "@/tests/fixtures";
import { encode } from "next-auth/jwt";
test("x", () => { expect(nextIdNumber()).toHaveLength(18); expect(encode).toBeTruthy(); });
