package dev.eventlogger.journal;

import java.util.Random;

/** For {@link FaultyDisk#cutPower}: nothing that was not synced reached the disk by luck. */
final class WorstPowerCut extends Random {

  private static final long serialVersionUID = 1;

  @Override
  public boolean nextBoolean() {
    return true;
  }

  @Override
  public int nextInt(int bound) {
    return 0;
  }
}
