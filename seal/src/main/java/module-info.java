/** Tamper evidence: a Merkle tree of what was delivered, which a third party can check. */
module dev.eventlogger.seal {
  requires transitive dev.eventlogger;

  exports dev.eventlogger.seal;
}
