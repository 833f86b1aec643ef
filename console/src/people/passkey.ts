/**
 * Passkeys between the browser's objects and the server's JSON: bytes as base64url, as WebAuthn's JSON form has them.
 *
 * Written by hand since not every browser in use offers `parseCreationOptionsFromJSON`.
 */

export const canUsePasskeys = (): boolean => window.isSecureContext && "PublicKeyCredential" in window;

type Json = Record<string, unknown>;

export function toBytes(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  const bytes = new Uint8Array(plain.length);
  for (let index = 0; index < plain.length; index += 1) bytes[index] = plain.charCodeAt(index);
  return bytes;
}

export function toText(buffer: ArrayBuffer): string {
  let plain = "";
  for (const byte of new Uint8Array(buffer)) plain += String.fromCharCode(byte);
  return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

/** Servers wrap the options in `publicKey` or not; both are taken. */
const optionsIn = (untrusted: unknown): Json => {
  const body = (untrusted ?? {}) as Json;
  return (body["publicKey"] ?? body["options"] ?? body) as Json;
};

const withBytes = (list: unknown): PublicKeyCredentialDescriptor[] =>
  ((list ?? []) as Json[]).map((entry) => ({ ...entry, id: toBytes(entry["id"] as string) }) as unknown as PublicKeyCredentialDescriptor);

/** Asks the browser for a new passkey. Null when the person declined or the device cannot. */
export async function createPasskey(untrustedOptions: unknown): Promise<Json | null> {
  const options = optionsIn(untrustedOptions);
  const user = options["user"] as Json;
  const publicKey = {
    ...options,
    challenge: toBytes(options["challenge"] as string),
    user: { ...user, id: toBytes(user["id"] as string) },
    excludeCredentials: withBytes(options["excludeCredentials"]),
  } as unknown as PublicKeyCredentialCreationOptions;
  const credential = await ask(() => navigator.credentials.create({ publicKey }));
  if (credential === null) return null;
  const response = credential.response as AuthenticatorAttestationResponse;
  return {
    ...head(credential),
    response: {
      clientDataJSON: toText(response.clientDataJSON),
      attestationObject: toText(response.attestationObject),
      transports: response.getTransports?.() ?? [],
    },
  };
}

/** Asks the browser for a signature by a passkey it knows. Null when the person declined. */
export async function usePasskey(untrustedOptions: unknown): Promise<Json | null> {
  const options = optionsIn(untrustedOptions);
  const publicKey = {
    ...options,
    challenge: toBytes(options["challenge"] as string),
    allowCredentials: withBytes(options["allowCredentials"]),
  } as unknown as PublicKeyCredentialRequestOptions;
  const credential = await ask(() => navigator.credentials.get({ publicKey }));
  if (credential === null) return null;
  const response = credential.response as AuthenticatorAssertionResponse;
  return {
    ...head(credential),
    response: {
      clientDataJSON: toText(response.clientDataJSON),
      authenticatorData: toText(response.authenticatorData),
      signature: toText(response.signature),
      userHandle: response.userHandle === null ? null : toText(response.userHandle),
    },
  };
}

async function ask(question: () => Promise<Credential | null>): Promise<PublicKeyCredential | null> {
  try {
    return (await question()) as PublicKeyCredential | null;
  } catch (thrown) {
    // Browsers throw for "no" and for "cannot"; the page says the same for both and offers a password.
    if (thrown instanceof DOMException) return null;
    throw thrown;
  }
}

function head(credential: PublicKeyCredential): Json {
  return {
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}
