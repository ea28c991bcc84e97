/** Once, when a server starts: it ends at once with a sentence if the secret is missing or weak. */
export async function register() {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { authSecret } = await import("@/lib/auth/secret");
    try {
      authSecret();
    } catch (error) {
      console.error(error instanceof Error ? error.message : error);
      process.exit(1);
    }
  }
}
