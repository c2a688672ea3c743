package io.copytaster.model.gate;

import io.copytaster.model.evaluate.McNemar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Decides whether a candidate takes the champion's place. It does if every rule is met: a candidate
 * has to be better, and by more than chance; that nothing speaks against it is not enough.
 */
public final class PromotionGate {

  static final String MARGIN = "margin";

  /** What fractions differ by that would be equal but for rounding. */
  private static final double ROUNDING = 1e-9;

  private final GateRules rules;

  public PromotionGate(GateRules rules) {
    this.rules = rules;
  }

  /** Looks at every rule, also after one has failed, so that the verdict says all of it. */
  public Verdict judge(Contest contest) {
    var checks = new ArrayList<Check>();
    checks.add(labels(contest));
    checks.add(rows(contest.heldOut()));
    checks.add(margin(contest.heldOut()));
    checks.add(chance(contest.heldOut()));
    contest.heldOut().recalls().stream()
        .filter(recall -> recall.rows() >= rules.classRows())
        .map(this::recall)
        .forEach(checks::add);
    checks.add(golden(contest.golden()));
    checks.add(latency(contest));
    Map<String, Double> metrics = metrics(contest);
    return checks.stream().allMatch(Check::passed)
        ? new Verdict.Promote(checks, metrics)
        : new Verdict.Reject(checks, metrics);
  }

  private static Check labels(Contest contest) {
    List<String> lost =
        contest.championLabels().names().stream()
            .filter(label -> contest.candidateLabels().indexOf(label).isEmpty())
            .toList();
    return check(
        "labels",
        lost.isEmpty(),
        lost.size(),
        0,
        lost.isEmpty()
            ? "every label of the champion is known"
            : words("the champion's labels %s are not known to the candidate", lost));
  }

  private Check rows(PairedAnswers heldOut) {
    return check(
        "rows",
        heldOut.rows() >= rules.fewestRows(),
        heldOut.rows(),
        rules.fewestRows(),
        words("%,d held-out rows, at least %,d are wanted", heldOut.rows(), rules.fewestRows()));
  }

  private Check margin(PairedAnswers heldOut) {
    double rise = 100 * (heldOut.candidateAccuracy() - heldOut.championAccuracy());
    return check(
        MARGIN,
        rise > 0 && rise >= rules.margin() - ROUNDING,
        rise,
        rules.margin(),
        words(
            "accuracy on %,d held-out rows went from %.2f %% to %.2f %%, by %+.2f points, at least %.2f are wanted",
            heldOut.rows(),
            100 * heldOut.championAccuracy(),
            100 * heldOut.candidateAccuracy(),
            rise,
            rules.margin()));
  }

  private Check chance(PairedAnswers heldOut) {
    McNemar discordant = heldOut.discordant();
    double probability = discordant.oneSidedPValue();
    return check(
        "p-value",
        probability <= rules.significance(),
        probability,
        rules.significance(),
        words(
            "%,d rows are right with the candidate alone and %,d with the champion alone, which chance"
                + " does with probability %.4f, at most %.4f is allowed",
            discordant.onlySecond(), discordant.onlyFirst(), probability, rules.significance()));
  }

  private Check recall(PairedAnswers.Recall recall) {
    double loss = 100 * (recall.champion() - recall.candidate());
    return check(
        "recall." + recall.label(),
        loss <= rules.recallLoss() + ROUNDING,
        loss,
        rules.recallLoss(),
        words(
            "recall of %s on %,d rows went from %.2f %% to %.2f %%, at most %.2f points may be lost",
            recall.label(),
            recall.rows(),
            100 * recall.champion(),
            100 * recall.candidate(),
            rules.recallLoss()));
  }

  private Check golden(PairedAnswers golden) {
    if (golden.rows() == 0) {
      return check("golden", true, 0, rules.goldenLoss(), "there are no golden rows");
    }
    double loss = 100 * (golden.championAccuracy() - golden.candidateAccuracy());
    return check(
        "golden",
        loss <= rules.goldenLoss() + ROUNDING,
        loss,
        rules.goldenLoss(),
        words(
            "accuracy on %,d golden rows went from %.2f %% to %.2f %%, at most %.2f points may be lost",
            golden.rows(),
            100 * golden.championAccuracy(),
            100 * golden.candidateAccuracy(),
            rules.goldenLoss()));
  }

  private Check latency(Contest contest) {
    double limit = rules.latency() * contest.championMicros();
    return check(
        "latency",
        contest.candidateMicros() <= limit,
        contest.candidateMicros(),
        limit,
        words(
            "a row takes the candidate %.0f µs, at most %.0f are allowed: %.2f times the champion's %.0f",
            contest.candidateMicros(), limit, rules.latency(), contest.championMicros()));
  }

  private static Map<String, Double> metrics(Contest contest) {
    PairedAnswers heldOut = contest.heldOut();
    McNemar discordant = heldOut.discordant();
    var metrics = new LinkedHashMap<String, Double>();
    metrics.put("rows", (double) heldOut.rows());
    metrics.put("accuracy", heldOut.candidateAccuracy());
    metrics.put("champion.accuracy", heldOut.championAccuracy());
    metrics.put("p-value", discordant.oneSidedPValue());
    metrics.put("right.candidate-only", (double) discordant.onlySecond());
    metrics.put("right.champion-only", (double) discordant.onlyFirst());
    for (PairedAnswers.Recall recall : heldOut.recalls()) {
      metrics.put("recall." + recall.label(), recall.candidate());
      metrics.put("champion.recall." + recall.label(), recall.champion());
    }
    if (contest.golden().rows() > 0) {
      metrics.put("golden.rows", (double) contest.golden().rows());
      metrics.put("golden.accuracy", contest.golden().candidateAccuracy());
      metrics.put("champion.golden.accuracy", contest.golden().championAccuracy());
    }
    metrics.put("micros", contest.candidateMicros());
    metrics.put("champion.micros", contest.championMicros());
    return metrics;
  }

  private static String words(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private static Check check(
      String rule, boolean passed, double value, double limit, String sentence) {
    return new Check(rule, passed, value, limit, sentence);
  }
}
