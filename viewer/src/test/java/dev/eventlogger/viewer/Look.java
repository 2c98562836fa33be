package dev.eventlogger.viewer;

/** How a page is looked at. */
record Look(int width, boolean isDark) {

  static final Look WIDE = new Look(1280, false);
  static final Look NARROW = new Look(390, false);

  @Override
  public String toString() {
    return width + (isDark ? "-dark" : "-light");
  }
}
