import Form from "next/form";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";

/** The box for a 验证码: of the verification page and of the front page. `error` says what is wrong with `typed`. */
export function VerifyForm({ typed, error }: { typed?: string; error?: string }) {
  return (
    <Form action="/verify" className="space-y-2">
      <label htmlFor="verification-code" className="block font-medium">
        学时证明验证码
      </label>
      <div className="flex flex-wrap gap-2">
        <Input
          id="verification-code"
          name="code"
          key={typed}
          defaultValue={typed}
          required
          maxLength={80}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          aria-invalid={error ? true : undefined}
          aria-describedby={
            error ? "verification-code-error verification-code-hint" : "verification-code-hint"
          }
          className="min-w-0 flex-1 basis-64 tabular-nums"
        />
        <Button type="submit">验证</Button>
      </div>
      {error && (
        <p id="verification-code-error" role="alert" className="text-destructive">
          {error}
        </p>
      )}
      <p id="verification-code-hint" className="text-[0.875rem] text-muted-foreground">
        验证码印在学时证明末页二维码旁，共 26 位，不区分大小写，短横线可省略。仅凭证书编号不能验证。
      </p>
    </Form>
  );
}
