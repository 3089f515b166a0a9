// What passkeys signed in Chromium's virtual authenticator, recorded: one of each kind, for `sealedLog`'s decision.

/** `unverified` signed without making sure who held the device. */
export const recordedPasskeys = {
  ES256: {
    credential_id: 'OaLYn8SEGR7iHFCaNyAkA5AQI7HRBjaLKFoshAMxwKk',
    public_key:
      'pQECAyYgASFYIL6aqqBsWtbZe5Wksb4CIPN6FH8U7IgqT2cOvAwWn-ZfIlggRYXol578EUUxQV5KutzAiZpkVdBcbPBuDIBpG6fj3jA',
    authenticator_data: 'eWcIDJylMkAmpYEDi604yVTJPT7rwvOhKdZpGaQAtygFAAAAAg',
    client_data_json:
      'eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiNXN6RjdIZ0ZrbUtQWVp5TzNRaC05c2NfajBFcWROREVXQUsxc1pSRWh2ZyIsIm9yaWdpbiI6Imh0dHBzOi8vcGF1c2UuZXhhbXBsZSIsImNyb3NzT3JpZ2luIjpmYWxzZX0',
    signature:
      'MEYCIQCK7-AJEh38_zdVV183xN_C_uJDxJqmxWuAVj0dPGqWSgIhAK3m4mBmf_P1qfYl2R30GIxoPTmY_T8oMTFxJ_Val6HY',
    challenge: {
      pause_id: 'psr_2',
      content_digest: 'sha256:00',
      choice: 'Approve',
      text: null,
      nonce: 'recorded-ES256',
    },
    rp_id: 'pause.example',
    origin: 'https://pause.example',
  },
  unverified: {
    credential_id: 'I2Ujf27y-4kIjgZOSImZjnl0LBiYpcYlUByZnEaA1sE',
    public_key:
      'pQECAyYgASFYICxB2s0eg-Y9X8ziGQtwwcZDWxVhPKly79R-tFdDsdj8IlggRfF8WAJgTtPoovFf9NDTO-Ahl6mMwqbmC3UfQLccGmo',
    authenticator_data: 'eWcIDJylMkAmpYEDi604yVTJPT7rwvOhKdZpGaQAtygBAAAAAg',
    client_data_json:
      'eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiNXN6RjdIZ0ZrbUtQWVp5TzNRaC05c2NfajBFcWROREVXQUsxc1pSRWh2ZyIsIm9yaWdpbiI6Imh0dHBzOi8vcGF1c2UuZXhhbXBsZSIsImNyb3NzT3JpZ2luIjpmYWxzZX0',
    signature:
      'MEQCIChOr_iUxhvepPI5qkXGY1OOwuPtoFIv-2eHD8Wr_Z_pAiBmotJ3NAS_Zh5vuhBKQ5hU36uMg_4YqWh82EZl99t22w',
    challenge: {
      pause_id: 'psr_2',
      content_digest: 'sha256:00',
      choice: 'Approve',
      text: null,
      nonce: 'recorded-ES256',
    },
    rp_id: 'pause.example',
    origin: 'https://pause.example',
  },
  EdDSA: {
    credential_id: 'bfPHR3wI5DvmCyoDMAK_LPGi7FfGHlBxwGmcTGVtYmI',
    public_key: 'pAEBAycgBiFYIGlOOx-D2SeuFJFNCi_78e4eFGHMzca6TeNJ_YQ8Vj8j',
    authenticator_data: 'eWcIDJylMkAmpYEDi604yVTJPT7rwvOhKdZpGaQAtygFAAAAAg',
    client_data_json:
      'eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiM3FPbC0yZnh6alE3TG9PZkE3QXZHMUhUWThXeDNWa3VyVjFoWVhIVzhVSSIsIm9yaWdpbiI6Imh0dHBzOi8vcGF1c2UuZXhhbXBsZSIsImNyb3NzT3JpZ2luIjpmYWxzZSwib3RoZXJfa2V5c19jYW5fYmVfYWRkZWRfaGVyZSI6ImRvIG5vdCBjb21wYXJlIGNsaWVudERhdGFKU09OIGFnYWluc3QgYSB0ZW1wbGF0ZS4gU2VlIGh0dHBzOi8vZ29vLmdsL3lhYlBleCJ9',
    signature:
      'uuwL4kXBGdQQSlPIDxxwSFwCsI6NZ-Qu-TT3wM-QtJX5t5lqev0-pfZENHNahwmZc2tY9li2MHxD2O1lU8dsCQ',
    challenge: {
      pause_id: 'psr_2',
      content_digest: 'sha256:00',
      choice: 'Approve',
      text: null,
      nonce: 'recorded-EdDSA',
    },
    rp_id: 'pause.example',
    origin: 'https://pause.example',
  },
  RS256: {
    credential_id: 'UAe44X5SMxHPf8levyAm5c7pUA7ydstFI4Z6F7SRO_o',
    public_key:
      'pAEDAzkBACBZAQC-M92d3NPRgxj9Mmn7sXxDyXA3Z5N7DzEXN9Yb-OXCzM7ZX9Y9pPfM0Bp-ePFZviPzD9_ZEnEA5j-G3BNm1lqNnL4_Q6Gt6DrmjEt59sKBUTreHm9WRs_MjZayzMUFR9ONz8qarUHzs1z3tfI1RYqLSs26oCL_CLats-r4eY8UkOcz_82Ovbonx2kzfeRCL2g6mU4Pc43ASDheLsh4VxsS18HXXUMiuuGRi7C_erH8bEGaxsGTeNNtRv1wiMsi-u1fnyTIohhfT3lrcpmKUSl3ODPdeQtEq9vnYZ4x3uARTK-Lwqs9yl1zss-FxWdCn0cV0Pm-_RpWkA2nv1gMLM7tIUMBAAE',
    authenticator_data: 'eWcIDJylMkAmpYEDi604yVTJPT7rwvOhKdZpGaQAtygFAAAAAg',
    client_data_json:
      'eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiaU42UU5CdUhsU1R3dl9aTjZRN3ZXYTZRWWRTM1pBQ3JrdU5vQ2thZGZ5RSIsIm9yaWdpbiI6Imh0dHBzOi8vcGF1c2UuZXhhbXBsZSIsImNyb3NzT3JpZ2luIjpmYWxzZX0',
    signature:
      'IlN73zwgReTKJeLllBaSmbdENTPWzext5kG6gz22IUmq39PKmkZMyU8l1Ufk4KKzVOrLmnrboHN_ghN7Qgv9gkhV9lbc1qcgHln9lnf1mOr7iX2ldNgn-oxZLnpT8fLTrJ8NplaOrKK_xYhQeQMXEimv9n94nQ3mBO9FmCkvuXFCTfmrlM3UvKqnxvo6zM3BzaNsajso6pWmqOm1tSk49vFE1VuNnDTF8sXI4VdCjSffTKChUUnFPsRhuTZfzF9MEseLXj6K8yshNacT5n6M80m3CxZ6hMwB1KbQGxOJZDm0oaGsrhPvspgFpNj0vdhdZmxK6elUMiUGWp4hY6aUkg',
    challenge: {
      pause_id: 'psr_2',
      content_digest: 'sha256:00',
      choice: 'Approve',
      text: null,
      nonce: 'recorded-RS256',
    },
    rp_id: 'pause.example',
    origin: 'https://pause.example',
  },
} as const;
