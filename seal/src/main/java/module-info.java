/** Tamper evidence: a Merkle tree of what was delivered, which a third party can check. */
@SuppressWarnings("requires-automatic") // only an annotation, used when compiling
module dev.eventlogger.seal {
  requires transitive dev.eventlogger;
  requires java.net.http;
  requires static com.google.auto.service;

  exports dev.eventlogger.seal;
  exports dev.eventlogger.seal.anchor;
  exports dev.eventlogger.seal.log;

  opens dev.eventlogger.seal to
      dev.eventlogger;
  opens dev.eventlogger.seal.anchor to
      dev.eventlogger;
  opens dev.eventlogger.seal.log to
      dev.eventlogger;

  uses dev.eventlogger.seal.anchor.SealAnchorProvider;

  provides dev.eventlogger.seal.anchor.SealAnchorProvider with
      dev.eventlogger.seal.anchor.DatabaseAnchorProvider,
      dev.eventlogger.seal.anchor.FolderAnchor.Provider,
      dev.eventlogger.seal.anchor.WebhookAnchor.Provider;
  provides dev.eventlogger.spi.SealProvider with
      dev.eventlogger.seal.log.LogSealProvider;
}
