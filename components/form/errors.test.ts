import { describe, expect, it } from "vitest";
import { listErrors } from "./errors";

describe("listErrors", () => {
  it("lists nested fields by their dotted names and leaves the form's own error out", () => {
    expect(
      listErrors({
        root: { type: "server", message: "没有成功" },
        year: { type: "custom", message: "请选择年度" },
        detail: { school: { type: "server", message: "请填写学校" } },
        files: [undefined, { name: { type: "custom", message: "太大" } }],
      }),
    ).toEqual([
      { name: "year", message: "请选择年度" },
      { name: "detail.school", message: "请填写学校" },
      { name: "files.1.name", message: "太大" },
    ]);
  });

  it("never shows an empty message", () => {
    expect(listErrors({ a: { type: "custom" } })).toEqual([{ name: "a", message: "填写有误" }]);
  });

  it("finds a field that is called type", () => {
    expect(listErrors({ detail: { type: { type: "custom", message: "请选择" } } })).toEqual([
      { name: "detail.type", message: "请选择" },
    ]);
  });
});
