import { describe, expect, it } from "vitest";
import { parseDraft, serializeDraft } from "./draft";

describe("drafts", () => {
  it("keep nested values and leave omitted fields out at every depth", () => {
    const text = serializeDraft(
      { name: "王", account: { password: "x", phone: "1" }, rows: [{ password: "y", a: 1 }] },
      ["password"],
    );
    expect(parseDraft(text)).toEqual({ name: "王", account: { phone: "1" }, rows: [{ a: 1 }] });
  });

  it("leave files out", () => {
    expect(serializeDraft({ title: "t", proof: new Blob(["x"]) }, [])).toBe('{"title":"t"}');
  });

  it("are ignored when unreadable", () => {
    for (const text of [null, "", "{", "[]", "1", "null"]) expect(parseDraft(text)).toBeUndefined();
  });
});
