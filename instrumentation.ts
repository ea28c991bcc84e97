/** Once, when a server starts: ID numbers in its errors are masked, and it ends with a sentence if the secret is missing or weak. */
export async function register() {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { maskErrors } = await import("@/lib/log-mask");
    maskErrors();
    const { authSecret } = await import("@/lib/auth/secret");
    try {
      authSecret();
    } catch (error) {
      console.error(error instanceof Error ? error.message : error);
      process.exit(1);
    }
  }
}
