package dev.eventlogger.seal;

/** Signs notes with a key of Ed25519. */
public interface NoteSigner {

  /** What checks the signatures. */
  VerifierKey verifier();

  /**
   * Signs bytes.
   *
   * @throws IllegalStateException if the key cannot be used, because its token is gone, say
   */
  byte[] sign(byte[] bytes);
}
