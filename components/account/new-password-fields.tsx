import { PasswordField } from "@/components/form/choice-fields";

/** A new password, typed twice, in the fields of these names. */
export function NewPasswordFields({
  names: [password, confirmation],
  label = "密码",
  required,
}: {
  names: [password: string, confirmation: string];
  label?: string;
  required: boolean;
}) {
  return (
    <>
      <PasswordField
        name={password}
        label={label}
        hint="至少 8 个字符；不能包含证件号码后六位或出生日期，也不要用常见的密码"
        autoComplete="new-password"
        required={required}
      />
      <PasswordField
        name={confirmation}
        label={`确认${label}`}
        autoComplete="new-password"
        required={required}
      />
    </>
  );
}
