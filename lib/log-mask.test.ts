import { expect, it } from "vitest";
import { maskLog } from "./log-mask";

it("masks ID numbers wherever a log line quotes them, and nothing else", () => {
  expect(maskLog('params: 370802198001010005,"37080219800101003x"')).toBe(
    'params: 370802********0005,"370802********003x"',
  );
  const untouched = "01a20889-ffc9-7c5b-b7d9-b798a59a407e took 1234567890123456789 ns";
  expect(maskLog(untouched)).toBe(untouched);
});
