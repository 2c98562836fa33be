package dev.eventlogger.spring.method;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The transaction of a thread. */
final class Transactions {

  private Transactions() {}

  static boolean isActive() {
    return TransactionSynchronizationManager.isActualTransactionActive();
  }

  /** Runs work after the commit, and never after a rollback; false if there is no transaction. */
  static boolean afterCommit(Runnable work) {
    if (!isActive() || !TransactionSynchronizationManager.isSynchronizationActive()) {
      return false;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCompletion(int status) {
            if (status == STATUS_COMMITTED) {
              work.run();
            }
          }
        });
    return true;
  }
}
