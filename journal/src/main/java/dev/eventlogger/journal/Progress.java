package dev.eventlogger.journal;

/**
 * How far a journal's records are settled, and what became of them: {@code next - 1 = delivered +
 * dead + damaged}.
 *
 * @param next the sequence number of the first record that is not settled
 * @param accepted how many records were acknowledged, at least
 * @param delivered how many of them the sink has
 * @param dead how many of them were refused for good
 * @param damaged how many of them could not be read
 */
public record Progress(long next, long accepted, long delivered, long dead, long damaged) {

  static final Progress NONE = new Progress(1, 0, 0, 0, 0);
}
