// A certified OpenID provider on loopback (npm oidc-provider), for tests: two accounts, one client, no persistence.
// Arguments: port, redirect address. Whoever signs in types an account's name; any password does.

import { createRequire } from "node:module";

const require = createRequire(new URL("../../console/package.json", import.meta.url));
const { default: Provider } = await import(require.resolve("oidc-provider"));

const [, , port, back] = process.argv;
const ACCOUNTS = {
  grace: { email: "Grace@example.org", email_verified: true, name: "Grace", groups: ["security desk", "canteen"] },
  mallory: { email: "grace@example.org", email_verified: false, name: "Grace", groups: [] },
};

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [{ client_id: "groundglass", client_secret: "quiet-secret", redirect_uris: [back] }],
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name", "groups"] },
  conformIdTokenClaims: false,
  pkce: { required: () => true },
  features: { devInteractions: { enabled: true } },
  findAccount: (_, id) => (id in ACCOUNTS ? { accountId: id, claims: () => ({ sub: id, ...ACCOUNTS[id] }) } : undefined),
});
provider.listen(Number(port), "127.0.0.1", () => console.log("ready"));
