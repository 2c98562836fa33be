package dev.eventlogger.spring.method;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What is done when the transaction of a thread is committed. */
final class AfterCommit {

  private AfterCommit() {}

  /** Does it then, and never if it is rolled back; false if there is no transaction. */
  static boolean run(Runnable work) {
    if (!TransactionSynchronizationManager.isActualTransactionActive()
        || !TransactionSynchronizationManager.isSynchronizationActive()) {
      return false;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            work.run();
          }
        });
    return true;
  }
}
