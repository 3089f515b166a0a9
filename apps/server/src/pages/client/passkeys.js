// What browsers know of passkeys, from JSON and back to JSON.
/* global atob, btoa, navigator, window */
/* eslint-disable-next-line no-unused-vars */
const passkeys = (() => {
  const bytes = (text) =>
    Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
  const base64 = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replaceAll('+', '-')
      .replaceAll('/', '_')
      .replaceAll('=', '');
  const named = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

  function toJson({ id, type, response }) {
    const made = {};
    for (const part of [
      'clientDataJSON',
      'attestationObject',
      'authenticatorData',
      'signature',
      'userHandle',
    ]) {
      if (response[part]) made[part] = base64(response[part]);
    }
    if (response.getTransports) made.transports = response.getTransports();
    return { id, rawId: id, type, clientExtensionResults: {}, response: made };
  }

  return {
    known: Boolean(window.PublicKeyCredential && navigator.credentials),
    /** Both fail when the device, or its owner, would not. */
    async create({ challenge, user, excludeCredentials, ...asked }) {
      return toJson(
        await navigator.credentials.create({
          publicKey: {
            ...asked,
            challenge: bytes(challenge),
            user: { ...user, id: bytes(user.id) },
            excludeCredentials: named(excludeCredentials),
          },
        }),
      );
    },
    async get({ challenge, allowCredentials, ...asked }) {
      return toJson(
        await navigator.credentials.get({
          publicKey: {
            ...asked,
            challenge: bytes(challenge),
            allowCredentials: named(allowCredentials),
          },
        }),
      );
    },
  };
})();
