/** The sentences about cameras' certificates; a part of words.ts, which is where a translation begins. */

export const trustWords = {
  title: "Certificate", looking: "Looking at its certificate", nothingSaid: "Neither name nor password has been sent yet.",
  first: "This camera shows this certificate", firstHint: "Compare the fingerprint with the camera's own page if you can. From then on only whoever shows it is believed to be this camera.",
  fingerprint: "Fingerprint (SHA-256)", says: "Says it is", saysNothing: "Nothing", until: "Valid",
  from: (begins: string, ends: string): string => `${begins} to ${ends}`,
  trust: "Trust this certificate", goOn: "Go on without checking",
  obstacles: {
    early: ["The time of this certificate has not come yet, so it cannot be checked.", "Set the camera's clock and have it make a new certificate."],
    over: ["The time of this certificate is over, so it cannot be checked.", "Have the camera make a new one, then look again."],
    nameless: ["This certificate is made out to nobody, so it cannot be checked.", "Have the camera make one with a name, then look again."],
    playlist: ["The files of a playlist are fetched one by one and cannot be checked.", "Use the camera's RTSP stream (rtsps)."],
  },
  unchecked: "Encrypted, and not checked", uncheckedHint: "Whoever shows any certificate is taken for this camera. Look at the one it shows, and trust it.",
  held: "Only whoever shows this certificate is believed to be this camera.",
  authority: "The site's authority must have signed the certificate it shows.", authorityHint: "You can trust one certificate instead.",
  look: "Look at what it shows now", same: "It shows the certificate that is trusted.", other: "It shows another certificate now",
  otherHint: "That is so after a new certificate or a reset of the camera, and also when somebody stands in its place. Compare before you trust it.",
  stop: "Stop checking",
} as const;
