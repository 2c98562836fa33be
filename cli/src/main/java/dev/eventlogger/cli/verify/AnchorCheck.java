package dev.eventlogger.cli.verify;

import dev.eventlogger.cli.verify.CheckpointCheck.Finding;
import dev.eventlogger.cli.verify.Verification.Anchor;
import dev.eventlogger.seal.NoteTaker;
import dev.eventlogger.seal.anchor.AnchorException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compares one seal with every checkpoint that anchors keep of it: whoever has the live key can
 * rewrite the running epoch and anchor the result, but earlier checkpoints contradict it. Keeps the
 * findings of each anchor, and one checkpoint at a time. For one thread.
 */
final class AnchorCheck {

  private final SealCheck seal;
  private final Verdict verdict;
  // In the order in which the anchors were asked.
  private final Map<String, Wrong> wrong = new LinkedHashMap<>();
  private long looked;
  private long covered;

  /** One kind of mismatch with what one anchor keeps. */
  private static final class Wrong {
    final @Nullable Finding finding;
    Newest claim;
    long count = 1;

    /** The finding is null if the checkpoint has more entries than there are. */
    Wrong(@Nullable Finding finding, Newest claim) {
      this.finding = finding;
      this.claim = claim;
    }
  }

  AnchorCheck(SealCheck seal, Verdict verdict) {
    this.seal = seal;
    this.verdict = verdict;
  }

  /** How many entries the largest matching checkpoint covers. */
  long covered() {
    return covered;
  }

  void ask(Anchor anchor) throws InterruptedException {
    Answer answer = new Answer(anchor.from());
    try {
      anchor.source().each(answer);
    } catch (InterruptedException | CannotTellException e) {
      throw e;
    } catch (Exception e) {
      answer.lost(AnchorException.words(e));
    }
    answer.report();
  }

  /** The answer of one anchor. Something it keeps that cannot be read may be evidence. */
  private final class Answer implements NoteTaker {
    private final String from;
    private boolean hasBegun;
    private @Nullable String unreadable;
    private long unreadableCount;

    Answer(String from) {
      this.from = from;
    }

    @Override
    public void accept(byte[] checkpoint) {
      hasBegun = true;
      check(checkpoint);
    }

    @Override
    public void unreadable(String what) {
      hasBegun = true;
      unreadableCount++;
      unreadable = unreadable == null ? what : unreadable;
    }

    @Override
    public void cutOff(String what) {
      hasBegun = true;
      verdict.doubt(from + ": " + what);
    }

    /** An anchor that could not be reached at all is no evidence; any network is down at times. */
    void lost(String words) {
      if (hasBegun) {
        verdict.unsure(from + ": could not be asked to the end: " + words);
      } else {
        verdict.doubt(from + ": could not be asked: " + words);
      }
    }

    void report() {
      if (unreadable != null) {
        String more = unreadableCount == 1 ? "" : "; " + (unreadableCount - 1) + " others, too";
        verdict.unsure(from + ": " + unreadable + more);
      }
    }

    private void check(byte[] checkpoint) {
      Newest claim;
      try {
        claim = Newest.read(from, checkpoint);
      } catch (IllegalArgumentException e) {
        unreadable(String.valueOf(e.getMessage()));
        return;
      }
      AnchorCheck.this.check(claim);
    }
  }

  private void check(Newest claim) {
    if (claim.size() > seal.size() && claim.size() > looked) {
      looked = claim.size();
      seal.readOn(); // these entries were anchored since the seal was read
    }
    Finding finding = claim.size() > seal.size() ? null : seal.checkpoints().judge(claim);
    if (finding == Finding.RIGHT) {
      covered = Math.max(covered, claim.size());
      seal.vouched().add(claim.size());
    } else if (finding == null || finding.isWrong()) {
      note(finding, claim);
    }
  }

  /** Keeps the checkpoint with the fewest entries, or with the most if entries are gone. */
  private void note(@Nullable Finding finding, Newest claim) {
    Wrong known = wrong.putIfAbsent(claim.from() + "\n" + finding, new Wrong(finding, claim));
    if (known != null) {
      known.count++;
      boolean isWorse =
          finding == null ? claim.size() > known.claim.size() : claim.size() < known.claim.size();
      known.claim = isWorse ? claim : known.claim;
    }
  }

  /**
   * Reports the mismatches, once all anchors are asked: only then is it known up to where the
   * entries are confirmed.
   */
  void report() {
    for (Wrong each : wrong.values()) {
      String more = each.count == 1 ? "" : ", and so with " + (each.count - 1) + " others there";
      if (each.finding == null) {
        String has = " has " + each.claim.size() + " entries; here are only " + seal.size();
        String words = "entries are gone: the checkpoint of " + each.claim.from() + has;
        seal.problem(seal.size(), words + more);
      } else {
        long from = seal.vouched().below(each.claim.size());
        seal.problem(from, each.finding.of(each.claim) + more);
      }
    }
  }
}
