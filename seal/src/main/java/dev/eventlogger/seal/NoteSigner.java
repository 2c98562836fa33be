package dev.eventlogger.seal;

/** Signs notes with an Ed25519 key. */
public interface NoteSigner {

  /** The key that checks the signatures. */
  VerifierKey verifier();

  /**
   * Signs bytes.
   *
   * @throws IllegalStateException if the key cannot be used, for instance because its token is gone
   */
  byte[] sign(byte[] bytes);
}
