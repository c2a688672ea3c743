package io.copytaster.streams.retrain;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeInfo.Id;
import io.copytaster.model.gate.PromotionGate;
import java.io.IOException;
import java.util.Optional;

/**
 * Where a retraining is. A state under way knows the one move that it may make; a state at rest
 * waits for the next run.
 */
@JsonTypeInfo(use = Id.NAME, property = "state")
@JsonSubTypes({
  @Type(value = RetrainState.Idle.class, name = "idle"),
  @Type(value = RetrainState.Reading.class, name = "reading"),
  @Type(value = RetrainState.Training.class, name = "training"),
  @Type(value = RetrainState.Evaluating.class, name = "evaluating"),
  @Type(value = RetrainState.Deciding.class, name = "deciding"),
  @Type(value = RetrainState.Publishing.class, name = "publishing"),
  @Type(value = RetrainState.Announced.class, name = "announced"),
  @Type(value = RetrainState.Rejected.class, name = "rejected"),
  @Type(value = RetrainState.Withheld.class, name = "withheld"),
  @Type(value = RetrainState.Abandoned.class, name = "abandoned")
})
public sealed interface RetrainState {

  /** The run, if there was one. */
  Optional<Run> latest();

  /** Something is to be done, and may be done again after a crash. */
  sealed interface UnderWay extends RetrainState {

    Run run();

    @Override
    default Optional<Run> latest() {
      return Optional.of(run());
    }

    /** Does it, and gives the state that is reached. */
    RetrainState advance(RetrainWork work, PromotionGate gate) throws IOException;
  }

  /** Nothing is to be done. */
  sealed interface AtRest extends RetrainState {

    /** What became of the run, in a sentence. */
    String outcome();
  }

  /** No run yet. */
  record Idle() implements AtRest {
    @Override
    public Optional<Run> latest() {
      return Optional.empty();
    }

    @Override
    public String outcome() {
      return "there was no run yet";
    }
  }

  /** Reviewed rows are read into the run's folder. */
  record Reading(Run run) implements UnderWay {
    @Override
    public RetrainState advance(RetrainWork work, PromotionGate gate) throws IOException {
      return new Training(run, work.read(run));
    }
  }

  /** The candidate is trained; the trainer itself goes on where it was. */
  record Training(Run run, Lesson lesson) implements UnderWay {
    @Override
    public RetrainState advance(RetrainWork work, PromotionGate gate) throws IOException {
      work.train(run, lesson);
      return new Evaluating(run, lesson);
    }
  }

  /** Champion and candidate answer the same rows. */
  record Evaluating(Run run, Lesson lesson) implements UnderWay {
    @Override
    public RetrainState advance(RetrainWork work, PromotionGate gate) throws IOException {
      return new Deciding(run, lesson, work.evaluate(run, lesson));
    }
  }

  /** The gate looks at what they answered. */
  record Deciding(Run run, Lesson lesson, Candidate candidate) implements UnderWay {
    @Override
    public RetrainState advance(RetrainWork work, PromotionGate gate) {
      return new Publishing(run, lesson, Ruling.of(candidate, gate.judge(candidate.contest())));
    }
  }

  /** The verdict is announced, and the candidate if it may be. */
  record Publishing(Run run, Lesson lesson, Ruling ruling) implements UnderWay {
    @Override
    public RetrainState advance(RetrainWork work, PromotionGate gate) throws IOException {
      return Proclamation.publish(this, work);
    }
  }

  /** The candidate is the champion. */
  record Announced(Run run, String model, String outcome) implements AtRest {
    @Override
    public Optional<Run> latest() {
      return Optional.of(run);
    }
  }

  /** The gate refused the candidate. */
  record Rejected(Run run, String model, String outcome) implements AtRest {
    @Override
    public Optional<Run> latest() {
      return Optional.of(run);
    }
  }

  /** The gate would have it, and an operator has pinned the champion. */
  record Withheld(Run run, String model, String outcome) implements AtRest {
    @Override
    public Optional<Run> latest() {
      return Optional.of(run);
    }
  }

  /** The run was given up before a verdict, or before it could be acted upon. */
  record Abandoned(Run run, String outcome) implements AtRest {
    @Override
    public Optional<Run> latest() {
      return Optional.of(run);
    }
  }
}
